namespace GeoCore.Encoding.Lattice;

/// <summary>Compares the polynomial of a cell with exact logits halfway between nodes, where it is worst.</summary>
internal static class CellCheck
{
    /// <summary>Classes further than this below the largest cannot become the largest by an error that was accepted.</summary>
    private const double Contender = 4;

    /// <summary>Whether a check pixel stands in the middle of this square of nodes: every other one, and the corners.</summary>
    private static bool IsChecked(int i, int j) => ((i + j) & 1) == 0 || (i % (LatticeCell.Intervals - 1) == 0 && j % (LatticeCell.Intervals - 1) == 0);

    /// <summary>Asks for the nodes and check pixels of a cell.</summary>
    public static void Want(LatticeMap map, LatticeCell cell)
    {
        for (var j = 0; j < LatticeCell.Nodes; j++)
        {
            for (var i = 0; i < LatticeCell.Nodes; i++)
            {
                map.Want(cell.Column + (i * cell.Spacing), cell.Row + (j * cell.Spacing));
                if (i < LatticeCell.Intervals && j < LatticeCell.Intervals && IsChecked(i, j))
                    map.Want(cell.Column + Middle(cell, i), cell.Row + Middle(cell, j));
            }
        }
    }

    /// <summary>Compares.</summary>
    /// <param name="map">Holds nodes and check pixels.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="interpolation">Its polynomial.</param>
    /// <param name="tolerance">What is near enough.</param>
    /// <param name="doubt">Receives the margin between the two largest logits below which the order of classes is not certain.</param>
    /// <returns>Whether all check pixels are near enough.</returns>
    public static bool Passes(LatticeMap map, LatticeCell cell, CellInterpolation interpolation, LatticeTolerance tolerance, out float doubt)
    {
        var outputs = map.Outputs;
        var rows = new float[outputs * cell.Size];
        var interpolated = new float[outputs];
        var largest = 0.0;
        doubt = 0;
        for (var j = 0; j < LatticeCell.Intervals; j++)
        {
            for (var output = 0; output < outputs; output++)
            {
                interpolation.AlongColumns(Middle(cell, j), output, rows.AsSpan(output * cell.Size, cell.Size));
            }

            for (var i = 0; i < LatticeCell.Intervals; i++)
            {
                if (!IsChecked(i, j))
                    continue;
                for (var output = 0; output < outputs; output++)
                {
                    interpolated[output] = rows[(output * cell.Size) + Middle(cell, i)];
                }

                var exact = map.Logits(cell.Column + Middle(cell, i), cell.Row + Middle(cell, j));
                if (!tolerance.Accepts(exact, interpolated))
                    return false;
                largest = Math.Max(largest, ContenderError(exact, interpolated));
            }
        }

        doubt = (float)(2 * LatticeTolerance.Safety * largest);
        return true;
    }

    private static double ContenderError(ReadOnlySpan<float> exact, ReadOnlySpan<float> interpolated)
    {
        var largest = 0.0;
        for (var i = 0; i < exact.Length; i++)
        {
            if (exact.Length == 1 || LatticeTolerance.Gap(exact, i) < Contender)
                largest = Math.Max(largest, Math.Abs((double)exact[i] - interpolated[i]));
        }

        return largest;
    }

    private static int Middle(LatticeCell cell, int interval) => (interval * cell.Spacing) + (cell.Spacing / 2);
}
