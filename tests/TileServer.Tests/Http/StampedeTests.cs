using GeoCore.Geodesy;
using GeoCore.Raster;
using NetTopologySuite.Geometries;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Tests.Sources;

namespace TileServer.Tests.Http;

public class StampedeTests
{
    private const int Crowd = 200;

    /// <summary>Test T-17 of the specification.</summary>
    [Fact]
    public async Task Two_hundred_who_want_a_cold_tile_cause_one_rendering_even_if_the_first_leaves()
    {
        using var release = new ManualResetEventSlim();
        var reading = new TaskCompletionSource();
        var raster = new MemoryRaster(
            new RasterInfo(Crs84.Instance, new Envelope(-180, 180, -90, 90), [new RasterLevel(720, 360, 64, 64)], [MemoryRaster.Band()], "slow"),
            (column, _, _) => column)
        {
            BeforeRead = () =>
            {
                reading.TrySetResult();
                Assert.True(release.Wait(TimeSpan.FromSeconds(60)), "nobody released the file");
            },
        };
        await using var server = await LiveServer.StartAsync(
            new RasterLayer(new LayerDescription("slow", "Slow"), raster, new ConfiguredStyle("viridis", new ValueRange(0, 720))));
        using var impatience = new CancellationTokenSource();
        var leader = server.Client.GetAsync("/tiles/slow/1/0/0.png", impatience.Token);
        var followers = Enumerable.Range(0, Crowd).Select(_ => server.GetAsync("/tiles/slow/1/0/0.png")).ToList();
        await reading.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leader);
        release.Set();
        var answers = await Task.WhenAll(followers).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Equal(1, server.Tiles.RenderCount);
        var bodies = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        Assert.All(answers, answer => Assert.Equal(200, (int)answer.StatusCode));
        Assert.All(bodies, body => Assert.Equal(bodies[0], body));
    }

    /// <summary>Test T-22 of the specification: two servers, shuffled order, other numbers of requests at once.</summary>
    [Fact]
    public async Task The_same_addresses_have_the_same_bytes_in_any_order_on_any_server()
    {
        await using var first = await LiveServer.StartAsync(TestLayers.Ramp(), TestLayers.Classes(), TestLayers.Picture());
        await using var second = await LiveServer.StartAsync(TestLayers.Picture(), TestLayers.Classes(), TestLayers.Ramp());
        string[] addresses =
        [
            .. from layer in new[] { "ramp", "classes", "picture" }
               from format in new[] { "png", "webp", "jpg", "npy" }
               from x in Enumerable.Range(0, 4)
               select $"/tiles/{layer}/2/{x}/1.{format}",
        ];
        var one = new Dictionary<string, byte[]>();
        foreach (var address in addresses)
            one[address] = await first.Client.GetByteArrayAsync(address, TestContext.Current.CancellationToken);

        var shuffled = (string[])addresses.Clone();
        new Random(5).Shuffle(shuffled);
        await Parallel.ForEachAsync(shuffled, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken }, async (address, token) =>
            Assert.Equal(one[address], await second.Client.GetByteArrayAsync(address, token)));
    }
}
