using NetTopologySuite.Geometries;

namespace GeoCore.Geodesy;

/// <summary>Areas on the WGS 84 ellipsoid of polygons whose edges are straight in longitude and latitude, as those of GeoJSON are (RFC 7946, section 3.1.1).</summary>
/// <remarks>Green's theorem: the area under an edge is the integral over longitude of the zone between the equator and the edge, taken by Gauss–Legendre quadrature.</remarks>
public static class StraightPolygon
{
    /// <summary>Degrees of latitude that one application of the rule may span: its error is then below the rounding of the sum.</summary>
    private const double LongestPiece = 10;

    /// <summary>Nodes and weights of the 5-point rule on (−1, 1), middle and positive half (Abramowitz and Stegun, table 25.4).</summary>
    private static readonly (double Node, double Weight)[] s_gauss =
        [(0, 0.568888888888888889), (0.538469310105683091, 0.478628670499366468), (0.906179845938663993, 0.236926885056189088)];

    /// <summary>Area of polygons with their holes taken out, km².</summary>
    /// <param name="geometry">Coordinates in degrees, x = longitude, which may reach beyond ±180; points and lines have no area.</param>
    public static double AreaKm2(Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        return geometry switch
        {
            Polygon polygon => Math.Abs(RingKm2(polygon.Shell.Coordinates)) - polygon.Holes.Sum(hole => Math.Abs(RingKm2(hole.Coordinates))),
            GeometryCollection collection => collection.Geometries.Sum(AreaKm2),
            _ => 0,
        };
    }

    private static double RingKm2(Coordinate[] ring)
    {
        double area = 0;
        for (var i = 1; i < ring.Length; i++)
            area += UnderEdge(ring[i - 1], ring[i]);
        return area;
    }

    private static double UnderEdge(Coordinate from, Coordinate to)
    {
        var pieces = Math.Max(1, (int)Math.Ceiling(Math.Abs(to.Y - from.Y) / LongestPiece));
        double sum = 0;
        for (var piece = 0; piece < pieces; piece++)
        {
            double middle = from.Y + ((piece + 0.5) / pieces * (to.Y - from.Y)), half = (to.Y - from.Y) / pieces / 2;
            foreach (var (node, weight) in s_gauss)
            {
                sum += weight * FromEquator(middle + (node * half));
                if (node > 0)
                    sum += weight * FromEquator(middle - (node * half));
            }
        }

        return sum / (2 * pieces) * (to.X - from.X);
    }

    /// <summary>Area of one degree of longitude between the equator and a parallel, km²; negative in the south.</summary>
    private static double FromEquator(double latitude) =>
        latitude >= 0 ? CellArea.BandPerDegreeKm2(0, Math.Min(latitude, 90)) : -CellArea.BandPerDegreeKm2(Math.Max(latitude, -90), 0);
}
