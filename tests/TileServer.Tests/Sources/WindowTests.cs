using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;
using TileServer.Tests.Predictions;

namespace TileServer.Tests.Sources;

public sealed class WindowTests
{
    private static readonly string[] s_kinds = [.. PipelineLayers.Names, "places"];

    private readonly TileService _service = new(TileEncoders.Default);

    public static TheoryData<string> Kinds => [.. s_kinds];

    private static Layer Create(string kind) => kind == "places" ? TestMaps.Layer(TestMaps.TwoHills(new LatLonGrid(72, 36))) : PipelineLayers.Create(kind);

    private async Task<Tile> RenderAsync(Layer layer, MapWindow window, TileFormat format) =>
        await _service.GetWindowAsync(new WindowRequest(layer, window, format, RenderOptions.Default), TestContext.Current.CancellationToken);

    private static MapWindow Window(CoordinateReferenceSystem crs, Envelope box, int width, int height) => MapWindow.Create(crs, box.MinX, box.MinY, box.MaxX, box.MaxY, width, height);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_window_over_a_tile_is_the_tile(string kind)
    {
        using var layer = Create(kind);
        foreach (var (set, tile, pixels) in new[]
        {
            (TileMatrixSets.WebMercatorQuad, new TileIndex(3, 5, 2), 256), (TileMatrixSets.WebMercatorQuad, new TileIndex(2, 1, 3), 512),
            (TileMatrixSets.WorldCrs84Quad, new TileIndex(2, 5, 1), 256), (TileMatrixSets.UpsArcticWgs84Quad, new TileIndex(1, 1, 0), 256),
        })
        {
            foreach (var format in new[] { TileFormat.Png, TileFormat.Npy })
            {
                var expected = await new TileService(TileEncoders.Default).GetTileAsync(new TileRequest(layer, set, tile, pixels, format, RenderOptions.Default), TestContext.Current.CancellationToken);

                // as a client writes it that keeps twelve digits
                var box = set.GetEnvelope(tile);
                double Short(double value) => double.Parse(value.ToString("G12", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
                var window = MapWindow.Create(set.Crs, Short(box.MinX), Short(box.MinY), Short(box.MaxX), Short(box.MaxY), pixels, pixels);
                var actual = await RenderAsync(layer, window, format);

                Assert.Equal(expected.ETag, actual.ETag);
                Assert.True(expected.Body.Span.SequenceEqual(actual.Body.Span), $"{set.Id} {tile} {format}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_window_between_tiles_has_the_pixels_of_both(string kind)
    {
        using var layer = Create(kind);
        var (west, east) = (TileMatrixSets.WebMercatorQuad.GetEnvelope(new TileIndex(3, 4, 2)), TileMatrixSets.WebMercatorQuad.GetEnvelope(new TileIndex(3, 5, 2)));
        var half = west.Width / 2;
        var window = new Envelope(west.MinX + half, east.MinX + half, west.MinY, west.MaxY);
        var values = new NpyFile((await RenderAsync(layer, Window(WebMercator.Instance, window, 256, 256), TileFormat.Npy)).Body.ToArray());
        var left = new NpyFile((await RenderAsync(layer, Window(WebMercator.Instance, west, 256, 256), TileFormat.Npy)).Body.ToArray());
        var right = new NpyFile((await RenderAsync(layer, Window(WebMercator.Instance, east, 256, 256), TileFormat.Npy)).Body.ToArray());
        for (var plane = 0; plane < values.Shape[0]; plane++)
        {
            if (values.Type == "<f4")
                AssertJoined(left.Plane<uint>(plane), right.Plane<uint>(plane), values.Plane<uint>(plane));
            else
                AssertJoined(left.Plane<byte>(plane), right.Plane<byte>(plane), values.Plane<byte>(plane));
        }
    }

    private static void AssertJoined<T>(T[] left, T[] right, T[] actual)
        where T : unmanaged, IEquatable<T>
    {
        for (var row = 0; row < 256; row++)
        {
            Assert.Equal(left.AsSpan((row * 256) + 128, 128).ToArray(), actual.AsSpan(row * 256, 128).ToArray());
            Assert.Equal(right.AsSpan(row * 256, 128).ToArray(), actual.AsSpan((row * 256) + 128, 128).ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Windows_of_any_shape_and_place_are_answered(string kind)
    {
        using var layer = Create(kind);
        foreach (var (crs, box, width, height) in new[]
        {
            ("EPSG:4326", new Envelope(-400, 500, -120, 130), 90, 25), ("OGC:CRS84", new Envelope(170, 190, -10, 10), 1, 64), ("EPSG:3857", new Envelope(-1e9, 1e9, -1e9, 1e9), 64, 1),
            ("EPSG:3857", new Envelope(1, 1.001, 2, 2.001), 16, 16), ("EPSG:32632", new Envelope(2e5, 8e5, 5e6, 6e6), 60, 100), ("EPSG:32632", new Envelope(-1e9, 1e9, -1e9, 1e9), 64, 64),
            ("EPSG:3035", new Envelope(0, 9e6, 0, 9e6), 65, 33), ("EPSG:3413", new Envelope(-1e7, 1e7, -1e7, 1e7), 50, 50), ("EPSG:6933", new Envelope(-3e7, 3e7, -1e7, 1e7), 60, 20),
            ("EPSG:4258", new Envelope(5, 5.1, 5, 5.1), 1, 1),
        })
        {
            foreach (var format in new[] { TileFormat.Png, TileFormat.Npy })
            {
                var answer = await RenderAsync(layer, Window(CoordinateReferenceSystems.Parse(crs), box, width, height), format);
                Assert.True(answer.Body.Length > 0);
                if (format == TileFormat.Npy)
                    Assert.Equal([height, width], new NpyFile(answer.Body.ToArray()).Shape.Skip(1));
            }
        }
    }

    [Fact]
    public async Task A_window_is_where_it_says_in_every_system()
    {
        using var layer = new RasterLayer(new LayerDescription("lon", "Longitude"), MemoryRaster.OfWorld(3600, 1800, (column, _, _) => ((column + 0.5) / 10) - 180));
        foreach (var (crs, longitude, latitude, half) in new[] { ("EPSG:4326", 12.3, 45.6, 1.0), ("EPSG:3857", 12.3, 45.6, 1e5), ("EPSG:32633", 12.3, 45.6, 1e5), ("EPSG:3035", 12.3, 45.6, 1e5), ("EPSG:5041", 12.3, 80.6, 1e5) })
        {
            var system = CoordinateReferenceSystems.Parse(crs);
            var (x, y) = system.FromGeographic(longitude, latitude);
            var window = MapWindow.Create(system, x - half, y - half, x + half, y + half, 51, 51);
            var values = new NpyFile((await RenderAsync(layer, window, TileFormat.Npy)).Body.ToArray()).Plane<float>(0);
            Assert.Equal(longitude, values[(25 * 51) + 25], 0.011);
        }
    }

    [Fact]
    public async Task Nothing_is_drawn_where_a_projection_does_not_reach()
    {
        using var layer = new RasterLayer(new LayerDescription("one", "One"), MemoryRaster.OfWorld(36, 18, (_, _, _) => 1));
        var far = new NpyFile((await RenderAsync(layer, Window(CoordinateReferenceSystems.Parse("EPSG:32632"), new Envelope(-5e7, 6e7, -5e7, 6e7), 110, 110), TileFormat.Npy)).Body.ToArray());
        var values = far.Plane<float>(0);

        // a zone spans no more than a few thousand kilometres either way, so a few hundredths of the square at most
        Assert.InRange(values.Count(value => !float.IsNaN(value)), 1, 110 * 110 / 10);
        var beyond = new NpyFile((await RenderAsync(layer, Window(WebMercator.Instance, new Envelope(0, 1e6, WebMercator.HalfWorld, WebMercator.HalfWorld + 1e6), 8, 8), TileFormat.Npy)).Body.ToArray());
        Assert.All(beyond.Plane<float>(0), value => Assert.True(float.IsNaN(value)));
        var last = new NpyFile((await RenderAsync(layer, Window(WebMercator.Instance, new Envelope(0, 1e6, WebMercator.HalfWorld - 1e6, WebMercator.HalfWorld), 8, 8), TileFormat.Npy)).Body.ToArray());
        Assert.All(last.Plane<float>(0), value => Assert.False(float.IsNaN(value)));
    }

    [Fact]
    public async Task Latitude_and_longitude_by_two_names_are_one_picture()
    {
        using var layer = Create("holes");
        var box = new Envelope(-20, 50, 10, 61);
        var one = await RenderAsync(layer, Window(Crs84.Instance, box, 100, 70), TileFormat.Png);
        var other = await RenderAsync(layer, Window(Crs84.Epsg4326, box, 100, 70), TileFormat.Png);
        Assert.True(one.Body.Span.SequenceEqual(other.Body.Span));
    }

    [Theory]
    [InlineData(0, 0, 1, 1, 0, 10, "width")]
    [InlineData(0, 0, 1, 1, 10, 4097, "height")]
    [InlineData(0, 0, 1, 1, 10, -1, "height")]
    [InlineData(1, 0, 1, 1, 10, 10, "bbox")]
    [InlineData(2, 0, 1, 1, 10, 10, "bbox")]
    [InlineData(0, 1, 1, 0, 10, 10, "bbox")]
    [InlineData(double.NaN, 0, 1, 1, 10, 10, "bbox")]
    [InlineData(0, 0, double.PositiveInfinity, 1, 10, 10, "bbox")]
    [InlineData(-1e308, 0, 1e308, 1, 10, 10, "bbox")]
    [InlineData(1, 1, 1.0000000000000002, 2, 10, 10, "bbox")]
    [InlineData(0, 0, 1e-320, 1, 10, 10, "bbox")]
    public void A_window_that_is_none_is_explained(double minX, double minY, double maxX, double maxY, int width, int height, string parameter) =>
        Assert.Equal(parameter, Assert.Throws<OptionException>(() => MapWindow.Create(WebMercator.Instance, minX, minY, maxX, maxY, width, height)).Parameter);

    [Fact]
    public async Task A_large_window_ends_when_nobody_waits_for_it()
    {
        var source = MemoryRaster.OfWorld(3600, 1800, (column, row, _) => column + row);
        using var layer = new RasterLayer(new LayerDescription("ramp", "Ramp"), source);
        layer.GetStatistics(1);
        using var leaving = new CancellationTokenSource();
        using var release = new ManualResetEventSlim();
        using var reached = new SemaphoreSlim(0);
        source.BeforeRead = () =>
        {
            reached.Release();
            Assert.True(release.Wait(TimeSpan.FromSeconds(60)), "the test never let the rendering go on");
        };
        var request = new WindowRequest(layer, MapWindow.Create(Crs84.Instance, -180, -90, 180, 90, 3000, 3000), TileFormat.Npy, RenderOptions.Default);
        var waiting = _service.GetWindowAsync(request, leaving.Token).AsTask();
        Assert.True(await reached.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken), "the rendering never began");
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        release.Set();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (_service.Gate.Active > 0)
        {
            Assert.False(deadline.IsCancellationRequested, "the cancelled rendering never gave its place back");
            await Task.Yield();
        }

        Assert.InRange(source.Reads, 1, 57 * 29 * 3 / 4);
    }
}
