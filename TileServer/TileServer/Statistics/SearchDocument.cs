using System.Text.Json.Serialization;
using TileServer.Sources.Statistics;

namespace TileServer.Statistics;

/// <summary>Where one place comes in a search; nothing but its coordinates where the layer has no value there.</summary>
internal sealed record SearchPointDocument(
    double[] Coordinates, [property: JsonPropertyName("hdr_level")] double? HdrLevel, [property: JsonPropertyName("area_km2")] double? AreaKm2, int? Rank);

/// <summary>Share of the places that are reached within an area: between two points of the curve the share of the first.</summary>
internal sealed record SearchCurveDocument([property: JsonPropertyName("area_km2")] IReadOnlyList<double> AreaKm2, IReadOnlyList<double> Recall);

/// <summary>How much of a layer is searched, largest values first, before places are reached.</summary>
internal sealed record SearchDocument(
    int Count, int Missing, [property: JsonPropertyName("total_area_km2")] double TotalAreaKm2, [property: JsonPropertyName("median_area_km2")] double? MedianAreaKm2,
    SearchCurveDocument Curve, IReadOnlyList<SearchPointDocument> Points, string Lv)
{
    private const int MostSteps = 256;

    internal static SearchDocument Of(LayerSearch search, IReadOnlyList<(double Longitude, double Latitude)> places, string version)
    {
        var points = places.Select(place => search.TryFind(place.Longitude, place.Latitude, out var found)
            ? new SearchPointDocument([place.Longitude, place.Latitude], found.DenserMass, found.MeanKm2, found.Rank)
            : new SearchPointDocument([place.Longitude, place.Latitude], null, null, null)).ToArray();
        double[] areas = [.. points.Where(point => point.AreaKm2 is not null).Select(point => point.AreaKm2!.Value).Order()];

        // places that are nowhere in the layer are never reached, and count all the same
        var middle = (points.Length - 1) / 2;
        return new(points.Length, points.Length - areas.Length, search.TotalKm2, middle < areas.Length && points.Length > 0 ? areas[middle] : null, CurveOf(areas, points.Length), points, version);
    }

    private static SearchCurveDocument CurveOf(double[] areas, int count)
    {
        List<double> budgets = [0], recall = [0];
        long last = 0;
        for (var i = 0; i < areas.Length; i++)
        {
            // as many steps as a chart can show; equal areas are one
            var isLast = i == areas.Length - 1;
            var step = (long)(i + 1) * MostSteps / areas.Length;
            if (!isLast && (areas[i + 1] == areas[i] || step == last))
                continue;
            last = step;
            budgets.Add(areas[i]);
            recall.Add((i + 1.0) / count);
        }

        return new(budgets, recall);
    }
}

/// <summary>JSON of searches.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SearchDocument))]
internal sealed partial class SearchJson : JsonSerializerContext;
