using System.Net;
using System.Text.Json;
using TileServer.Tests.Http;

namespace TileServer.Tests.Protocols;

/// <summary>Follows every link from the entrance on.</summary>
public sealed class OgcLinkTests(ProtocolServer shared) : IClassFixture<ProtocolServer>
{
    private readonly LiveServer _server = shared.Server;

    [Fact]
    public async Task No_link_is_dead_and_each_leads_to_what_it_says()
    {
        var seen = new HashSet<string>();
        var waiting = new Queue<(string From, string Address, string Type)>([("start", _server.Address + "?f=json", "application/json")]);
        while (waiting.TryDequeue(out var next))
        {
            if (!seen.Add(next.Address))
                continue;
            using var response = await _server.GetAsync(next.Address);

            // a layer whose file is gone is listed, and says so
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable && next.Address.Contains("/broken", StringComparison.Ordinal))
                continue;
            Assert.True(response.IsSuccessStatusCode, $"{next.From} leads to {next.Address}: {(int)response.StatusCode}");
            Assert.True(next.Type.Split(';')[0] == response.Content.Headers.ContentType?.MediaType, $"{next.Address}: {next.Type} is {response.Content.Headers.ContentType}");
            if (response.Content.Headers.ContentType!.MediaType!.Contains("json", StringComparison.Ordinal))
            {
                var document = await LiveServer.ReadJsonAsync(response);
                foreach (var (address, type) in LinksOf(document, FirstTileOf(document)))
                    waiting.Enqueue((next.Address, address, type));
            }
        }

        Assert.True(seen.Count > 60, $"only {seen.Count} links were found");
    }

    /// <summary>Address of a tile within the limits of a tile set.</summary>
    private static string FirstTileOf(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty("tileMatrixSetLimits", out var limits) ? $"{limits[0].GetProperty("tileMatrix").GetString()}/{limits[0].GetProperty("minTileRow")}/{limits[0].GetProperty("minTileCol")}" : "";

    /// <summary>Every object with an address and a type; of a template the first tile.</summary>
    private static IEnumerable<(string Address, string Type)> LinksOf(JsonElement value, string tile)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray().SelectMany(item => LinksOf(item, tile));
        if (value.ValueKind != JsonValueKind.Object)
            return [];
        if (!value.TryGetProperty("href", out var href) || href.ValueKind != JsonValueKind.String)
            return value.EnumerateObject().SelectMany(entry => LinksOf(entry.Value, tile));
        var address = href.GetString()!.Replace("{tileMatrix}/{tileRow}/{tileCol}", "{tile}", StringComparison.Ordinal);
        Assert.Equal(address.Contains('{', StringComparison.Ordinal), value.TryGetProperty("templated", out _));
        return [(address.Replace("{tile}", tile, StringComparison.Ordinal), value.GetProperty("type").GetString()!)];
    }
}
