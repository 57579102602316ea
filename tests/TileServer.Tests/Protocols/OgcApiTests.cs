using System.Globalization;
using System.Net;
using TileServer.Tests.Http;

namespace TileServer.Tests.Protocols;

public sealed class OgcApiTests(ProtocolServer shared) : IClassFixture<ProtocolServer>
{
    private const string Maps = "https://www.opengis.net/spec/ogcapi-maps-1/1.0/conf/", Ogc = "http://www.opengis.net/def/rel/ogc/1.0/";

    private readonly LiveServer _server = shared.Server;

    [Fact]
    public async Task Every_document_is_also_a_page_and_says_so()
    {
        foreach (var path in new[] { "/conformance", "/collections", "/collections/ramp", "/collections/ramp/map/tiles", "/collections/places/tiles/WebMercatorQuad", "/tileMatrixSets", "/tileMatrixSets/WorldCRS84Quad" })
        {
            using var page = await _server.GetAsync(path, ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
            using var data = await _server.GetAsync(path, ("Accept", "*/*"));
            using var neither = await _server.GetAsync(path, ("Accept", "application/pdf"));
            using var named = await _server.GetAsync(path + "?f=html", ("Accept", "application/json"));
            Assert.Equal(("text/html", "application/json", "text/html"), (page.Content.Headers.ContentType!.MediaType, data.Content.Headers.ContentType!.MediaType, named.Content.Headers.ContentType!.MediaType));
            Assert.NotEqual(page.Headers.ETag, data.Headers.ETag);
            Assert.Contains("Accept", page.Headers.Vary);
            Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            await LiveServer.ProblemAsync(neither, 406, "not-acceptable");
            using var wrong = await _server.GetAsync(path + "?f=gif");
            await LiveServer.ProblemAsync(wrong, 400, "unsupported-format");
            var links = (await LiveServer.ReadJsonAsync(data)).GetProperty("links").EnumerateArray().Select(link => link.GetProperty("rel").GetString()).ToList();
            Assert.Contains("self", links);
            Assert.Contains("alternate", links);
            using var again = await _server.GetAsync(path, ("Accept", "*/*"), ("If-None-Match", data.Headers.ETag!.Tag));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        }

        Assert.Contains("<h1>Ramp &lt;of longitudes&gt;</h1>", System.Text.Encoding.UTF8.GetString(await shared.BytesAsync("/collections/ramp?f=html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_entrance_leads_everywhere()
    {
        var links = (await _server.GetJsonAsync("/")).GetProperty("links").EnumerateArray().ToLookup(link => link.GetProperty("rel").GetString()!, link => link.GetProperty("type").GetString());
        foreach (var rel in new[] { "self", "alternate", "service-desc", "service-doc", "conformance", "data", Ogc + "data", Ogc + "conformance", Ogc + "tiling-schemes" })
            Assert.NotEmpty(links[rel]);
        Assert.Equal("application/vnd.oai.openapi+json;version=3.0", links["service-desc"].Single());
    }

    [Fact]
    public async Task What_is_declared_is_exact()
    {
        var classes = (await _server.GetJsonAsync("/conformance")).GetProperty("conformsTo").EnumerateArray().Select(name => name.GetString()!).ToList();
        foreach (var name in new[]
        {
            "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/landing-page", "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections", "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
            "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list", "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixsetlimits", Maps + "collection-map", Maps + "spatial-subsetting",
        })
            Assert.Contains(name, classes);
        Assert.Distinct(classes);
        Assert.All(classes.Where(name => name.Contains("ogcapi-maps", StringComparison.Ordinal)), name => Assert.StartsWith(Maps, name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_collection_says_where_it_is_and_what_can_be_had()
    {
        var collection = await _server.GetJsonAsync("/collections/part");
        Assert.Equal([0d, 0, 10, 10], collection.GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].EnumerateArray().Select(edge => edge.GetDouble()));
        Assert.Equal("http://www.opengis.net/def/crs/OGC/1.3/CRS84", collection.GetProperty("storageCrs").GetString());
        Assert.Contains("http://www.opengis.net/def/crs/EPSG/0/3857", collection.GetProperty("crs").EnumerateArray().Select(crs => crs.GetString()));
        var relations = collection.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("rel").GetString()).ToList();
        Assert.Contains(Ogc + "map", relations);
        Assert.Contains(Ogc + "tilesets-map", relations);
        Assert.DoesNotContain(Ogc + "tilesets-vector", relations);
        Assert.DoesNotContain("items", relations);
        Assert.Contains(Ogc + "tilesets-vector", (await _server.GetJsonAsync("/collections/places")).GetProperty("links").EnumerateArray().Select(link => link.GetProperty("rel").GetString()));
    }

    [Theory]
    [InlineData("ramp", "WebMercatorQuad", 2, 1, 3, "png")]
    [InlineData("classes", "WorldCRS84Quad", 1, 3, 0, "webp")]
    [InlineData("picture", "UPSAntarcticWGS84Quad", 1, 1, 0, "jpg")]
    [InlineData("part", "WebMercatorQuad512", 0, 0, 0, "tif")]
    public async Task A_map_tile_is_that_of_xyz_with_row_before_column(string layer, string set, int z, int x, int y, string format)
    {
        var expected = await shared.BytesAsync($"/tiles/{layer}/{set}/{z}/{x}/{y}.{format}");
        Assert.Equal(expected, await shared.BytesAsync($"/collections/{layer}/map/tiles/{set}/{z}/{y}/{x}?f={format}"));
        Assert.Equal(expected, await shared.BytesAsync($"/collections/{layer}/map/tiles/{set}/{z}/{y}/{x}.{format}"));
    }

    [Fact]
    public async Task Vector_tiles_are_those_of_xyz_and_other_layers_have_none()
    {
        Assert.Equal(await shared.BytesAsync("/tiles/places/2/2/1.mvt"), await shared.BytesAsync("/collections/places/tiles/WebMercatorQuad/2/1/2"));
        using var none = await _server.GetAsync("/collections/ramp/tiles");
        await LiveServer.ProblemAsync(none, 404, "not-found");
    }

    [Fact]
    public async Task A_tile_set_has_limits_that_hold()
    {
        var set = await _server.GetJsonAsync("/collections/part/map/tiles/WebMercatorQuad");
        Assert.Equal(("map", "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"), (set.GetProperty("dataType").GetString(), set.GetProperty("tileMatrixSetURI").GetString()));
        var limits = set.GetProperty("tileMatrixSetLimits").EnumerateArray().Single(entry => entry.GetProperty("tileMatrix").GetString() == "5");
        Assert.Equal([15, 15, 16, 16], new[] { "minTileRow", "maxTileRow", "minTileCol", "maxTileCol" }.Select(name => limits.GetProperty(name).GetInt32()));
        using var inside = await _server.GetAsync("/collections/part/map/tiles/WebMercatorQuad/5/15/16");
        using var outside = await _server.GetAsync("/collections/part/map/tiles/WebMercatorQuad/5/16/16");
        using var beyond = await _server.GetAsync("/collections/part/map/tiles/WebMercatorQuad/5/99/16");
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        await LiveServer.ProblemAsync(outside, 404, "tile-out-of-range");
        await LiveServer.ProblemAsync(beyond, 404, "tile-out-of-range");
    }

    [Fact]
    public async Task The_form_of_a_tile_follows_f_then_extension_then_accept()
    {
        const string tile = "/collections/ramp/map/tiles/WebMercatorQuad/1/0/0";
        foreach (var (path, accept, mediaType) in new[]
        {
            (tile, "*/*", "image/png"), (tile, "image/webp,image/*;q=0.5", "image/webp"), (tile + ".jpg", "image/webp", "image/jpeg"), (tile + ".jpg?f=png", "image/webp", "image/png"), (tile + "?f=jpeg", "", "image/jpeg"),
        })
        {
            using var response = await _server.GetAsync(path, accept.Length > 0 ? [("Accept", accept)] : []);
            Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
        }

        using var page = await _server.GetAsync(tile, ("Accept", "text/html"));
        await LiveServer.ProblemAsync(page, 406, "not-acceptable");
        using var strict = await _server.GetAsync(tile + "?strict=true&colour=red");
        await LiveServer.ProblemAsync(strict, 400, "invalid-parameter");
        using var ignored = await _server.GetAsync(tile + "?colour=red");
        Assert.Equal("colour", ignored.Headers.GetValues("X-Ignored-Params").Single());
    }

    [Fact]
    public async Task A_map_over_a_tile_is_the_tile()
    {
        var box = GeoCore.Tiling.TileMatrixSets.WebMercatorQuad.GetEnvelope(new(3, 5, 2));
        var words = FormattableString.Invariant($"bbox={box.MinX},{box.MinY},{box.MaxX},{box.MaxY}&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/3857&crs=[EPSG:3857]&width=256&height=256&f=png");
        Assert.Equal(await shared.BytesAsync("/tiles/ramp/3/5/2.png"), await shared.BytesAsync("/collections/ramp/map?" + words));
    }

    [Theory]
    [InlineData("bbox=0,10,40,30&width=400", 400, 200, "0,10,40,30")]
    [InlineData("bbox=0,10,40,30&height=100", 200, 100, "0,10,40,30")]
    [InlineData("bbox=0,10,40,30", 1024, 512, "0,10,40,30")]
    [InlineData("subset=Lat(10:30),Lon(0:40)&width=40", 40, 20, "0,10,40,30")]
    [InlineData("bbox=170,-10,-170,10&width=20", 20, 20, "170,-10,190,10")]
    [InlineData("bbox=10,0,30,40&bbox-crs=EPSG:4326&width=40&crs=CRS84", 40, 20, "0,10,40,30")]
    [InlineData("bbox=0,10,40,30&width=40&crs=EPSG:4326", 40, 20, "10,0,30,40")]
    [InlineData("center=5,5&width=10&height=20&scale-denominator=39756960", 10, 20, "4.5,4,5.5,6")]
    [InlineData("bbox=0,0,10,10&scale-denominator=397569605&mm-per-pixel=0.28", 10, 10, "0,0,10,10")]
    public async Task A_map_is_where_and_as_large_as_was_asked(string words, int width, int height, string box)
    {
        using var response = await _server.GetAsync("/collections/ramp/map?f=png&" + words);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var picture = SkiaSharp.SKBitmap.Decode(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal((width, height), (picture.Width, picture.Height));
        var edges = response.Headers.GetValues("Content-Bbox").Single().Split(',').Select(edge => double.Parse(edge, CultureInfo.InvariantCulture)).ToList();
        foreach (var (actual, expected) in edges.Zip(box.Split(',').Select(edge => double.Parse(edge, CultureInfo.InvariantCulture))))
            Assert.Equal(expected, actual, 1e-6);
        Assert.StartsWith("<http://www.opengis.net/def/crs/", response.Headers.GetValues("Content-Crs").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Axis_order_changes_no_pixel_and_a_box_across_the_antimeridian_is_one_picture()
    {
        Assert.Equal(await shared.BytesAsync("/collections/ramp/map?bbox=0,10,40,30&width=40&f=png"), await shared.BytesAsync("/collections/ramp/map?bbox=10,0,30,40&bbox-crs=EPSG:4326&crs=EPSG:4326&width=40&f=png"));
        using var across = await shared.PictureAsync("/collections/ramp/map?bbox=170,-10,-170,10&width=20&f=png");
        Assert.Equal(SkiaSharp.SKColors.Empty.Alpha, (byte)(255 - across.GetPixel(19, 10).Alpha));
        Assert.NotEqual(across.GetPixel(8, 10), across.GetPixel(12, 10));
    }

    [Fact]
    public async Task What_is_empty_has_the_colour_asked_for()
    {
        const string beside = "/collections/part/map?bbox=100,0,110,10&width=8&f=png";
        using var nothing = await shared.PictureAsync(beside);
        using var red = await shared.PictureAsync(beside + "&bgcolor=0xFF0000");
        using var white = await shared.PictureAsync(beside + "&transparent=false");
        using var still = await shared.PictureAsync(beside + "&transparent=true&bgcolor=ff0000");
        Assert.Equal(("#00000000", "#ffff0000", "#ffffffff", "#00000000"), ($"{nothing.GetPixel(1, 1)}", $"{red.GetPixel(1, 1)}", $"{white.GetPixel(1, 1)}", $"{still.GetPixel(1, 1)}"));
    }

    [Theory]
    [InlineData("bbox=0,0,10", "bbox")]
    [InlineData("bbox=0,0,NaN,10", "bbox")]
    [InlineData("bbox=0,10,10,0", "bbox")]
    [InlineData("bbox=0,0,1e300,10", "bbox")]
    [InlineData("bbox=0,0,0,0", "bbox")]
    [InlineData("bbox=0,0,10,10&bbox-crs=EPSG:0", "bbox-crs")]
    [InlineData("bbox=0,0,10,10&crs=nowhere", "crs")]
    [InlineData("bbox=0,0,10,10&crs=GEOGCS[%22x%22]", "crs")]
    [InlineData("bbox=0,-80,10,-70&crs=EPSG:5041&width=99999", "width")]
    [InlineData("width=0", "width")]
    [InlineData("height=-5", "height")]
    [InlineData("width=1.5", "width")]
    [InlineData("bbox=0,0,10,10&scale-denominator=1", "scale-denominator")]
    [InlineData("scale-denominator=NaN", "scale-denominator")]
    [InlineData("scale-denominator=1000&mm-per-pixel=0", "mm-per-pixel")]
    [InlineData("center=1", "center")]
    [InlineData("center=5,500", "center")]
    [InlineData("center=1,1&bbox=0,0,1,1", "center")]
    [InlineData("subset=Lat(10:30)", "subset")]
    [InlineData("subset=Lat(30:10),Lon(0:1)", "subset")]
    [InlineData("bgcolor=red", "bgcolor")]
    [InlineData("transparent=perhaps", "transparent")]
    [InlineData("rescale=5,5", "rescale")]
    [InlineData("wrong=1&strict=true", "wrong")]
    public async Task Nonsense_is_explained(string words, string parameter)
    {
        using var response = await _server.GetAsync("/collections/ramp/map?f=png&" + words);
        var problem = await LiveServer.ProblemAsync(response, 400, "invalid-parameter");
        Assert.Contains(parameter, problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("param").GetString()));
    }

    [Theory]
    [InlineData("/collections/nothing", 404, "layer-not-found")]
    [InlineData("/collections/nothing/map", 404, "layer-not-found")]
    [InlineData("/collections/nothing/map/tiles/WebMercatorQuad/0/0/0", 404, "layer-not-found")]
    [InlineData("/collections/ramp/map/tiles/Moon", 404, "matrix-not-found")]
    [InlineData("/collections/ramp/map/tiles/Moon/0/0/0", 404, "matrix-not-found")]
    [InlineData("/collections/ramp/map/tiles/WebMercatorQuad/x/0/0", 400, "invalid-parameter")]
    [InlineData("/collections/ramp/map/tiles/WebMercatorQuad/0/0/0?f=gif", 400, "unsupported-format")]
    [InlineData("/collections/ramp/map/tiles/WebMercatorQuad/99/0/0", 404, "tile-out-of-range")]
    [InlineData("/collections/broken/map/tiles/WebMercatorQuad/0/0/0", 503, "source-unavailable")]
    [InlineData("/collections/broken/map?f=png", 503, "source-unavailable")]
    public async Task What_is_not_there_is_said(string path, int status, string slug)
    {
        using var response = await _server.GetAsync(path);
        await LiveServer.ProblemAsync(response, status, slug);
    }

    [Fact]
    public async Task Names_of_operations_end_as_the_standard_says()
    {
        var paths = (await _server.GetJsonAsync("/api")).GetProperty("paths");
        string IdOf(string path) => paths.GetProperty(path).GetProperty("get").GetProperty("operationId").GetString()!;
        Assert.EndsWith(".collection.map.getTileSetsList", IdOf("/collections/{layer}/map/tiles"), StringComparison.Ordinal);
        Assert.EndsWith(".collection.map.getTileSet", IdOf("/collections/{layer}/map/tiles/{tms}"), StringComparison.Ordinal);
        Assert.EndsWith(".collection.map.getTile", IdOf("/collections/{layer}/map/tiles/{tms}/{z}/{y}/{x}"), StringComparison.Ordinal);
        Assert.EndsWith(".collection.vector.getTile", IdOf("/collections/{layer}/tiles/{tms}/{z}/{y}/{x}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_about_the_api_needs_nothing_from_elsewhere()
    {
        using var page = await _server.GetAsync("/api.html");
        var text = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("http://", text, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", text, StringComparison.Ordinal);
        foreach (var file in new[] { "/viewer/api.css", "/viewer/api-page.js" })
        {
            Assert.Contains($"\"{file}\"", text, StringComparison.Ordinal);
            Assert.DoesNotContain("://", System.Text.Encoding.UTF8.GetString(await shared.BytesAsync(file)), StringComparison.Ordinal);
        }
    }
}
