using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Raster;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Tests.Sources;

/// <summary>Real files: what is served is what was written, and damage stays in its own layer.</summary>
public sealed class GeoTiffTests : IDisposable
{
    private const int Columns = 1440;
    private const int Rows = 720;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geotiff");

    public void Dispose() => _folder.Delete(true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private void Write(string name)
    {
        var cells = new PixelBuffer<float>(1, Columns, Rows);
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
                cells.Band(0)[(row * Columns) + column] = column < 100 && row < 50 ? float.NaN : Cell(column, row);
        }

        var profile = new RasterProfile(Crs84.Instance, new Envelope(-180, 180, -90, 90), RasterDataType.Float32, -9999) { Unit = "m" };
        GdalCog.Write(PathOf(name), cells, profile);
    }

    /// <summary>Hard to compress, so that the file is long enough to be damaged in its middle.</summary>
    private static float Cell(int column, int row) => ((column * 7919) ^ (row * 104729)) % 1000;

    private LayerCatalogue Load() => FolderCatalogue.Load([_folder.FullName], new LayerOpeners(GdalRaster.Open));

    private static Task<Tile> GetAsync(TileService service, Layer layer, TileIndex tile) =>
        service.GetTileAsync(new TileRequest(layer, TileMatrixSets.WebMercatorQuad, tile, 256, TileFormat.Png, RenderOptions.Default), Token).AsTask();

    [Fact]
    public void A_point_gives_the_cell_that_was_written()
    {
        Write("a.tif");
        using var catalogue = Load();
        var layer = Assert.Single(catalogue.Layers);
        for (var column = 3; column < Columns; column += 97)
        {
            for (var row = 51; row < Rows; row += 61)
            {
                var point = layer.Query(-180 + ((column + 0.3) * 0.25), 90 - ((row + 0.6) * 0.25), RenderOptions.Default);
                Assert.Equal((true, column, row, Cell(column, row)), (point.IsInside, point.Column, point.Row, point.Values[0]));
            }
        }

        Assert.Equal("m", layer.Bands[0].Unit);
        var hole = layer.Query(-179, 89, RenderOptions.Default);
        Assert.Equal((true, null), (hole.IsInside, hole.Values[0]));
    }

    [Theory]
    [InlineData(180, -180)]
    [InlineData(540, -180)]
    [InlineData(-190, 170)]
    [InlineData(370, 10)]
    public void Longitudes_are_taken_round_the_Earth(double longitude, double same)
    {
        Write("a.tif");
        using var catalogue = Load();
        var layer = catalogue.Layers[0];
        Assert.Equal(Math.Abs(same), Math.Abs(layer.Query(longitude, 10, RenderOptions.Default).Longitude));
        if (Math.Abs(same) < 180)
            Assert.Equal(layer.Query(same, 10, RenderOptions.Default).Values, layer.Query(longitude, 10, RenderOptions.Default).Values);
        Assert.True(layer.Query(longitude, 10, RenderOptions.Default).IsInside);
    }

    [Theory]
    [InlineData(double.NaN, 0, "lon")]
    [InlineData(double.PositiveInfinity, 0, "lon")]
    [InlineData(0, 90.0001, "lat")]
    [InlineData(0, double.NaN, "lat")]
    public void Places_off_the_Earth_are_refused(double longitude, double latitude, string parameter)
    {
        Write("a.tif");
        using var catalogue = Load();
        Assert.Equal(parameter, Assert.Throws<OptionException>(() => catalogue.Layers[0].Query(longitude, latitude, RenderOptions.Default)).Parameter);
    }

    [Fact]
    public async Task Damaged_files_are_explained_and_the_others_are_served()
    {
        Write("good.tif");
        var whole = await File.ReadAllBytesAsync(PathOf("good.tif"), Token);
        await File.WriteAllBytesAsync(PathOf("empty.tif"), [], Token);
        await File.WriteAllTextAsync(PathOf("text.tif"), "no raster", Token);
        await File.WriteAllBytesAsync(PathOf("header.tif"), whole[..200], Token);
        await File.WriteAllBytesAsync(PathOf("short.tif"), whole[..(whole.Length / 2)], Token);
        var scrambled = (byte[])whole.Clone();
        new Random(7).NextBytes(scrambled.AsSpan(scrambled.Length / 4, scrambled.Length / 2));
        await File.WriteAllBytesAsync(PathOf("scrambled.tif"), scrambled, Token);
        using var catalogue = Load();
        var service = new TileService(TileEncoders.Default);
        Assert.True(catalogue.TryGet("good", out var good));
        Assert.False((await GetAsync(service, good, new TileIndex(2, 1, 1))).IsEmpty);
        foreach (var id in new[] { "empty", "text", "header" })
        {
            Assert.True(catalogue.TryGetFailure(id, out var failure), $"{id} is not reported");
            Assert.NotEmpty(failure.Reason);
        }

        foreach (var id in new[] { "short", "scrambled" })
        {
            // whether the header or a block gives the damage away, it is never a blank tile
            if (catalogue.TryGet(id, out var layer))
                await Assert.ThrowsAsync<SourceUnavailableException>(() => RenderEverywhereAsync(service, layer));
            else
                Assert.True(catalogue.TryGetFailure(id, out _));
        }

        Assert.False((await GetAsync(service, good, new TileIndex(2, 2, 2))).IsEmpty);
    }

    private static async Task RenderEverywhereAsync(TileService service, Layer layer)
    {
        for (var tile = 0; tile < 64; tile++)
            await GetAsync(service, layer, new TileIndex(3, tile % 8, tile / 8));
    }

    [Fact]
    public async Task A_fault_reaches_everybody_who_waits_and_is_not_kept()
    {
        var source = MemoryRaster.OfWorld(36, 18, (column, row, _) => column + row);
        using var layer = new RasterLayer(new LayerDescription("a", "A"), source);
        layer.GetStatistics(1);
        using var release = new ManualResetEventSlim();
        source.BeforeRead = () =>
        {
            Assert.True(release.Wait(TimeSpan.FromSeconds(30)), "the test never let the reading go on");
            throw new RasterException("the disk is gone");
        };
        var service = new TileService(TileEncoders.Default);
        var waiting = Enumerable.Range(0, 10).Select(_ => GetAsync(service, layer, default)).ToArray();
        release.Set();
        foreach (var task in waiting)
            Assert.IsType<RasterException>((await Assert.ThrowsAsync<SourceUnavailableException>(() => task)).InnerException);
        source.BeforeRead = null;
        Assert.Equal(TileOrigin.Rendered, (await GetAsync(service, layer, default)).Origin);
    }
}
