using System.Buffers;

namespace GeoCore.Encoding.Harmonics;

/// <summary>Derivatives with respect to the place.</summary>
public sealed partial class SphericalHarmonics
{
    /// <summary>Harmonics of one place and their derivatives, in a form that has no pole singularity.</summary>
    /// <param name="longitude">Degrees, finite.</param>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    /// <param name="features">Receives L² values.</param>
    /// <param name="byLongitude">Receives L² derivatives ∂Y/∂λ, per radian of longitude.</param>
    /// <param name="byLatitude">Receives L² derivatives ∂Y/∂φ, per radian of latitude.</param>
    /// <exception cref="ArgumentException">A span is shorter than L².</exception>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is not a place.</exception>
    /// <remarks>
    /// dP̄(ℓ,m)/dθ = ½ [√((ℓ+m)(ℓ−m+1)) P̄(ℓ,m−1) − √((ℓ+m+1)(ℓ−m)) P̄(ℓ,m+1)] for m ≥ 1, −√(ℓ(ℓ+1)) P̄(ℓ,1) for m = 0, and
    /// ∂/∂φ = −∂/∂θ. At a pole the latitude's derivative is the one along the given meridian.
    /// </remarks>
    public void EvaluateGradient(double longitude, double latitude, Span<double> features, Span<double> byLongitude, Span<double> byLatitude)
    {
        Require(features.Length, Dimension, nameof(features));
        Require(byLongitude.Length, Dimension, nameof(byLongitude));
        Require(byLatitude.Length, Dimension, nameof(byLatitude));
        var legendre = ArrayPool<double>.Shared.Rent(LegendreLength);
        FillLegendre(latitude, legendre);
        var point = SpherePoint.FromDegrees(longitude, latitude);
        double cos = 1, sin = 0;
        for (var m = 0; m < Degrees; m++)
        {
            for (var l = m; l < Degrees; l++)
            {
                var value = legendre[LegendreOffset(m) + l - m];
                var slope = Slope(legendre, l, m);
                var (up, down) = (Index(l, m), Index(l, -m));
                (features[down], byLongitude[down], byLatitude[down]) = (value * sin, m * value * cos, slope * sin);
                (features[up], byLongitude[up], byLatitude[up]) = (value * cos, -m * value * sin, slope * cos);
            }

            (cos, sin) = ((cos * point.Cos) - (sin * point.Sin), (cos * point.Sin) + (sin * point.Cos));
        }

        ArrayPool<double>.Shared.Return(legendre);
    }

    /// <summary>∂T(ℓ,m)/∂φ from the neighbouring orders of the table T, whose √2, signs and scales are exchanged for those of m.</summary>
    private double Slope(double[] legendre, int l, int m)
    {
        double Neighbour(int order) => legendre[LegendreOffset(order) + l - order] * (Factor(l, m) / Factor(l, order));
        var above = m < l ? Math.Sqrt(((double)l + m + 1) * (l - m)) * Neighbour(m + 1) : 0;
        if (m == 0)
        {
            return above;
        }

        return 0.5 * (above - (Math.Sqrt(((double)l + m) * (l - m + 1)) * Neighbour(m - 1)));
    }

    private double Factor(int l, int m) => Convention.Factor(l, m) * (m == 0 ? 1 : Math.Sqrt(2));
}
