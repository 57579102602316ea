using System.Net;
using GeoCore.Gdal;
using GeoCore.Imaging;
using GeoCore.Raster;
using GeoCore.Tiling;
using SkiaSharp;

namespace TileServer.Tests.Http;

public class TileTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly LiveServer _server = shared.Server;

    [Theory]
    [InlineData("png", "image/png")]
    [InlineData("webp", "image/webp")]
    [InlineData("jpg", "image/jpeg")]
    [InlineData("jpeg", "image/jpeg")]
    public async Task Every_picture_format_decodes_in_an_independent_reader(string extension, string mediaType)
    {
        foreach (var layer in new[] { "ramp", "classes", "picture" })
        {
            using var response = await _server.GetAsync($"/tiles/{layer}/1/0/0.{extension}");

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
            using var picture = await DecodeAsync(response);
            Assert.Equal((256, 256), (picture.Width, picture.Height));
        }
    }

    [Theory]
    [InlineData("/tiles/ramp/1/0/0@2x.png", 512)]
    [InlineData("/tiles/ramp/1/0/0.png?tilesize=512", 512)]
    [InlineData("/tiles/ramp/1/0/0@2x.png?tilesize=512", 1024)]
    [InlineData("/tiles/ramp/WebMercatorQuad512/1/0/0.png", 512)]
    [InlineData("/tiles/ramp/WorldCRS84Quad/1/3/0.png", 256)]
    [InlineData("/tiles/ramp/UPSArcticWGS84Quad/1/0/0.webp", 256)]
    public async Task Size_follows_suffix_parameter_and_matrix(string path, int edge)
    {
        using var response = await _server.GetAsync(path);

        using var picture = await DecodeAsync(response);
        Assert.Equal((edge, edge), (picture.Width, picture.Height));
    }

    [Fact]
    public async Task A_pixel_has_the_colour_that_the_legend_gives_its_value()
    {
        using var response = await _server.GetAsync("/tiles/ramp/WorldCRS84Quad/0/1/0.png");
        using var picture = await DecodeAsync(response);

        // pixels of 0.703125 degrees from Greenwich on, cells of half a degree
        var scale = new ContinuousScale(-180, 180, Colormaps.Get("viridis"));
        foreach (var column in new[] { 0, 10, 100, 255 })
        {
            var pixel = picture.GetPixel(column, 128);
            var longitude = (column + 0.5) * 180 / 256;
            var colors = new[] { longitude - 1, longitude, longitude + 1 }.Select(scale.ColorOf).ToArray();
            Assert.Contains(PackedColor.Pack(pixel.Red, pixel.Green, pixel.Blue), colors);
        }
    }

    [Fact]
    public async Task Npy_holds_values_and_a_mask_and_is_compressed_on_request()
    {
        using var plain = await _server.GetAsync("/tiles/part/6/32/31.npy");
        var bytes = await plain.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        using var compressed = await _server.GetAsync("/tiles/part/6/32/31.npy", ("Accept-Encoding", "gzip"));

        Assert.Equal("application/x-npy", plain.Content.Headers.ContentType?.MediaType);
        Assert.Equal([0x93, .. "NUMPY"u8], bytes[..6]);
        Assert.Equal("gzip", compressed.Content.Headers.ContentEncoding.Single());
        Assert.EndsWith("-gz\"", compressed.Headers.ETag!.Tag, StringComparison.Ordinal);
        Assert.NotEqual(plain.Headers.ETag, compressed.Headers.ETag);
    }

    [Fact]
    public async Task A_geotiff_opens_in_gdal_with_place_values_and_nodata()
    {
        using var response = await _server.GetAsync("/tiles/part/6/32/31.tif");
        Assert.Equal("image/tiff; application=geotiff", response.Content.Headers.ContentType?.ToString());
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
            using var raster = GdalRaster.Open(file);
            var cells = new float[256 * 256];
            raster.Read(new RasterWindow(0, 0, 0, 256, 256), 0, cells);

            Assert.Equal("EPSG:3857", raster.Info.Crs.Identifier);
            Assert.Equal((256, 256), (raster.Info.Levels[0].Width, raster.Info.Levels[0].Height));
            var expected = TileMatrixSets.WebMercatorQuad.GetEnvelope(new TileIndex(6, 32, 31));
            Assert.Equal(expected.MinX, raster.Info.Envelope.MinX, 1e-6);
            Assert.Equal(expected.MaxY, raster.Info.Envelope.MaxY, 1e-6);
            Assert.InRange(cells[(128 * 256) + 128], 0f, 10_000f);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("/tiles/ramp/1/0/0.png")]
    [InlineData("/tiles/ramp/tilejson.json")]
    [InlineData("/layers")]
    [InlineData("/layers/ramp/legend.svg")]
    [InlineData("/viewer")]
    public async Task Head_has_the_headers_of_get_and_no_body(string path)
    {
        using var whole = await _server.GetAsync(path);
        using var head = await _server.SendAsync(HttpMethod.Head, path);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(whole.Headers.ETag, head.Headers.ETag);
        Assert.Equal(whole.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_tile_beside_the_layer_is_transparent_and_says_so()
    {
        using var response = await _server.GetAsync("/tiles/part/4/0/0@2x.png");
        using var picture = await DecodeAsync(response);

        Assert.Equal("empty", response.Headers.GetValues("OATiles-hint").Single());
        Assert.Equal((512, 512), (picture.Width, picture.Height));
        Assert.Equal(0, picture.GetPixel(100, 100).Alpha);
    }

    [Theory]
    [InlineData("204", HttpStatusCode.NoContent)]
    [InlineData("200", HttpStatusCode.OK)]
    public async Task An_empty_tile_has_the_status_asked_for(string empty, HttpStatusCode status)
    {
        using var response = await _server.GetAsync($"/tiles/part/4/0/0.png?empty={empty}");

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task An_empty_tile_can_be_not_found()
    {
        using var response = await _server.GetAsync("/tiles/part/4/0/0.png?empty=404");

        await LiveServer.ProblemAsync(response, 404, "not-found");
    }

    [Fact]
    public async Task Rows_from_the_south_are_the_mirrored_rows()
    {
        var north = await _server.Client.GetByteArrayAsync("/tiles/classes/2/1/0.png", TestContext.Current.CancellationToken);
        var flipped = await _server.Client.GetByteArrayAsync("/tiles/classes/2/1/3.png?scheme=tms", TestContext.Current.CancellationToken);

        Assert.Equal(north, flipped);
    }

    [Fact]
    public async Task The_format_is_chosen_by_parameter_before_extension_before_accept()
    {
        using var byParameter = await _server.GetAsync("/tiles/ramp/1/0/0.png?f=webp", ("Accept", "image/jpeg"));
        using var byExtension = await _server.GetAsync("/tiles/ramp/1/0/0.png", ("Accept", "image/jpeg"));
        using var byAccept = await _server.GetAsync("/tiles/ramp/1/0/0", ("Accept", "image/jpeg;q=0.9, text/html"));
        using var byDefault = await _server.GetAsync("/tiles/ramp/1/0/0", ("Accept", "*/*"));

        Assert.Equal("image/webp", byParameter.Content.Headers.ContentType?.MediaType);
        Assert.Equal("image/png", byExtension.Content.Headers.ContentType?.MediaType);
        Assert.Equal("image/jpeg", byAccept.Content.Headers.ContentType?.MediaType);
        Assert.Equal("image/png", byDefault.Content.Headers.ContentType?.MediaType);
    }

    private static async Task<SKBitmap> DecodeAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return SKBitmap.Decode(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
