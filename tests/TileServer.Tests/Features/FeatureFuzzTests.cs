using System.Net;
using TileServer.Tests.Http;

namespace TileServer.Tests.Features;

public sealed class FeatureFuzzTests(FeatureServer shared) : IClassFixture<FeatureServer>
{
    private static readonly string[] s_paths =
    [
        "/collections/package/items", "/collections/areas/items", "/collections/shapes/items", "/collections/broken/items", "/collections/package/items/{0}", "/collections/{0}/items", "/tiles/package/3/4/2.mvt",
        "/tiles/areas/{0}/1/1.mvt", "/tiles/package/tilejson.json", "/layers/areas/point", "/layers/package/point", "/archives/{0}.pmtiles", "/archives/package.mbtiles", "/tiles/areas/WorldCRS84Quad/2/{0}/1.mvt",
    ];

    private static readonly string[] s_names =
        ["limit", "bbox", "bbox-crs", "crs", "datetime", "after", "f", "v", "number", "name", "share", "east", "day", "kind", "layers", "level", "lon", "lat", "strict", "bidx", "quantity", "empty", "scheme", "tilesize", "unknown"];

    private static readonly string[] s_values =
    [
        "1", "0", "-1", "2000", "99999999999999999999", "1e400", "nan", "inf", "", "'", "\"", "%00", "..", "../..", "true", "null", "1,2,3,4", "-180,-90,180,90", "170,0,-170,1", "10,10,0,0", "0,0,0,0", "1,2,3,4,5,6", "1,,2,",
        "http://www.opengis.net/def/crs/EPSG/0/3857", "EPSG:32632", "EPSG:99999", "http://127.0.0.1:9/x", "2020-01-01", "2020-01-01/..", "../..", "2020-13-45", "0001-01-01/9999-12-31", "cells", "package", "package,areas", "0.5", "0.5,2",
        "png", "json", "mvt", "💥", "%F0%9F", "' OR 1=1 --", "\\", "{0}", "a;b", "+", "%2B", "-9223372036854775808", "9223372036854775807",
    ];

    [Fact]
    public async Task No_hostile_request_about_features_is_a_fault_of_ours()
    {
        var random = new Random(17);
        for (var i = 0; i < 1500; i++)
        {
            var path = s_paths[random.Next(s_paths.Length)].Replace("{0}", Uri.EscapeDataString(Value(random)), StringComparison.Ordinal);
            var query = string.Join('&', Enumerable.Range(0, random.Next(5)).Select(_ => $"{s_names[random.Next(s_names.Length)]}={(random.Next(4) == 0 ? Value(random) : Uri.EscapeDataString(Value(random)))}"));
            var address = $"{path}?{query}";
            if (!Uri.TryCreate(shared.Server.Address, address, out _))
                continue;
            using var answer = await shared.Server.GetAsync(address);
            var status = (int)answer.StatusCode;
            Assert.True(status < 500 || answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{address}: {status}");
            if (status >= 400)
                await LiveServer.ProblemAsync(answer, status, (await SlugOf(answer))!);
        }
    }

    private static string Value(Random random) => s_values[random.Next(s_values.Length)];

    private static async Task<string?> SlugOf(HttpResponseMessage answer)
    {
        await answer.Content.LoadIntoBufferAsync(TestContext.Current.CancellationToken);
        return (await LiveServer.ReadJsonAsync(answer)).GetProperty("type").GetString()?["/problems/".Length..];
    }
}
