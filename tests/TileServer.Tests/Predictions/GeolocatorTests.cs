using System.Net;
using System.Text.Json.Nodes;
using GeoCore.Artifacts;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Models;
using GeoCore.Imaging;
using TileServer.Geolocation;
using TileServer.Sources.Geolocation;
using TileServer.Tests.Http;

namespace TileServer.Tests.Predictions;

public sealed class GeolocatorTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("geolocator").FullName;

    public void Dispose() => Directory.Delete(_home, true);

    [Fact]
    public void Heads_become_maps_and_maps_one()
    {
        TinyGeolocator.Write(_home);
        using var locator = PublishedLocator.Load(_home, "tiny");
        var blue = locator.Locate(Plain(0, 0, 255), TestContext.Current.CancellationToken);
        var red = locator.Locate(Plain(255, 0, 0), TestContext.Current.CancellationToken);
        var guess = Assert.Single(blue.Attributes);
        Assert.Equal("zone", guess.Name);
        Assert.Equal("south", guess.Classes[1].Label);
        Assert.Equal(1 / (1 + Math.Exp(-16)), guess.Classes[1].Probability, 1e-6);
        Assert.True(South(Pool(locator, blue, "cells:0,places:0")) > 0.99);
        Assert.True(South(Pool(locator, red, "cells:0,places:0")) < 0.01);
        Assert.Equal(368 / 768.0, South(Pool(locator, blue, "cells:0,places:0,zone:0", null, "uniform")), 1e-6);

        // all rules know all sources, and say what each of them did
        foreach (var rule in new[] { "loglinear", "product", "linear" })
        {
            var located = blue.Pool(PoolingChoice.Read(locator.Card, null, rule, "training"), TestContext.Current.CancellationToken);
            Assert.Equal([0.5, 0.25, 1], located.Shares.Select(share => share.Weight));
            Assert.All(located.Shares, share => Assert.InRange(share.HalfAreaKm2!.Value, 1, 510_065_882 / 2.0 * 1.01));
            Assert.Equal(rule == "loglinear", located.Shares[2].ContributionNats > 0.1);
            Assert.Equal(1, located.Map.Masses().Sum(), 1e-9);
        }
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "format", "format" }, { "grid", "grid" }, { "title", "title" }, { "backbone.width", "layer of 4 inputs" }, { "backbone.file", "file" }, { "weights.sha256", "weights.safetensors" }, { "sources.0.kind", "kind" },
        { "sources.0.partitions", "partitions" }, { "sources.1.degrees", "degrees" }, { "sources.2.temperature", "temperature" }, { "sources.2.classOfCell", "classOfCell" }, { "prior.default", "prior" }, { "sources", "sources" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_is_wrong_with_a_card_is_named(string path, string word)
    {
        TinyGeolocator.Write(_home, card => Spoil(card, path.Split('.')));
        Assert.Contains(word, Assert.Throws<ArtifactException>(Load).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Heads_that_do_not_fit_and_files_that_are_damaged_are_refused()
    {
        TinyGeolocator.Write(_home, card => card["sources"]![0]!["partitions"]![0]!["most"] = 30);
        Assert.Contains("cells takes", Assert.Throws<ArtifactException>(Load).Message, StringComparison.Ordinal);
        TinyGeolocator.Write(_home);
        File.AppendAllText(Path.Combine(_home, "backbone.onnx"), "x");
        Assert.Contains("backbone.onnx", Assert.Throws<ArtifactException>(Load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_published_geolocator_answers_pictures_on_the_server_and_on_the_command_line()
    {
        var folder = Path.Combine(_home, "tiny");
        await using var server = await LiveServer.FollowAsync(_home);
        using var none = await TestPictures.PostAsync(server, "/geolocate", TestPictures.Of("image/png"), "image/png");
        await LiveServer.ProblemAsync(none, 409, "conflict");
        TinyGeolocator.Write(folder);
        using var found = await server.UntilAsync("/geolocate", answer => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken).Result.Contains("\"tiny\"", StringComparison.Ordinal));
        var model = (await LiveServer.ReadJsonAsync(found)).GetProperty("models")[0];
        Assert.Equal(["land", "uniform", "training"], model.GetProperty("priors").EnumerateArray().Select(prior => prior.GetString()!));
        using var answer = await TestPictures.PostAsync(server, "/geolocate?model=tiny", TestPictures.Of("image/png"), "image/png");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var document = await LiveServer.ReadJsonAsync(answer);
        Assert.Equal("north", document.GetProperty("attributes")[0].GetProperty("classes").EnumerateArray().MaxBy(one => one.GetProperty("probability").GetDouble()).GetProperty("label").GetString());
        Assert.Contains("plain colours", document.GetProperty("notices")[0].GetString(), StringComparison.Ordinal);
        var id = document.GetProperty("id").GetString();
        using var tile = await server.GetAsync($"/tiles/{id}/1/0/0.png?sources=cells:0,places:0&rule=product");
        Assert.Equal(HttpStatusCode.OK, tile.StatusCode);
        Assert.Equal("", (await server.GetJsonAsync("/layers")).GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("id").GetString()).FirstOrDefault("")!);

        var picture = Path.Combine(_home, "picture.png");
        await File.WriteAllBytesAsync(picture, TestPictures.Of("image/png"), TestContext.Current.CancellationToken);
        Environment.SetEnvironmentVariable("TileServer__AuditLog", "none");
        var (code, output, errors) = await ServeProcess.RunAsync("geolocate", picture, "--model", folder);
        Assert.True(code == 0, errors);
        Assert.Contains("Tiny (tiny), loglinear, prior land, 768 cells", output, StringComparison.Ordinal);
    }

    private static void Spoil(JsonNode node, ReadOnlySpan<string> path)
    {
        if (path.Length > 1)
        {
            Spoil(int.TryParse(path[0], out var index) ? node[index]! : node[path[0]]!, path[1..]);
            return;
        }

        node[path[0]] = path[0] switch
        {
            "width" => 4,
            "file" => "../backbone.onnx",
            "sha256" => "00",
            "sources" => new JsonArray(),
            "title" or "partitions" or "degrees" or "temperature" or "classOfCell" => null,
            _ => "nonsense",
        };
    }

    private object Load() => GeolocatorArtifact.Load(_home);

    private static DensityMap Pool(PublishedLocator locator, LocatedPicture picture, string sources, string? rule = null, string? prior = null) =>
        picture.Pool(PoolingChoice.Read(locator.Card, sources, rule, prior), TestContext.Current.CancellationToken).Map;

    private static double South(DensityMap map) => Enumerable.Range(0, map.Grid.Count).Where(cell => map.Grid.CentreOf(cell).Latitude < -1).Sum(map.Mass);

    private static Picture Plain(byte red, byte green, byte blue) => new(8, 8, [.. Enumerable.Repeat(new[] { red, green, blue }, 64).SelectMany(pixel => pixel)]);
}
