using System.Globalization;
using System.Text.Json;
using GeoCore.Raster.Zonal;
using NetTopologySuite.Geometries;
using TileServer.Http;
using TileServer.Layers;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Statistics;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Statistics;

/// <summary>What a layer says of polygons.</summary>
internal static class StatisticsEndpoints
{
    internal const string GeoJson = "application/geo+json";

    /// <summary>Cells of all zones of a question together.</summary>
    private const long MostCells = 4L * ZoneQuery.MostPixels;

    /// <summary>Parameters of the address that say how the layer's values are made.</summary>
    private sealed record Asked(Layer Layer, RenderOptions Options, ZoneSettings Settings);

    internal static void MapStatistics(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/layers/{layer}/statistics", Verbs.Read, GetStatisticsAsync);
        routes.MapPost("/layers/{layer}/statistics", PostStatisticsAsync);
        routes.MapMethods("/layers/{layer}/histogram", Verbs.Read, GetHistogramAsync);
    }

    private static Task<IResult> GetStatisticsAsync(
        HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers, TileService tiles, CancellationToken cancellationToken) =>
        GetAsync(context, layer, catalogue, layers, tiles, GeoJson, (writer, feature, asked, answer) => StatisticsWriter.WriteFeature(writer, feature, asked.Layer, asked.Options, answer), cancellationToken);

    private static Task<IResult> GetHistogramAsync(
        HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers, TileService tiles, CancellationToken cancellationToken) =>
        GetAsync(context, layer, catalogue, layers, tiles, Answers.Json, WriteHistograms, cancellationToken);

    /// <summary>Answers about a box: that of the request, or the layer's.</summary>
    private static async Task<IResult> GetAsync(
        HttpContext context, string id, LayerCatalogue catalogue, ServedLayers layers, TileService tiles, string mediaType,
        Action<Utf8JsonWriter, ZoneFeature, Asked, ZoneAnswer> write, CancellationToken cancellationToken)
    {
        if (layers.Find(context, id, catalogue, out var layer) is { } missing)
            return missing;
        var query = ServedLayers.QueryOf(context);
        var box = BoundingBox.Read(query) ?? layer.Bounds;
        if (Read(query, layer, out var asked) is { } problem)
            return problem;
        var cacheControl = ServedLayers.CachePolicyOf(layer, query.Version);
        var tag = EntityTags.Of(Answers.ServerVersion, layer.Version, layer.Description.Title, context.Request.Path, context.Request.QueryString.Value, "statistics");
        if (EntityTags.Matches(context.Request.Headers.IfNoneMatch, tag))
            return new Representation(tag, mediaType, cacheControl, () => []);
        var zone = GeometryFactory.Default.ToGeometry(box);
        using var source = JsonDocument.Parse(BoundingBox.GeoJsonOf(box));
        var body = await WriteAsync(tiles, writer =>
        {
            var feature = new ZoneFeature(source.RootElement, zone, WasRepaired: false);
            write(writer, feature, asked, ZoneQuery.Ask(layer, asked.Options, zone, asked.Settings.Question, asked.Settings.MostPixels, cancellationToken));
        }, cancellationToken);
        return body.Problem ?? (IResult)new Representation(tag, mediaType, cacheControl, () => body.Bytes);
    }

    private static async Task<IResult> PostStatisticsAsync(
        HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers, TileService tiles, CancellationToken cancellationToken)
    {
        if (layers.Find(context, layer, catalogue, out var found) is { } missing)
            return missing;
        if (Read(ServedLayers.QueryOf(context), found, out var asked) is { } problem)
            return problem;
        var (document, wrongBody) = await JsonBody.ReadAsync(context.Request, cancellationToken);
        if (wrongBody is not null)
            return wrongBody;
        using (document)
        {
            var (features, wrongZone) = await Task.Run(() => ZoneReader.Read(document!.RootElement), cancellationToken);
            if (wrongZone is not null)
                return wrongZone;
            var isCollection = document!.RootElement.GetProperty("type").GetString() == "FeatureCollection";
            var body = await WriteAsync(tiles, writer => WriteFeatures(writer, features, isCollection, asked, cancellationToken), cancellationToken);
            if (body.Problem is not null)
                return body.Problem;
            context.Response.Headers.CacheControl = CachePolicy.NoStore;
            return TypedResults.Bytes(body.Bytes, GeoJson);
        }
    }

    private static Problem? Read(Query query, Layer layer, out Asked asked)
    {
        var options = query.Options(RenderOptions.Default);
        var settings = ZoneSettings.Read(query, layer);
        _ = query.Version;
        asked = new Asked(layer, RenderOptions.Default, settings);
        if (query.Finish() is { } problem)
            return problem;
        asked = asked with { Options = RenderStyles.Normalize(layer, options) };
        if (layer.PlanesOf(asked.Options).Count == 0)
            throw new OptionException("layer", layer.Id, "a layer of values: this one has features or finished tiles");
        return null;
    }

    private static void WriteFeatures(Utf8JsonWriter writer, IReadOnlyList<ZoneFeature> features, bool isCollection, Asked asked, CancellationToken cancellationToken)
    {
        if (isCollection)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "FeatureCollection");
            writer.WriteStartArray("features");
        }

        // many zones share what one may have
        var mostPixels = (int)Math.Min(asked.Settings.MostPixels, Math.Max(1, MostCells / Math.Max(features.Count, 1)));
        foreach (var feature in features)
        {
            StatisticsWriter.WriteFeature(writer, feature, asked.Layer, asked.Options, ZoneQuery.Ask(
                asked.Layer, asked.Options, feature.Zone, asked.Settings.Question, mostPixels, cancellationToken));
        }

        if (isCollection)
        {
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }

    private static void WriteHistograms(Utf8JsonWriter writer, ZoneFeature feature, Asked asked, ZoneAnswer answer)
    {
        writer.WriteStartObject();
        for (var band = 0; band < answer.Bands.Count; band++)
        {
            writer.WriteStartObject(asked.Options.Expression?.Planes[band] ?? StatisticsWriter.KeyOf(answer.Bands, band));
            StatisticsWriter.WriteHistogram(writer, answer.Statistics[band].Histogram);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>Counts under the gate that bounds all rendering.</summary>
    private static async Task<(byte[] Bytes, Problem? Problem)> WriteAsync(TileService tiles, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        await tiles.Gate.EnterAsync(cancellationToken);
        try
        {
            return await Task.Run(() =>
            {
                using var stream = new MemoryStream();
                using (var writer = new Utf8JsonWriter(stream))
                    write(writer);
                return (stream.ToArray(), (Problem?)null);
            }, cancellationToken);
        }
        catch (ZonalCategoriesException fault)
        {
            return ([], Problem.InvalidParameter("categorical", "true", string.Create(CultureInfo.InvariantCulture, $"false, or a layer of classes: {fault.Message}")));
        }
        finally
        {
            tiles.Gate.Leave();
        }
    }
}
