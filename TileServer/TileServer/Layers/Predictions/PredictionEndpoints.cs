using System.Globalization;
using System.Text.Json;
using GeoCore.Geodesy;
using TileServer.Http;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers.Predictions;
using TileServer.Sources.Statistics;
using TileServer.Sources.Styles;

namespace TileServer.Layers.Predictions;

/// <summary>What can be asked of a probability of places besides its tiles: regions, and the area that is searched before a place.</summary>
internal static class PredictionEndpoints
{
    /// <summary>Masses of regions where a request names none.</summary>
    internal static readonly double[] UsualMasses = [0.5, 0.8, 0.9, 0.95];

    private const int MostMasses = 16;

    internal static void MapPredictions(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/layers/{layer}/regions", Verbs.Read, GetRegions);
        routes.MapMethods("/layers/{layer}/rva", Verbs.Read, GetSearchedArea);
    }

    private static IResult GetRegions(HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers)
    {
        if (layers.FindPrediction(context, layer, catalogue, out var found) is { } missing)
            return missing;
        var query = ServedLayers.QueryOf(context);
        var masses = MassesOf(query);
        _ = query.Choice("f", "geojson", "json");
        var version = query.Version;
        if (query.Finish() is { } problem)
            return problem;
        var tag = EntityTags.Of(Answers.ServerVersion, found.Version, string.Join(',', masses.Select(mass => mass.ToString("R", CultureInfo.InvariantCulture))), "regions");
        return new Representation(tag, RegionFeatures.MediaType, ServedLayers.CachePolicyOf(found, version), () => RegionFeatures.Write(found, masses));
    }

    private static IResult GetSearchedArea(HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers)
    {
        if (layers.FindPrediction(context, layer, catalogue, out var found) is { } missing)
            return missing;
        var query = ServedLayers.QueryOf(context);
        var (longitude, latitude) = PointEndpoints.ReadPlace(query);
        var version = query.Version;
        if (query.Finish() is { } problem)
            return problem;
        var tag = EntityTags.Of(
            Answers.ServerVersion, found.Version, "rva", BitConverter.DoubleToInt64Bits(longitude).ToString("x", null), BitConverter.DoubleToInt64Bits(latitude).ToString("x", null));
        return new Representation(tag, Answers.Json, ServedLayers.CachePolicyOf(found, version), () => JsonSerializer.SerializeToUtf8Bytes(
            SearchedArea(found, Math.IEEERemainder(longitude, 360), latitude), PredictionJson.Default.SearchedAreaDocument));
    }

    /// <summary>The area searched before a place.</summary>
    internal static SearchedAreaDocument SearchedArea(PredictionLayer layer, double longitude, double latitude)
    {
        var area = layer.SearchedBefore(longitude, latitude);
        var point = layer.Query(longitude, latitude, RenderOptions.Default);
        var isFound = LayerSearch.Of(layer, RenderOptions.Default, CancellationToken.None).TryFind(longitude, latitude, out var place);
        var mode = layer.Map.Grid.CentreOf(DensestOf(layer.Map.Values));
        return new SearchedAreaDocument(
            [longitude, latitude], area.MeanKm2, area.DenserKm2, area.TiedKm2, area.StrictKm2, area.MeanKm2 / GreatCircle.SphereAreaKm2, point.Cell?.Level ?? 1,
            CellDocument.Of(point.Cell), AreasOf(layer), layer.Version)
        {
            HdrLevel = isFound ? place.DenserMass : null,
            Rank = isFound ? place.Rank : null,
            DistanceKm = GreatCircle.DistanceKm(longitude, latitude, mode.Longitude, mode.Latitude),
        };
    }

    /// <summary>Areas of the regions of usual masses.</summary>
    internal static IReadOnlyList<MassArea> AreasOf(PredictionLayer layer) => [.. UsualMasses.Select(mass => new MassArea(mass, PredictionRegion.Of(layer, mass).AreaKm2))];

    private static int DensestOf(ReadOnlySpan<float> values)
    {
        var densest = 0;
        for (var cell = 1; cell < values.Length; cell++)
            densest = values[cell] > values[densest] ? cell : densest;
        return densest;
    }

    /// <summary>Ascending, each once; <c>level</c> says the same as <c>mass</c>.</summary>
    private static double[] MassesOf(Query query)
    {
        var (mass, level) = (query.Text("mass"), query.Text("level"));
        if (mass is not null && level is not null)
            query.Fault("level", level, "level or mass, which mean the same");
        if ((mass ?? level) is not { } text)
            return UsualMasses;
        var words = text.Split(',');
        var masses = new double[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (words.Length <= MostMasses && double.TryParse(words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out masses[i]) && masses[i] is > 0 and <= 1)
                continue;
            query.Fault(mass is null ? "level" : "mass", text, $"up to {MostMasses} numbers above 0 and at most 1, separated by commas");
            return UsualMasses;
        }

        return [.. masses.Distinct().Order()];
    }
}
