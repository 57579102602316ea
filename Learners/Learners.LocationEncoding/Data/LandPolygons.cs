namespace Learners.LocationEncoding.Data;

/// <summary>Land (1) and water (0) from polygons read flat in longitude and latitude, with an index over their edges.</summary>
/// <remarks>
/// Whether a place is inside is decided by the number of edges east of it on its parallel (even-odd rule). Edges are filed under the
/// bands of latitude they touch, so a question meets only a few hundred of some 400 000 edges and costs well under a microsecond.
/// </remarks>
public sealed class LandPolygons : ILabelSource
{
    private const int BandsPerDegree = 20;
    private const int BandCount = 180 * BandsPerDegree;

    // Natural Earth closes Antarctica with a straight line along a parallel, in the 1:50m file at -89.9989 and not at the pole
    private const double SouthEnd = -89.99;
    private readonly Edge[][] _bands;

    /// <summary>Indexes rings.</summary>
    /// <param name="rings">Closed rings in degrees, cut at the antimeridian. Holes and islands in them are rings like any other.</param>
    public LandPolygons(IEnumerable<IReadOnlyList<(double X, double Y)>> rings)
    {
        var bands = new List<Edge>[BandCount];
        for (var band = 0; band < BandCount; band++)
        {
            bands[band] = [];
        }

        foreach (var ring in rings)
        {
            FileRing(ring, bands);
        }

        _bands = [.. bands.Select(band => band.ToArray())];
    }

    /// <inheritdoc/>
    public int ClassCount => 2;

    /// <summary>Reads a shapefile of polygons, such as Natural Earth's <c>ne_10m_land.shp</c>.</summary>
    /// <param name="path">The file with the extension shp.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not a shapefile of polygons, or it is damaged.</exception>
    public static LandPolygons Read(string path) => new(ShapefileRings.Read(path));

    /// <summary>Whether a place is on land.</summary>
    /// <param name="longitude">Degrees, any multiple of a turn.</param>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    public bool IsLand(double longitude, double latitude)
    {
        var x = Crs84Longitude.Normalise(longitude);
        var y = Math.Max(latitude, SouthEnd);
        var inside = false;
        foreach (ref readonly var edge in _bands[BandOf(y)].AsSpan())
        {
            if (edge.South <= y && y < edge.North && x < edge.LongitudeAtEquator + edge.Slope * y)
            {
                inside = !inside;
            }
        }

        return inside;
    }

    /// <inheritdoc/>
    public int ClassAt(double longitude, double latitude) => IsLand(longitude, latitude) ? 1 : 0;

    private static int BandOf(double latitude) => Math.Clamp((int)Math.Floor((latitude + 90) * BandsPerDegree), 0, BandCount - 1);

    private static void FileRing(IReadOnlyList<(double X, double Y)> ring, List<Edge>[] bands)
    {
        for (var i = 1; i < ring.Count; i++)
        {
            var (x1, y1) = ring[i - 1];
            var (x2, y2) = ring[i];
            if (y1 == y2)
            {
                continue; // a parallel has no crossing with a parallel
            }

            var slope = (x2 - x1) / (y2 - y1);
            var edge = new Edge(Math.Min(y1, y2), Math.Max(y1, y2), x1 - slope * y1, slope);
            for (var band = BandOf(edge.South); band <= BandOf(edge.North); band++)
            {
                bands[band].Add(edge);
            }
        }
    }

    private readonly record struct Edge(double South, double North, double LongitudeAtEquator, double Slope);
}
