namespace GeoCore.Encoding.Posterior;

/// <summary>Cholesky factors of small symmetric positive definite matrices, in double precision.</summary>
internal static class SymmetricSystem
{
    /// <summary>The inverse of the Cholesky factor: F with Fᵀ F = A⁻¹, lower triangular, so that xᵀ A⁻¹ x = ‖F x‖².</summary>
    /// <param name="matrix">[size, size]; only the lower triangle is looked at.</param>
    /// <param name="size">Rows and columns.</param>
    /// <returns>[size, size], zeros above the diagonal.</returns>
    /// <exception cref="ArithmeticException">The matrix is not positive definite.</exception>
    public static double[] InverseFactor(ReadOnlySpan<double> matrix, int size)
    {
        var factor = Factor(matrix, size);
        var inverse = new double[size * size];
        for (var column = 0; column < size; column++)
        {
            inverse[(column * size) + column] = 1 / factor[(column * size) + column];
            for (var row = column + 1; row < size; row++)
            {
                var sum = 0.0;
                for (var k = column; k < row; k++)
                {
                    sum += factor[(row * size) + k] * inverse[(k * size) + column];
                }

                inverse[(row * size) + column] = -sum / factor[(row * size) + row];
            }
        }

        return inverse;
    }

    /// <summary>A⁻¹ = Fᵀ F.</summary>
    /// <param name="matrix">[size, size].</param>
    /// <param name="size">Rows and columns.</param>
    /// <exception cref="ArithmeticException">The matrix is not positive definite.</exception>
    public static double[] Inverse(ReadOnlySpan<double> matrix, int size)
    {
        var factor = InverseFactor(matrix, size);
        var inverse = new double[size * size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                for (var k = Math.Max(row, column); k < size; k++)
                {
                    inverse[(row * size) + column] += factor[(k * size) + row] * factor[(k * size) + column];
                }
            }
        }

        return inverse;
    }

    private static double[] Factor(ReadOnlySpan<double> matrix, int size)
    {
        var factor = new double[size * size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var rest = matrix[(row * size) + column];
                for (var k = 0; k < column; k++)
                {
                    rest -= factor[(row * size) + k] * factor[(column * size) + k];
                }

                if (row == column && !(rest > 0))
                    throw new ArithmeticException($"The matrix is not positive definite: pivot {row} is {rest}.");
                factor[(row * size) + column] = row == column ? Math.Sqrt(rest) : rest / factor[(column * size) + column];
            }
        }

        return factor;
    }
}
