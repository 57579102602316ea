using NetTopologySuite.Geometries;

namespace GeoCore.Geodesy;

/// <summary>Areas of polygons whose edges are geodesics of WGS 84.</summary>
/// <remarks>
/// C. F. F. Karney, "Algorithms for geodesics", J. Geod. 87 (2013), section 6: the area under an edge is that on the auxiliary sphere plus
/// an integral, taken here by Gauss–Legendre quadrature instead of the paper's series. Edges along a parallel bend poleward as geodesics
/// do; for cells bounded by parallels use <see cref="CellArea"/>.
/// </remarks>
public static class GeodesicPolygon
{
    private const double E2 = Wgs84.EccentricitySquared;
    private const double SecondEccentricitySquared = E2 / (1 - E2);
    private const double ShortMetres = 1000;
    private const double SquareMetresPerKm2 = 1e6;

    /// <summary>Nodes and weights of the 12-point rule on (−1, 1), positive half (Abramowitz and Stegun, table 25.4).</summary>
    private static readonly (double Node, double Weight)[] s_gauss =
    [
        (0.125233408511468915, 0.249147045813402785),
        (0.367831498998180194, 0.233492536538354809),
        (0.587317954286617447, 0.203167426723065922),
        (0.769902674194304687, 0.160078328543346226),
        (0.904117256370474857, 0.106939325995318431),
        (0.981560634246719251, 0.047175336386511827),
    ];

    /// <summary>Square of the authalic radius, m².</summary>
    private static readonly double s_c2 = AuthalicLatitude.SphereRadius * AuthalicLatitude.SphereRadius;

    private static readonly double[] s_t = SeriesOfT();

    /// <summary>Area of a polygon with its holes taken out, or of several together, km².</summary>
    /// <param name="geometry">Coordinates are degrees, x = longitude. Rings may cross the antimeridian and surround a pole; points and lines have no area.</param>
    public static double AreaKm2(Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        return geometry switch
        {
            Polygon polygon => Math.Abs(SignedRingKm2(polygon.Shell.Coordinates))
                - polygon.Holes.Sum(hole => Math.Abs(SignedRingKm2(hole.Coordinates))),
            GeometryCollection collection => collection.Geometries.Sum(AreaKm2),
            _ => 0,
        };
    }

    /// <summary>Area to the left of a ring, km²: positive for rings that run counterclockwise, between minus and plus half of the Earth.</summary>
    /// <param name="ring">Corners in degrees; the first may be repeated at the end.</param>
    public static double SignedRingKm2(ReadOnlySpan<Coordinate> ring)
    {
        double area = 0, turned = 0;
        for (var i = 0; i < ring.Length; i++)
        {
            var (from, to) = (ring[i], ring[(i + 1) % ring.Length]);
            turned += DegreeMath.Difference(from.X, to.X);
            area -= UnderEdge(from, to);
        }

        // a ring that went once around the axis bounds a cap: what was summed is the belt between the ring and the equator
        area += Math.Round(turned / 360) * Math.Tau * s_c2;
        return Math.IEEERemainder(area, 2 * Math.Tau * s_c2) / SquareMetresPerKm2;
    }

    /// <summary>Area between the equator and an edge, m², positive eastward in the north (equations 58 to 65).</summary>
    private static double UnderEdge(Coordinate from, Coordinate to)
    {
        var line = Geodesic.Inverse(from.X, from.Y, to.X, to.Y);
        var (sinAlpha1, cosAlpha1) = DegreeMath.SinCos(line.AzimuthAtStart);
        var (sinAlpha2, cosAlpha2) = DegreeMath.SinCos(line.AzimuthAtEnd);
        var (sinBeta1, cosBeta1) = Geodesic.ReducedLatitude(from.Y);
        var (sinBeta2, cosBeta2) = Geodesic.ReducedLatitude(to.Y);
        var sinAlpha0 = sinAlpha1 * cosBeta1;
        var cosAlpha0 = double.Hypot(cosAlpha1, sinAlpha1 * sinBeta1);
        var lambda = double.DegreesToRadians(DegreeMath.Difference(from.X, to.X));
        if (cosAlpha0 == 0 || (line.Metres == 0 && lambda == 0))
        {
            return 0; // along the equator, or no edge
        }

        if (sinAlpha0 == 0)
        {
            // along meridians, over a pole perhaps: there the azimuth jumps by what the longitude does
            return s_c2 * Math.Atan2(sinAlpha2 * cosAlpha1 - cosAlpha2 * sinAlpha1, cosAlpha2 * cosAlpha1 + sinAlpha2 * sinAlpha1);
        }

        var (sin1, cos1) = Geodesic.Normalize(sinBeta1, cosAlpha1 * cosBeta1);
        var (sin2, cos2) = Geodesic.Normalize(sinBeta2, cosAlpha2 * cosBeta2);
        var sigma1 = Math.Atan2(sin1, cos1);
        Span<double> workspace = stackalloc double[3 * GeodesicSeries.Order];
        var series = new GeodesicSeries(cosAlpha0, workspace);

        // the azimuths of a short edge are too uncertain to tell its arc, but its length does
        var arc = line.Metres < ShortMetres
            ? line.Metres / (Wgs84.SemiMinorAxis * Math.Sqrt(1 + series.KSquared * sin1 * sin1))
            : Math.Atan2(Math.Max(0, cos1 * sin2 - sin1 * cos2), cos1 * cos2 + sin1 * sin2);
        var sigma2 = sigma1 + arc;

        // likewise ω from λ, not from the azimuths
        var omega = lambda + Wgs84.Flattening * sinAlpha0 * series.Longitude(arc, sin1, cos1, sin2, cos2);
        var (sinOmega, cosOmega) = Math.SinCos(omega);
        var excess = cosOmega > -0.7
            ? 2 * Math.Atan2(
                sinOmega * (sinBeta1 * (1 + cosBeta2) + sinBeta2 * (1 + cosBeta1)),
                (1 + cosOmega) * (sinBeta1 * sinBeta2 + (1 + cosBeta1) * (1 + cosBeta2)))
            : Math.Atan2(sinAlpha2 * cosAlpha1 - cosAlpha2 * sinAlpha1, cosAlpha2 * cosAlpha1 + sinAlpha2 * sinAlpha1);
        var correction = E2 * Wgs84.SemiMajorAxis * Wgs84.SemiMajorAxis * cosAlpha0 * sinAlpha0;
        return s_c2 * excess + correction * I4(series.KSquared, sigma1, sigma2);
    }

    /// <summary>I₄(σ₂) − I₄(σ₁) = −½ ∫ (t(e′²) − t(k² sin² σ)) / (e′² − k² sin² σ) sin σ dσ (equation 60).</summary>
    private static double I4(double k2, double sigma1, double sigma2)
    {
        var (centre, half) = ((sigma1 + sigma2) / 2, (sigma2 - sigma1) / 2);
        double sum = 0;
        foreach (var (node, weight) in s_gauss)
        {
            sum += weight * (Integrand(centre - half * node) + Integrand(centre + half * node));
        }

        return -half * sum / 2;

        double Integrand(double sigma)
        {
            var sin = Math.Sin(sigma);
            return DividedDifferenceOfT(SecondEccentricitySquared, k2 * sin * sin) * sin;
        }
    }

    /// <summary>(t(x) − t(y)) / (x − y) for t(x) = x + √(1/x + 1) asinh √x (equation 61), from its power series: |x|, |y| ≤ e′² ≈ 0.0067.</summary>
    private static double DividedDifferenceOfT(double x, double y)
    {
        double sum = 0, complete = 0, power = 1;
        for (var j = 1; j < s_t.Length; j++)
        {
            complete = complete * x + power; // Σ xⁱ yʲ⁻¹⁻ⁱ
            power *= y;
            sum += s_t[j] * complete;
        }

        return sum;
    }

    /// <summary>Coefficients of t: asinh(√x) / (√x √(1 + x)) = Σ (−4)ⁿ n!² / (2n + 1)! xⁿ, times 1 + x, plus x.</summary>
    private static double[] SeriesOfT()
    {
        var t = new double[9];
        double term = 1, previous = 0;
        for (var n = 0; n < t.Length; n++)
        {
            t[n] = term + previous;
            (previous, term) = (term, -term * 2 * (n + 1) / (2 * n + 3));
        }

        t[1] += 1;
        return t;
    }
}
