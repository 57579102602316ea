using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace TileServer.BrowserTests.Hosting;

/// <summary>Speaks the part of <c>/geolocate</c> that the viewer uses, about a picture that is always said to be from the east.</summary>
internal sealed class SyntheticGeolocate
{
    internal const string Layer = "query-made-up";

    private const string Region = """
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"level":LEVEL,"mass":LEVEL,"areaKm2":1250000,"parts":2},
        "geometry":{"type":"MultiPolygon","coordinates":[[[[20,-20],[60,-20],[60,20],[20,20],[20,-20]]],[[[80,-20],[100,-20],[100,20],[80,20],[80,-20]]]]}}]}
        """;

    private bool _isForgotten;

    /// <summary>What pictures were sent: media type and bytes.</summary>
    internal ConcurrentQueue<(string? Type, byte[] Bytes)> Pictures { get; } = new();

    internal void Map(WebApplication application)
    {
        application.MapGet("/geolocate", () => Text("""
            {"models":[{"id":"eastward","title":"Eastward","rules":["loglinear","product"],"priors":["land","uniform"]}]}
            """));
        application.MapPost("/geolocate", (Delegate)AnswerAsync);
        application.MapGet("/geolocate/query-made-up", (string? sources, string? rule, string? prior) => _isForgotten ? Gone() : Text(Answer(sources, rule, prior)));
        application.MapDelete("/geolocate/query-made-up", () =>
        {
            _isForgotten = true;
            return Results.NoContent();
        });
        application.MapGet($"/layers/{Layer}", () => Text("{\"layer\":{\"id\":\"" + Layer + """
            ","title":"A picture","kind":"prediction","version":"fedcba987654","bounds":[-180,-90,180,90],"minzoom":0,"maxzoom":6,"stylable":true,"categorical":false,"quantities":["density","log10density","hdr"]}}
            """));
        application.MapGet("/layers/{layer}/regions", (string layer, double mass) =>
            Text(Region.Replace("LEVEL", mass.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        application.MapGet("/layers/{layer}/rva", (string layer) => Text("""{"searchedAreaKm2":340000,"searchedMass":0.25}"""));
    }

    private async Task<IResult> AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Pictures.Enqueue((context.Request.ContentType, body.ToArray()));
        return body.Length < 32
            ? Results.Problem("The picture ends after 7 bytes.", statusCode: StatusCodes.Status422UnprocessableEntity)
            : Text(Answer(null, null, null));
    }

    private static string Answer(string? sources, string? rule, string? prior)
    {
        var isClimateOn = sources?.Contains("climate:0,", StringComparison.Ordinal) != true && sources?.EndsWith("climate:0", StringComparison.Ordinal) != true;
        return $$$"""
            {"id":"query-made-up","layer":"{{{Layer}}}","model":{"id":"eastward","title":"Eastward"},"rule":"{{{rule ?? "loglinear"}}}","prior":"{{{prior ?? "land"}}}",
             "uncertainty":{"areas":[{"mass":0.5,"areaKm2":{{{(isClimateOn ? 420000 : 2100000)}}} },{"mass":0.95,"areaKm2":9500000}]},
             "regions":[{"rank":1,"mass":0.62,"areaKm2":300000,"peak":[40,0]},{"rank":2,"mass":0.1,"areaKm2":90000,"peak":[90,0]}],
             "sources":[{"name":"field","title":"Places that look alike","weight":0.8,"contributionNats":2.31,"active":true},
                        {"name":"climate","title":"Climate","weight":{{{(isClimateOn ? "0.9" : "0")}}},"contributionNats":{{{(isClimateOn ? "-0.42" : "0")}}},"active":{{{(isClimateOn ? "true" : "false")}}}}],
             "attributes":[{"name":"climate","title":"Climate","classes":[{"label":"tropical","probability":0.7},{"label":"arid","probability":0.3}]}],
             "notices":["Nothing smaller than 25 km² is told."],
             "links":[{"rel":"self","href":"/geolocate/query-made-up"},{"rel":"geotiff","href":"/layers/{{{Layer}}}.tif"}]}
            """;
    }

    private static IResult Gone() => Results.Problem("There is no such answer; it may have been forgotten.", statusCode: StatusCodes.Status404NotFound);

    private static IResult Text(string json) => Results.Text(json, "application/json");
}
