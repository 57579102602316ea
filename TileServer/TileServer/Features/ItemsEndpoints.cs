using System.Globalization;
using System.Text.Json;
using GeoCore.Features;
using TileServer.Http;
using TileServer.Layers;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;

namespace TileServer.Features;

/// <summary>The features of a layer as OGC API Features hands them out: in pages, or one by one.</summary>
internal static class ItemsEndpoints
{
    internal static void MapItems(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/collections/{layer}/items", Verbs.Read, GetItems);
        routes.MapMethods("/collections/{layer}/items/{id}", Verbs.Read, GetItem);
    }

    private static IResult GetItems(HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers, PublicLinks links, TimeProvider time)
    {
        if (Find(context, layer, catalogue, layers, out var found, out var source) is { } missing)
            return missing;
        if (ItemsQuery.Read(ServedLayers.QueryOf(context), source.Info, out var query) is { } problem)
            return problem;
        if (!links.TryGetBase(context, out var address))
            return PublicLinks.InvalidHost(context);
        var moment = Moment(time);
        context.Response.Headers["Content-Crs"] = $"<{query.Crs.Uri}>";
        var cancellationToken = context.RequestAborted;
        return new Representation(TagOf(context, found, address, moment), GeoJsonWriter.MediaType, CachePolicy.NoStore, () => Write(writer =>
        {
            var page = Read(found, source, query, cancellationToken);
            writer.WriteStartObject();
            writer.WriteString("type", "FeatureCollection");
            WriteLinks(writer, LinksOf(context, address, found, page));
            writer.WriteString("timeStamp", moment);
            writer.WriteNumber("numberMatched", page.Matched);
            writer.WriteNumber("numberReturned", page.Features.Count);
            writer.WriteStartArray("features");
            var features = new GeoJsonWriter(writer, query.Crs, source.Info.Fields);
            foreach (var feature in page.Features)
                features.Write(feature);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
    }

    private static IResult GetItem(HttpContext context, string layer, string id, LayerCatalogue catalogue, ServedLayers layers, PublicLinks links)
    {
        if (Find(context, layer, catalogue, layers, out var found, out var source) is { } missing)
            return missing;
        var query = ServedLayers.QueryOf(context);
        _ = query.Choice("f", "json", "geojson");
        var version = query.Version;
        var crs = ItemsQuery.ReadCrs(query, "crs");
        if (query.Finish(isStrict: true) is { } problem)
            return problem;
        if (!links.TryGetBase(context, out var address))
            return PublicLinks.InvalidHost(context);
        if (!long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || Guarded(found, () => source.Find(number)) is not { } feature)
            return new Problem(ProblemKinds.NotFound) { Detail = "There is no feature of this identifier in the layer." };
        context.Response.Headers["Content-Crs"] = $"<{crs.Uri}>";
        var self = $"{address}/collections/{found.Id}/items/{number}";
        return new Representation(TagOf(context, found, address, null), GeoJsonWriter.MediaType, ServedLayers.CachePolicyOf(found, version), () => Write(writer =>
            new GeoJsonWriter(writer, crs, source.Info.Fields).Write(feature, () => WriteLinks(writer,
            [
                ("self", self, GeoJsonWriter.MediaType), ("alternate", $"{address}/viewer?layer={found.Id}", "text/html"), ("collection", $"{address}/collections/{found.Id}", Answers.Json),
            ]))));
    }

    private static Problem? Find(HttpContext context, string id, LayerCatalogue catalogue, ServedLayers layers, out Layer layer, out IFeatureSource source)
    {
        source = null!;
        if (layers.Find(context, id, catalogue, out layer) is { } missing)
            return missing;
        if (layer.Features is not { } features)
            return new Problem(ProblemKinds.NotFound) { Detail = "This layer has no features." };
        source = features;
        return null;
    }

    private static FeaturePage Read(Layer layer, IFeatureSource source, ItemsQuery query, CancellationToken cancellationToken) =>
        Guarded(layer, () => source.ReadPage(query.Filter, query.After, query.Limit, cancellationToken));

    private static T Guarded<T>(Layer layer, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FeatureException fault)
        {
            throw new SourceUnavailableException($"The source of layer '{layer.Id}' cannot be read.", fault);
        }
    }

    /// <summary>The link to the next page is the request with the identifier of the last feature.</summary>
    private static IEnumerable<(string Relation, string Address, string MediaType)> LinksOf(HttpContext context, string address, Layer layer, FeaturePage page)
    {
        var items = $"{address}/collections/{layer.Id}/items";
        string[] said = [.. context.Request.Query.Where(pair => pair.Key != "after").SelectMany(pair => pair.Value.Select(value => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(value ?? "")}"))];
        yield return ("self", items + context.Request.QueryString.ToUriComponent(), GeoJsonWriter.MediaType);
        yield return ("alternate", $"{address}/viewer?layer={layer.Id}", "text/html");
        yield return ("collection", $"{address}/collections/{layer.Id}", Answers.Json);
        if (page is { HasMore: true, Features: [.., var last] })
            yield return ("next", $"{items}?{string.Join('&', [.. said, string.Create(CultureInfo.InvariantCulture, $"after={last.Id}")])}", GeoJsonWriter.MediaType);
    }

    private static void WriteLinks(Utf8JsonWriter writer, IEnumerable<(string Relation, string Address, string MediaType)> links)
    {
        writer.WriteStartArray("links");
        foreach (var (relation, address, mediaType) in links)
        {
            writer.WriteStartObject();
            writer.WriteString("rel", relation);
            writer.WriteString("href", address);
            writer.WriteString("type", mediaType);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            write(writer);
        return stream.ToArray();
    }

    /// <summary>The time of the answer is in its body, so that it is in the tag.</summary>
    private static string TagOf(HttpContext context, Layer layer, string address, string? moment) =>
        EntityTags.Of(Answers.ServerVersion, layer.Version, address, context.Request.Path, context.Request.QueryString.Value, moment);

    private static string Moment(TimeProvider time) => time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
