using System.Text.Json;

namespace GeoCore.Evaluation.Inputs;

/// <summary>Reads the geometry of a region.</summary>
internal static class RegionGeometry
{
    private const int FewestPlaces = 3;

    /// <summary>A polygon, or several that are one region.</summary>
    /// <exception cref="InputException">It is neither, or a ring is too short or reaches beyond the Earth.</exception>
    internal static SphericalPolygon Read(JsonElement geometry)
    {
        var type = geometry.GetProperty("type").GetString();
        JsonElement[] polygons = type switch
        {
            "Polygon" => [geometry.GetProperty("coordinates")],
            "MultiPolygon" => [.. geometry.GetProperty("coordinates").EnumerateArray()],
            _ => throw new InputException($"a region is a Polygon or MultiPolygon, not a {type}."),
        };
        var rings = new List<double[]>();
        var area = 0.0;
        foreach (var polygon in polygons)
        {
            var isOuter = true;
            foreach (var ring in polygon.EnumerateArray())
            {
                rings.Add(Ring(ring));
                area += (isOuter ? 1 : -1) * SphericalPolygon.RingAreaKm2(rings[^1]);
                isOuter = false;
            }
        }

        return rings.Count > 0 && area >= 0 ? new SphericalPolygon([.. rings], area) : throw new InputException("a polygon has no rings, or holes larger than itself.");
    }

    private static double[] Ring(JsonElement ring)
    {
        var numbers = new List<double>();
        foreach (var position in ring.EnumerateArray())
        {
            double longitude = position[0].GetDouble(), latitude = position[1].GetDouble();
            if (!(longitude is >= -540 and <= 540 && latitude is >= -90 and <= 90))
                throw new InputException(FormattableString.Invariant($"[{longitude}, {latitude}] is no longitude and latitude in degrees."));
            numbers.Add(longitude);
            numbers.Add(latitude);
        }

        // rings are closed, but not all programs close them
        if (numbers.Count > 2 && numbers[0] == numbers[^2] && numbers[1] == numbers[^1])
            numbers.RemoveRange(numbers.Count - 2, 2);
        return numbers.Count >= 2 * FewestPlaces ? [.. numbers] : throw new InputException("a ring has fewer than three places.");
    }
}
