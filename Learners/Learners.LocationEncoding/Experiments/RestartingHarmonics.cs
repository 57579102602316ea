using GeoCore.Encoding.Positional;

namespace Learners.LocationEncoding.Experiments;

/// <summary>
/// Real spherical harmonics one by one, each with a recursion of its own from the start: the slow twin of the production harmonics, and
/// what the <c>closed-form</c> back end of the reference code costs.
/// </summary>
/// <remarks>
/// R. Green, "Spherical Harmonic Lighting: The Gritty Details", 2003: the associated Legendre function of (ℓ, m) begins at (m, m) anew for
/// every ℓ, so L² values cost L³ steps. Factorials bound L: 170! is the last that a double holds. Convention: Condon–Shortley sign kept
/// and both angles shifted, as <see cref="GeoCore.Encoding.Harmonics.HarmonicConvention"/> calls it the reference's closed form.
/// </remarks>
internal sealed class RestartingHarmonics : IPositionalEncoding
{
    /// <summary>Largest L.</summary>
    internal const int MaximumDegrees = 80;
    private readonly int _degrees;
    private readonly double[] _norms;

    /// <summary>Prepares the factors that do not depend on a place.</summary>
    /// <param name="degrees">L, 1 to 80.</param>
    internal RestartingHarmonics(int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degrees);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(degrees, MaximumDegrees);
        _degrees = degrees;
        _norms = new double[degrees * degrees];
        for (var l = 0; l < degrees; l++)
        {
            for (var m = 0; m <= l; m++)
            {
                var norm = Math.Sqrt((2 * l + 1) / (4 * Math.PI) * Factorial(l - m) / Factorial(l + m)) * (m == 0 ? 1 : Math.Sqrt(2));
                _norms[l * l + l + m] = norm;
                _norms[l * l + l - m] = norm;
            }
        }
    }

    /// <inheritdoc/>
    public string Name => PositionalEncodings.SphericalHarmonics;

    /// <inheritdoc/>
    public int Dimension => _degrees * _degrees;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<float> features)
    {
        var row = new double[Dimension];
        for (var place = 0; place < longitudes.Length; place++)
        {
            Encode(longitudes.Slice(place, 1), latitudes.Slice(place, 1), row);
            for (var k = 0; k < row.Length; k++)
            {
                features[place * Dimension + k] = (float)row[k];
            }
        }
    }

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<double> features)
    {
        for (var place = 0; place < longitudes.Length; place++)
        {
            var lambda = double.DegreesToRadians(longitudes[place] + 180);
            var z = Math.Cos(double.DegreesToRadians(latitudes[place] + 90));
            var row = features.Slice(place * Dimension, Dimension);
            for (var l = 0; l < _degrees; l++)
            {
                for (var m = -l; m <= l; m++)
                {
                    var turn = m < 0 ? Math.Sin(-m * lambda) : Math.Cos(m * lambda);
                    row[l * l + l + m] = _norms[l * l + l + m] * turn * Legendre(l, Math.Abs(m), z);
                }
            }
        }
    }

    private static double Legendre(int l, int m, double z)
    {
        double below = 1, root = Math.Sqrt((1 - z) * (1 + z));
        for (var i = 1; i <= m; i++)
        {
            below *= -(2 * i - 1) * root;
        }

        if (l == m)
        {
            return below;
        }

        var value = z * (2 * m + 1) * below;
        for (var n = m + 2; n <= l; n++)
        {
            (below, value) = (value, ((2 * n - 1) * z * value - (n + m - 1) * below) / (n - m));
        }

        return value;
    }

    private static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (product, i) => product * i);
}
