using System.Net;
using GeoCore.Encoding;
using TileServer.Tests.Sources;

namespace TileServer.Tests.Http;

/// <summary>What happens to a running server while its folders change.</summary>
public sealed class PublishingTests : IDisposable
{
    private const string Tile = "/tiles/model/2/1/1.png";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("publishing");

    private string Models => Path.Combine(_home.FullName, "models");

    private string Model => Path.Combine(Models, "model");

    public void Dispose() => _home.Delete(true);

    [Fact]
    public async Task A_model_appears_changes_and_goes_without_a_restart()
    {
        await using var server = await LiveServer.FollowAsync(Models);
        using (var missing = await server.GetAsync(Tile))
            await LiveServer.ProblemAsync(missing, 404, "layer-not-found");

        RandomEncoders.Save(Model, OutputKind.Binary);
        using var first = await server.UntilAsync(Tile, answer => answer.StatusCode == HttpStatusCode.OK);
        var layers = await server.GetJsonAsync("/layers");
        Assert.Equal("model", layers.GetProperty("layers")[0].GetProperty("id").GetString());

        var tag = first.Headers.ETag!.ToString();
        using (var unchanged = await server.GetAsync(Tile, ("If-None-Match", tag)))
            Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        RandomEncoders.Save(Model, OutputKind.Binary, seed: 77);
        using var second = await server.UntilAsync(Tile, answer => answer.StatusCode == HttpStatusCode.OK, ("If-None-Match", tag));
        Assert.NotEqual(tag, second.Headers.ETag!.ToString());
        Assert.NotEqual(await BytesAsync(first), await BytesAsync(second));

        File.Delete(Model);
        using var gone = await server.UntilAsync(Tile, answer => answer.StatusCode == HttpStatusCode.NotFound);
        await LiveServer.ProblemAsync(gone, 404, "layer-not-found");
    }

    [Fact]
    public async Task A_model_that_was_damaged_is_served_as_it_was_and_the_failure_is_told()
    {
        RandomEncoders.Save(Model, OutputKind.Binary);
        await using var server = await LiveServer.FollowAsync(Models);
        using var before = await server.GetAsync(Tile);
        await File.WriteAllTextAsync(Path.Combine(Model, "weights.safetensors"), "damaged", TestContext.Current.CancellationToken);

        using var health = await server.UntilAsync("/health/ready", answer => answer.Content.ReadAsStringAsync().Result.Contains("\"failed\"", StringComparison.Ordinal));
        var document = await LiveServer.ReadJsonAsync(health);
        using var after = await server.GetAsync(Tile);

        Assert.Equal("degraded", document.GetProperty("status").GetString());
        Assert.Equal(["ok", "failed"], document.GetProperty("sources").EnumerateArray().Select(source => source.GetProperty("status").GetString()));
        Assert.Equal(before.Headers.ETag, after.Headers.ETag);
        Assert.Equal(await BytesAsync(before), await BytesAsync(after));
        RandomEncoders.Save(Model, OutputKind.Binary, seed: 78);
        using var healed = await server.UntilAsync(Tile, answer => !Equals(answer.Headers.ETag, before.Headers.ETag));
        Assert.Equal(HttpStatusCode.OK, healed.StatusCode);
    }

    [Fact]
    public async Task Requests_under_way_end_well_while_models_are_published_again_and_again()
    {
        RandomEncoders.Save(Model, OutputKind.Binary);
        await using var server = await LiveServer.FollowAsync(Models);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(async reader =>
        {
            var tags = new HashSet<string>();
            for (var i = 0; !done.IsCancellationRequested; i++)
            {
                using var tile = await server.GetAsync($"/tiles/model/6/{((reader * 16) + i) % 64}/{i / 64 % 64}.png");
                Assert.Equal(HttpStatusCode.OK, tile.StatusCode);
                Assert.NotEmpty(await BytesAsync(tile));
                tags.Add(tile.Headers.ETag!.ToString().Split('.')[0]);
            }

            return tags.Count;
        }).ToArray();
        for (var seed = 100; seed < 110; seed++)
        {
            var version = (await server.GetJsonAsync("/layers")).GetProperty("layers")[0].GetProperty("version").GetString()!;
            RandomEncoders.Save(Model, OutputKind.Binary, seed);
            using var _ = await server.UntilAsync("/layers", answer => !answer.Content.ReadAsStringAsync().Result.Contains(version, StringComparison.Ordinal));
        }

        await done.CancelAsync();
        Assert.All(await Task.WhenAll(readers), versions => Assert.InRange(versions, 2, 11));
    }

    [Fact]
    public async Task The_command_waits_for_a_folder_and_serves_what_appears_there()
    {
        using var process = ServeProcess.Start("serve", Models, "--urls", "http://127.0.0.1:0");
        var line = await process.ReadLineAsync();
        Assert.Contains("no layers", line, StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = new Uri(line.Split(" at ")[1].Split(';')[0]) };

        RandomEncoders.Save(Model, OutputKind.Binary);
        using var patience = new CancellationTokenSource(s_patience);
        while ((await client.GetAsync(Tile, patience.Token)).StatusCode != HttpStatusCode.OK)
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        process.Stop();
        Assert.Equal(0, await process.EndAsync());
    }

    [Fact]
    public async Task Without_watching_a_folder_has_to_be_there()
    {
        var (code, _, errors) = await ServeProcess.RunAsync("serve", Models, "--no-watch", "--urls", "http://127.0.0.1:0");
        Assert.Equal(2, code);
        Assert.Contains(Models, errors, StringComparison.Ordinal);
    }

    private static Task<byte[]> BytesAsync(HttpResponseMessage answer) => answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
}
