using System.Net;
using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Raster;
using NetTopologySuite.Geometries;
using TileServer.Sources.Layers;
using TileServer.Tests.Http;
using TileServer.Tests.Sources;

namespace TileServer.Tests.Coverages;

/// <summary>Values of a box, taken home.</summary>
public sealed class CoverageDownloadTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-coverage-test-");
    private LiveServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await LiveServer.StartAsync(
        new RasterLayer(new LayerDescription("cells", "Cells"), MemoryRaster.OfWorld(
            720, 360, (column, row, band) => column == 361 ? -1 : (column * 0.1) + (row * 7) + (1000 * band), [MemoryRaster.Band("low", noData: -1), MemoryRaster.Band("high", noData: -1)], "cells")),
        new RasterLayer(new LayerDescription("metres", "Metres"), new MemoryRaster(
            new RasterInfo(CoordinateReferenceSystems.Parse("EPSG:32632"), new Envelope(400_000, 410_000, 5_100_000, 5_106_000), [new RasterLevel(100, 60, 64, 64)], [MemoryRaster.Band()], "metres"), (column, row, _) => column + (100 * row))),
        TestLayers.Classes());

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Without_a_size_the_cells_are_the_layers_own_and_the_box_reaches_outwards()
    {
        using var raster = await OpenAsync("/collections/cells/coverage?bbox=0.1,10.2,3.2,11.9");
        var values = Read(raster, 0);

        Assert.Equal(new Envelope(0, 3.5, 10, 12), raster.Info.Envelope);
        Assert.Equal((7, 4), (raster.Info.Levels[0].Width, raster.Info.Levels[0].Height));
        for (var i = 0; i < values.Length; i++)
        {
            int column = 360 + (i % 7), row = 156 + (i / 7);
            Assert.Equal(column == 361 ? float.NaN : (float)((column * 0.1) + (row * 7)), values[i]);
        }

        Assert.Equal(-1, raster.Info.Bands[0].NoData);
        Assert.Equal("low", raster.Info.Bands[0].Name);
    }

    [Theory]
    [InlineData("f=cog&properties=high,low", 2)]
    [InlineData("f=tif&properties=b2", 1)]
    [InlineData("f=tif&expression=b2-b1;b1", 2)]
    public async Task Bands_are_those_that_were_asked_for(string query, int count)
    {
        using var raster = await OpenAsync("/collections/cells/coverage?bbox=-5,-5,5,5&" + query);

        Assert.Equal(count, raster.Info.Bands.Count);
        Assert.InRange(Read(raster, 0)[0], 1000 - 1e-3, 3000);
    }

    [Fact]
    public async Task A_box_across_the_antimeridian_is_in_one_piece()
    {
        using var raster = await OpenAsync("/collections/cells/coverage?bbox=179,0,-179,1");
        var values = Read(raster, 0);

        Assert.Equal((4, 2), (raster.Info.Levels[0].Width, raster.Info.Levels[0].Height));
        Assert.Equal([71.8f + 1246, 71.9f + 1246, 1246, 0.1f + 1246], values[..4]);
    }

    [Fact]
    public async Task A_box_of_another_system_and_axes_in_their_own_order_mean_the_same()
    {
        using var metres = await OpenAsync("/collections/metres/coverage?bbox=402000,5101000,405000,5104000&bbox-crs=EPSG:32632");
        using var degrees = await OpenAsync("/collections/cells/coverage?bbox=0.1,10.2,3.2,11.9");
        using var swapped = await OpenAsync("/collections/cells/coverage?bbox=10.2,0.1,11.9,3.2&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326");

        Assert.Equal(new Envelope(402_000, 405_000, 5_101_000, 5_104_000), metres.Info.Envelope);
        Assert.Equal(20 + (100 * 20), Read(metres, 0)[0]);
        Assert.Equal(Read(degrees, 0), Read(swapped, 0));
    }

    [Theory]
    [InlineData("width=50&height=20", 50, 20)]
    [InlineData("width=50", 50, 25)]
    [InlineData("scale-size=lat(30),lon(70)", 70, 30)]
    [InlineData("scale-factor=4", 5, 2)]
    [InlineData("crs=EPSG:3857", 20, 10)]
    public async Task A_size_or_a_system_can_be_chosen(string query, int width, int height)
    {
        using var raster = await OpenAsync("/collections/cells/coverage?bbox=-5,-2.5,5,2.5&" + query);

        Assert.Equal((width, height), (raster.Info.Levels[0].Width, raster.Info.Levels[0].Height));
    }

    [Fact]
    public async Task Numbers_and_pictures_are_of_the_same_cells()
    {
        using var numbers = await _server.GetAsync("/collections/cells/coverage?bbox=-5,-2.5,5,2.5&f=npy");
        using var picture = await _server.GetAsync("/collections/cells/coverage?bbox=-5,-2.5,5,2.5&f=png");
        var values = new NpyFile(await numbers.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        var image = GeoCore.Tests.Imaging.DecodedImage.Read(await picture.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        Assert.Equal([2, 10, 20], values.Shape);
        Assert.Equal((20, 10), (image.Width, image.Height));
        Assert.Equal("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>", numbers.Headers.GetValues("Content-Crs").Single());
        Assert.Equal("-5,-2.5,5,2.5", numbers.Headers.GetValues("Content-Bbox").Single());
    }

    [Fact]
    public async Task An_answer_is_conditional_and_can_be_had_in_ranges()
    {
        using var first = await _server.GetAsync("/collections/cells/coverage?bbox=0,0,1,1");
        using var second = await _server.GetAsync("/collections/cells/coverage?bbox=0,0,1,1", ("If-None-Match", first.Headers.ETag!.ToString()));
        using var part = await _server.GetAsync("/collections/cells/coverage?bbox=0,0,1,1", ("Range", "bytes=0-3"));

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.PartialContent), (second.StatusCode, part.StatusCode));
    }

    [Theory]
    [InlineData("bbox=1,2,3", "bbox")]
    [InlineData("bbox=1,2,3,1", "bbox")]
    [InlineData("bbox=0,0,nan,1", "bbox")]
    [InlineData("bbox=0,91,1,92", "bbox")]
    [InlineData("bbox=1,2,3,4&bbox-crs=EPSG:1", "bbox-crs")]
    [InlineData("crs=EPSG:999999", "crs")]
    [InlineData("width=0", "width")]
    [InlineData("scale-size=10", "scale-size")]
    [InlineData("scale-factor=0", "scale-factor")]
    [InlineData("properties=nothing", "properties")]
    [InlineData("properties=low&bidx=1", "properties")]
    [InlineData("f=xlsx", "f")]
    public async Task Bad_parameters_are_named(string query, string name)
    {
        using var response = await _server.GetAsync("/collections/cells/coverage?" + query);
        var problem = await LiveServer.ProblemAsync(response, 400, "invalid-parameter");

        Assert.Equal(name, problem.GetProperty("errors")[0].GetProperty("param").GetString());
    }

    [Fact]
    public async Task A_box_outside_and_too_many_cells_are_explained()
    {
        using var outside = await _server.GetAsync("/collections/metres/coverage?bbox=100,10,101,11");
        using var tooMany = await _server.GetAsync("/collections/cells/coverage?width=16000&height=4000");

        await LiveServer.ProblemAsync(outside, 400, "invalid-parameter");
        await LiveServer.ProblemAsync(tooMany, 422, "result-too-large");
    }

    private async Task<GdalRaster> OpenAsync(string path)
    {
        using var response = await _server.GetAsync(path);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var file = Path.Combine(_folder.FullName, $"{Directory.GetFiles(_folder.FullName).Length}.tif");
        await File.WriteAllBytesAsync(file, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        return GdalRaster.Open(file);
    }

    private static float[] Read(GdalRaster raster, int band)
    {
        var values = new float[raster.Info.Levels[0].Width * raster.Info.Levels[0].Height];
        raster.Read(new RasterWindow(0, 0, 0, raster.Info.Levels[0].Width, raster.Info.Levels[0].Height), band, values);
        return values;
    }
}
