using System.Buffers;
using GeoCore.Encoding.Positional;

namespace GeoCore.Encoding.Harmonics;

/// <summary>Real orthonormal spherical harmonics Y(ℓ,m) of degrees 0 … L−1. Immutable; safe to share between threads.</summary>
/// <remarks>
/// Feature k = ℓ² + ℓ + m. m &gt; 0: √2 P̄(ℓ,m) cos mλ; m = 0: P̄(ℓ,0); m &lt; 0: √2 P̄(ℓ,|m|) sin |m|λ; multiplied by
/// <see cref="HarmonicConventions.Factor"/>. Real spherical harmonics as in arXiv 2310.06743, section 3, with the signs of geodesy.
/// Absolute error of doubles: below 1e-12 up to L = 1001, poles included; floats are rounded from a double recursion.
/// Exactly seamless: 180° and −180° give the same bits, and at a pole all orders but m = 0 are exactly 0.
/// </remarks>
public sealed partial class SphericalHarmonics : IPositionalEncoding
{
    /// <summary>Largest L; coefficients then fill about 90 MB.</summary>
    public const int MaximumDegrees = 3000;

    private readonly BalancedRecursion _recursion;

    /// <summary>Works out the coefficients.</summary>
    /// <param name="degrees">L, 1 to <see cref="MaximumDegrees"/>.</param>
    /// <param name="convention">Signs and scale.</param>
    /// <exception cref="ArgumentOutOfRangeException">L is out of range, or the convention unknown.</exception>
    public SphericalHarmonics(int degrees, HarmonicConvention convention = HarmonicConvention.Standard)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(degrees, MaximumDegrees);
        Degrees = degrees;
        Convention = convention;
        _recursion = BalancedRecursion.For(degrees, convention);
    }

    /// <inheritdoc/>
    public string Name => "sphericalharmonics";

    /// <summary>L.</summary>
    public int Degrees { get; }

    /// <summary>Signs and scale.</summary>
    public HarmonicConvention Convention { get; }

    /// <inheritdoc/>
    public int Dimension => Degrees * Degrees;

    /// <summary>Where (ℓ, m) stands among the features: ℓ² + ℓ + m.</summary>
    /// <param name="l">Degree.</param>
    /// <param name="m">Order, −ℓ to ℓ.</param>
    public static int Index(int l, int m) => (l * l) + l + m;

    /// <summary>All harmonics of one place in double precision.</summary>
    /// <param name="longitude">Degrees, finite.</param>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    /// <param name="features">Receives L² values; (ℓ, m) stands at ℓ² + ℓ + m.</param>
    /// <exception cref="ArgumentException"><paramref name="features"/> is shorter than L².</exception>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is not a place.</exception>
    public void Evaluate(double longitude, double latitude, Span<double> features)
    {
        Require(features.Length, Dimension, nameof(features));
        var column = ArrayPool<double>.Shared.Rent(Degrees);
        Point(SpherePoint.FromDegrees(longitude, latitude), features, column);
        ArrayPool<double>.Shared.Return(column);
    }

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<float> features) =>
        EncodeRows(longitudes, latitudes, features);

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<double> features) =>
        EncodeRows(longitudes, latitudes, features);

    private static void Require(int length, long needed, string name)
    {
        if (length < needed)
        {
            throw new ArgumentException($"{needed} values are needed, there is room for {length}.", name);
        }
    }

    /// <summary>The scalar twin of the kernels, and the path of very high degrees.</summary>
    private void Point<T>(in SpherePoint point, Span<T> features, double[] column, int spacing = 1)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        double seed = 1, cos = 1, sin = 0;
        var exponent = 0;
        for (var m = 0; m < Degrees; m++)
        {
            TrackedColumn.Evaluate(_recursion, m, point, seed, exponent, column);
            for (var l = m; l < Degrees; l++)
            {
                var value = column[l - m];
                features[Index(l, m) * spacing] = T.CreateTruncating(value * cos);
                if (m > 0)
                {
                    features[Index(l, -m) * spacing] = T.CreateTruncating(value * sin);
                }
            }

            TrackedColumn.NextSeed(ref seed, ref exponent, point.R);
            (cos, sin) = ((cos * point.Cos) - (sin * point.Sin), (cos * point.Sin) + (sin * point.Cos));
        }
    }
}
