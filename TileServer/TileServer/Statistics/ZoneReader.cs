using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;
using TileServer.Http;

namespace TileServer.Statistics;

/// <summary>Reads zones from GeoJSON (RFC 7946): a Polygon or MultiPolygon, a Feature of one, or a FeatureCollection. Says where it cannot.</summary>
internal sealed class ZoneReader
{
    /// <summary>Most corners of all zones of a question.</summary>
    internal const int MostVertices = 100_000;

    /// <summary>Most zones of a question.</summary>
    internal const int MostFeatures = 1000;

    /// <summary>Longitudes are counted on beyond ±180 by at most a turn.</summary>
    private const double LargestLongitude = 540;

    private readonly List<ZoneFeature> _features = [];
    private int _vertices;
    private Problem? _problem;

    /// <summary>Reads the zones of a document.</summary>
    /// <param name="root">The document; features keep what they need of it.</param>
    /// <returns>The zones, or the problem to answer with.</returns>
    internal static (IReadOnlyList<ZoneFeature> Features, Problem? Problem) Read(JsonElement root)
    {
        var reader = new ZoneReader();
        if (TypeOf(root) == "FeatureCollection")
            reader.ReadCollection(root);
        else
            reader.ReadFeature(root, "");
        return (reader._features, reader._problem);
    }

    private void ReadCollection(JsonElement collection)
    {
        if (!collection.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
        {
            Fail("features", "an array of features");
            return;
        }

        if (features.GetArrayLength() > MostFeatures)
        {
            _problem ??= new Problem(ProblemKinds.GeometryTooComplex) { Detail = Invariant($"{features.GetArrayLength()} features are more than the {MostFeatures} of one question.") };
            return;
        }

        var index = 0;
        foreach (var feature in features.EnumerateArray())
        {
            ReadFeature(feature, Invariant($"features[{index++}]"));
            if (_problem is not null)
                return;
        }
    }

    private void ReadFeature(JsonElement feature, string path)
    {
        var (geometry, place) = TypeOf(feature) == "Feature"
            ? (feature.TryGetProperty("geometry", out var inner) ? inner : default, Join(path, "geometry"))
            : (feature, path);
        List<Polygon> polygons = [];
        if (TypeOf(geometry) is not ("Polygon" or "MultiPolygon") || !geometry.TryGetProperty("coordinates", out var coordinates))
        {
            Fail(place, "a Polygon or MultiPolygon with coordinates");
            return;
        }

        place = Join(place, "coordinates");
        if (TypeOf(geometry) == "Polygon")
        {
            ReadPolygon(coordinates, place, polygons);
        }
        else
        {
            foreach (var (polygon, index) in ItemsOf(coordinates, place))
                ReadPolygon(polygon, Invariant($"{place}[{index}]"), polygons);
        }

        if (_problem is null && polygons.Count == 0)
            Fail(place, "at least one polygon");
        if (_problem is null)
            Accept(feature, polygons.Count == 1 ? polygons[0] : GeometryFactory.Default.CreateMultiPolygon([.. polygons]), place);
    }

    /// <summary>Repairs what is not valid, if that can be done in a moment.</summary>
    private void Accept(JsonElement feature, Geometry zone, string place)
    {
        if (zone.EnvelopeInternal.Width > 360)
        {
            Fail(place, "longitudes within one turn of the Earth");
            return;
        }

        if (ZoneRepair.Repair(zone, out var fault) is not { } repaired)
        {
            var where = fault is null ? "" : Invariant($" (it fails at {fault.X}, {fault.Y})");
            Fail(place, $"rings that do not cross, or cross seldom enough to be repaired{where}");
            return;
        }

        _features.Add(new ZoneFeature(feature, repaired, repaired != zone));
    }

    private void ReadPolygon(JsonElement rings, string place, List<Polygon> polygons)
    {
        LinearRing? shell = null;
        List<LinearRing> holes = [];
        foreach (var (ring, index) in ItemsOf(rings, place))
        {
            if (ReadRing(ring, Invariant($"{place}[{index}]")) is not { } read)
                return;
            if (shell is null)
                shell = read;
            else
                holes.Add(read);
        }

        if (shell is not null)
            polygons.Add(GeometryFactory.Default.CreatePolygon(shell, [.. holes]));
        else
            Fail(place, "at least one ring");
    }

    private LinearRing? ReadRing(JsonElement ring, string place)
    {
        var corners = new List<Coordinate>();
        foreach (var (corner, index) in ItemsOf(ring, place))
        {
            if (++_vertices > MostVertices)
            {
                _problem ??= new Problem(ProblemKinds.GeometryTooComplex) { Detail = Invariant($"The zones have more than {MostVertices} corners.") };
                return null;
            }

            if (!TryRead(corner, out var read))
            {
                Fail(Invariant($"{place}[{index}]"), $"[longitude,latitude] in degrees, within ±{LargestLongitude} and ±90");
                return null;
            }

            corners.Add(read);
        }

        // a ring that was left open is closed
        if (corners.Count > 0 && !corners[0].Equals2D(corners[^1]))
            corners.Add(corners[0].Copy());
        if (corners.Count >= 4)
            return GeometryFactory.Default.CreateLinearRing([.. corners]);
        Fail(place, "at least four positions, the last equal to the first");
        return null;
    }

    private static bool TryRead(JsonElement item, out Coordinate corner)
    {
        corner = new Coordinate();
        if (item.ValueKind != JsonValueKind.Array || item.GetArrayLength() is < 2 or > 4 || item[0].ValueKind != JsonValueKind.Number || item[1].ValueKind != JsonValueKind.Number
            || !item[0].TryGetDouble(out var longitude) || !item[1].TryGetDouble(out var latitude) || !(Math.Abs(longitude) <= LargestLongitude) || !(Math.Abs(latitude) <= 90))
            return false;
        corner = new Coordinate(longitude, latitude);
        return true;
    }

    /// <summary>The items of what should be an array, as long as nothing is wrong.</summary>
    private IEnumerable<(JsonElement Item, int Index)> ItemsOf(JsonElement array, string place)
    {
        if (array.ValueKind != JsonValueKind.Array)
        {
            Fail(place, "an array");
            yield break;
        }

        var index = 0;
        foreach (var item in array.EnumerateArray())
        {
            if (_problem is not null)
                yield break;
            yield return (item, index++);
        }
    }

    private void Fail(string place, string expected) => _problem ??= new Problem(ProblemKinds.InvalidGeometry)
    {
        Detail = $"{(place.Length > 0 ? place : "The body")}: expected {expected}.",
        Errors = [ParameterFault.Of(place.Length > 0 ? place : "body", null, expected)],
    };

    private static string? TypeOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    private static string Join(string path, string name) => path.Length > 0 ? $"{path}.{name}" : name;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
