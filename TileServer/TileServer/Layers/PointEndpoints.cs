using System.Text.Json;
using GeoCore.Geodesy;
using Microsoft.Extensions.Options;
using TileServer.Hosting;
using TileServer.Http;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Styles;

namespace TileServer.Layers;

/// <summary>What a layer says at places.</summary>
internal static class PointEndpoints
{
    internal static void MapPoints(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/layers/{layer}/point", Verbs.Read, GetPoint);
        routes.MapPost("/layers/{layer}/points", PostPointsAsync);
    }

    private static IResult GetPoint(HttpContext context, string layer, LayerCatalogue catalogue, ServedLayers layers)
    {
        if (layers.Find(context, layer, catalogue, out var found) is { } missing)
            return missing;
        var query = ServedLayers.QueryOf(context);
        var (longitude, latitude) = ReadPlace(query);
        var options = query.Options(RenderOptions.Default);
        var version = query.Version;
        if (query.Finish() is { } problem)
            return problem;
        options = RenderStyles.Normalize(found, options);
        var tag = EntityTags.Of(
            Answers.ServerVersion, found.Version, options.CanonicalText, BitConverter.DoubleToInt64Bits(longitude).ToString("x", null),
            BitConverter.DoubleToInt64Bits(latitude).ToString("x", null));
        return new Representation(tag, Answers.Json, ServedLayers.CachePolicyOf(found, version), () => JsonSerializer.SerializeToUtf8Bytes(
            PointDocument.Of(found.Query(longitude, latitude, options), found.Version), PointJson.Default.PointDocument));
    }

    private static async Task<IResult> PostPointsAsync(
        HttpContext context, string layer, IOptions<ServerOptions> limits, CancellationToken cancellationToken)
    {
        var (question, refusal) = await PlaceQuestion.ReadAsync(context, layer, limits.Value.MostPoints, cancellationToken);
        if (question is null)
            return refusal!;
        var (found, options, places) = question;
        var bands = found.PlanesOf(options);
        var answers = new PointDocument[places.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            answers[i] = PointDocument.Bare(found.Query(places[i].Longitude, places[i].Latitude, options));
        }

        context.Response.Headers.CacheControl = CachePolicy.NoStore;
        return TypedResults.Json(
            new PointListDocument([.. bands.Select(band => band.Name)], [.. bands.Select(band => band.Unit)], found.Version, answers),
            PointJson.Default.PointListDocument);
    }

    /// <summary>Reads <c>lon</c> and <c>lat</c>: degrees, or with <c>crs</c> easting and northing of another system.</summary>
    internal static (double Longitude, double Latitude) ReadPlace(Query query)
    {
        var name = query.Text("crs");
        CoordinateReferenceSystem? crs = null;
        if (name is not null && !CoordinateReferenceSystems.TryParse(name, out crs))
            query.Fault("crs", name, "a known system such as EPSG:3857");
        if (crs is null or { IsGeographic: true })
        {
            return (
                ReadNumber(query, "lon", double.MaxValue, "a finite number of degrees"),
                ReadNumber(query, "lat", 90, "−90 to 90 degrees"));
        }

        var x = ReadNumber(query, "lon", double.MaxValue, "a finite easting");
        var y = ReadNumber(query, "lat", double.MaxValue, "a finite northing");
        var (longitude, latitude) = crs.ToGeographic(x, y);
        if (!double.IsFinite(longitude) || latitude is not (>= -90 and <= 90))
            query.Fault("lon", null, $"a place that {crs.Identifier} reaches");
        return (longitude, latitude);
    }

    private static double ReadNumber(Query query, string name, double most, string expected)
    {
        if (query.Number(name, -most, most, expected) is { } number)
            return number;
        if (query.Text(name) is null)
            query.Fault(name, null, expected);
        return 0;
    }
}
