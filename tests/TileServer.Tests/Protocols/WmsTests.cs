using System.Globalization;
using System.Net;
using System.Xml.Linq;
using GeoCore.Tiling;

namespace TileServer.Tests.Protocols;

public sealed class WmsTests(ProtocolServer shared) : IClassFixture<ProtocolServer>
{
    private const string Map = "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&STYLES=&FORMAT=image/png&TRANSPARENT=TRUE";

    private const string OldMap = "/wms?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetMap&STYLES=&FORMAT=image/png&TRANSPARENT=TRUE";

    private static readonly XNamespace s_wms = "http://www.opengis.net/wms", s_ogc = "http://www.opengis.net/ogc", s_xlink = "http://www.w3.org/1999/xlink";

    [Theory]
    [InlineData("ramp")]
    [InlineData("classes")]
    [InlineData("picture")]
    [InlineData("places")]
    public async Task A_map_over_a_tile_is_the_tile(string layer)
    {
        var box = TileMatrixSets.WebMercatorQuad.GetEnvelope(new TileIndex(3, 5, 2));
        var expected = await shared.BytesAsync($"/tiles/{layer}/3/5/2.png");
        foreach (var map in new[] { Map + "&CRS=EPSG:3857", OldMap + "&SRS=EPSG:3857", OldMap + "&SRS=EPSG:900913" })
            Assert.Equal(expected, await shared.BytesAsync(FormattableString.Invariant($"{map}&LAYERS={layer}&WIDTH=256&HEIGHT=256&BBOX={box.MinX},{box.MinY},{box.MaxX},{box.MaxY}")));
    }

    [Fact]
    public async Task Latitude_comes_first_where_the_authority_says_so_and_nowhere_else()
    {
        var expected = await shared.BytesAsync($"{Map}&LAYERS=ramp&CRS=CRS:84&BBOX=-20,10,60,50&WIDTH=160&HEIGHT=80");
        Assert.Equal(expected, await shared.BytesAsync($"{Map}&LAYERS=ramp&CRS=EPSG:4326&BBOX=10,-20,50,60&WIDTH=160&HEIGHT=80"));
        Assert.Equal(expected, await shared.BytesAsync($"{OldMap}&LAYERS=ramp&SRS=EPSG:4326&BBOX=-20,10,60,50&WIDTH=160&HEIGHT=80"));

        // longitudes 0.25 apart: the colours follow the columns, not the rows
        using var picture = await shared.PictureAsync($"{Map}&LAYERS=ramp&CRS=EPSG:4326&BBOX=10,-170,50,170&WIDTH=340&HEIGHT=40");
        Assert.Equal(picture.GetPixel(5, 0), picture.GetPixel(5, 39));
        Assert.NotEqual(picture.GetPixel(5, 0), picture.GetPixel(330, 0));
    }

    [Fact]
    public async Task Maps_of_any_shape_beyond_the_world_and_of_one_pixel_are_drawn()
    {
        foreach (var (layer, rest, width, height) in new[]
        {
            ("ramp", "CRS=CRS:84&BBOX=-200,-100,200,100&WIDTH=1&HEIGHT=300", 1, 300), ("ramp", "CRS=EPSG:3857&BBOX=-4e7,-4e7,4e7,4e7&WIDTH=200&HEIGHT=100", 200, 100), ("part", "CRS=CRS:84&BBOX=0,0,1,10&WIDTH=400&HEIGHT=10", 400, 10),
            ("places", "CRS=EPSG:3413&BBOX=-4e6,-4e6,4e6,4e6&WIDTH=64&HEIGHT=65", 64, 65), ("picture", "CRS=EPSG:3035&BBOX=2000000,2000000,5000000,6000000&WIDTH=80&HEIGHT=60", 80, 60), ("classes", "CRS=EPSG:32632&BBOX=2e5,5e6,8e5,6e6&WIDTH=6&HEIGHT=10", 6, 10),
        })
        {
            using var picture = await shared.PictureAsync($"{Map}&LAYERS={layer}&{rest}");
            Assert.Equal((width, height), (picture.Width, picture.Height));
        }

        using var world = await shared.PictureAsync($"{Map}&LAYERS=ramp&CRS=CRS:84&BBOX=-180,-180,180,180&WIDTH=36&HEIGHT=36");
        Assert.Equal((0, 255, 255, 0), (world.GetPixel(18, 8).Alpha, world.GetPixel(18, 9).Alpha, world.GetPixel(18, 26).Alpha, world.GetPixel(18, 27).Alpha));
    }

    [Fact]
    public async Task What_is_empty_has_the_colour_asked_for()
    {
        const string beside = "&LAYERS=part&CRS=CRS:84&BBOX=100,0,110,10&WIDTH=8&HEIGHT=8";
        var plain = Map.Replace("&TRANSPARENT=TRUE", "", StringComparison.Ordinal) + beside;
        using var white = await shared.PictureAsync(plain);
        using var red = await shared.PictureAsync(plain + "&TRANSPARENT=FALSE&BGCOLOR=0xFF0000");
        using var nothing = await shared.PictureAsync(Map + beside);
        Assert.Equal(("#ffffffff", "#ffff0000", "#00000000"), ($"{white.GetPixel(1, 1)}", $"{red.GetPixel(1, 1)}", $"{nothing.GetPixel(1, 1)}"));
    }

    [Theory]
    [InlineData("image/png", "image/png")]
    [InlineData("image/png;%20mode=8bit", "image/png")]
    [InlineData("image/jpeg", "image/jpeg")]
    [InlineData("image/webp", "image/webp")]
    [InlineData("image/geotiff", "image/tiff")]
    public async Task Every_format_is_sent_as_what_it_is(string format, string mediaType)
    {
        using var response = await shared.Server.GetAsync($"/wms?REQUEST=GetMap&VERSION=1.3.0&LAYERS=ramp&STYLES=default&CRS=CRS:84&BBOX=0,0,30,20&WIDTH=30&HEIGHT=20&FORMAT={format}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Capabilities_have_boxes_in_the_order_of_each_version()
    {
        var current = (await shared.XmlAsync("/wms?SERVICE=WMS&REQUEST=GetCapabilities")).Root!;
        Assert.Equal((s_wms + "WMS_Capabilities", "1.3.0"), (current.Name, current.Attribute("version")!.Value));
        Assert.Equal(["1", "4096", "4096"], new[] { "LayerLimit", "MaxWidth", "MaxHeight" }.Select(name => current.Element(s_wms + "Service")!.Element(s_wms + name)!.Value));
        var part = current.Descendants(s_wms + "Layer").Single(layer => layer.Element(s_wms + "Name")?.Value == "part");
        Assert.Equal("1", part.Attribute("queryable")!.Value);
        Assert.Equal(["0", "10", "0", "10"], part.Element(s_wms + "EX_GeographicBoundingBox")!.Elements().Select(edge => edge.Value));
        var boxes = current.Descendants(s_wms + "Layer").Single(layer => layer.Element(s_wms + "Name")?.Value == "ramp").Elements(s_wms + "BoundingBox").ToDictionary(box => box.Attribute("CRS")!.Value, EdgesOf);
        Assert.Equal("-90,-180,90,180", boxes["EPSG:4326"]);
        Assert.Equal("-180,-90,180,90", boxes["CRS:84"]);
        Assert.StartsWith("-20037508.34", boxes["EPSG:3857"], StringComparison.Ordinal);
        var old = (await shared.XmlAsync("/wms?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetCapabilities")).Root!;
        Assert.Equal(("WMT_MS_Capabilities", "1.1.1"), (old.Name.LocalName, old.Attribute("version")!.Value));
        Assert.Equal("-180,-90,180,90", EdgesOf(old.Descendants("Layer").Single(layer => layer.Element("Name")?.Value == "ramp").Elements("BoundingBox").Single(box => box.Attribute("SRS")!.Value == "EPSG:4326")));
        Assert.Equal("0,0,10,10", EdgesOf(old.Descendants("Layer").Single(layer => layer.Element("Name")?.Value == "part").Element("LatLonBoundingBox")!));
    }

    private static string EdgesOf(XElement box) => string.Join(',', new[] { "minx", "miny", "maxx", "maxy" }.Select(name => box.Attribute(name)!.Value));

    [Fact]
    public async Task Elements_stand_in_the_order_of_the_schema()
    {
        // OGC 06-042, annex E.1
        var orders = new Dictionary<string, string[]>
        {
            ["Service"] = ["Name", "Title", "Abstract", "KeywordList", "OnlineResource", "ContactInformation", "Fees", "AccessConstraints", "LayerLimit", "MaxWidth", "MaxHeight"],
            ["Capability"] = ["Request", "Exception", "Layer"],
            ["Request"] = ["GetCapabilities", "GetMap", "GetFeatureInfo"],
            ["Layer"] = ["Name", "Title", "Abstract", "KeywordList", "CRS", "EX_GeographicBoundingBox", "BoundingBox", "Dimension", "Attribution", "AuthorityURL", "Identifier", "MetadataURL", "DataURL", "FeatureListURL", "Style", "MinScaleDenominator", "MaxScaleDenominator", "Layer"],
            ["Style"] = ["Name", "Title", "Abstract", "LegendURL", "StyleSheetURL", "StyleURL"],
            ["LegendURL"] = ["Format", "OnlineResource"],
            ["EX_GeographicBoundingBox"] = ["westBoundLongitude", "eastBoundLongitude", "southBoundLatitude", "northBoundLatitude"],
        };
        foreach (var element in (await shared.XmlAsync("/wms")).Descendants().Where(element => orders.ContainsKey(element.Name.LocalName)))
        {
            var places = element.Elements().Select(child => Array.IndexOf(orders[element.Name.LocalName], child.Name.LocalName)).ToList();
            Assert.DoesNotContain(-1, places);
            Assert.Equal(places.Order(), places);
        }
    }

    [Fact]
    public async Task Styles_are_quantities_and_their_legends_can_be_had()
    {
        var places = (await shared.XmlAsync("/wms")).Descendants(s_wms + "Layer").Single(layer => layer.Element(s_wms + "Name")?.Value == "places");
        Assert.Equal(["default", "probability", "log10density", "hdr"], places.Elements(s_wms + "Style").Select(style => style.Element(s_wms + "Name")!.Value));
        foreach (var style in places.Elements(s_wms + "Style"))
        {
            using var legend = await shared.PictureAsync(style.Descendants(s_wms + "OnlineResource").Single().Attribute(s_xlink + "href")!.Value);
            Assert.Equal(120, legend.Width);
        }

        const string rest = "&LAYERS=places&CRS=CRS:84&BBOX=-10,30,30,70&WIDTH=40&HEIGHT=40";
        var hdr = Map.Replace("STYLES=", "STYLES=hdr", StringComparison.Ordinal);
        Assert.Equal(await shared.BytesAsync(Map + rest + "&quantity=hdr"), await shared.BytesAsync(hdr + rest));
        Assert.NotEqual(await shared.BytesAsync(Map + rest), await shared.BytesAsync(hdr + rest));
    }

    [Theory]
    [InlineData("VERSION=1.3.0&CRS=EPSG:4326&BBOX=40,0,50,20", "I", "J")]
    [InlineData("VERSION=1.1.1&SRS=EPSG:4326&BBOX=0,40,20,50", "X", "Y")]
    public async Task What_is_at_a_pixel_is_what_the_point_query_says(string words, string column, string row)
    {
        var query = $"/wms?SERVICE=WMS&REQUEST=GetFeatureInfo&{words}&LAYERS=ramp&QUERY_LAYERS=ramp&STYLES=&WIDTH=40&HEIGHT=20&FORMAT=image/png&{column}=31&{row}=4&FEATURE_COUNT=10";
        var feature = (await shared.Server.GetJsonAsync(query + "&INFO_FORMAT=application/json")).GetProperty("features")[0];
        var place = feature.GetProperty("geometry").GetProperty("coordinates");
        Assert.Equal((15.75, 47.75), (place[0].GetDouble(), place[1].GetDouble()));
        var point = await shared.Server.GetJsonAsync("/layers/ramp/point?lon=15.75&lat=47.75");
        Assert.Equal(point.GetProperty("values")[0].GetDouble(), feature.GetProperty("properties").GetProperty("Band 1").GetDouble());
        foreach (var (format, words2) in new[] { ("text/plain", "Band 1 = 15.75 °E"), ("text/html", "<td>15.75 &#176;E</td>"), ("", "Band 1 = 15.75 °E") })
            Assert.Contains(words2, System.Text.Encoding.UTF8.GetString(await shared.BytesAsync($"{query}&INFO_FORMAT={format}")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LAYERS=rmap&CRS=CRS:84&BBOX=0,0,1,1&WIDTH=9&HEIGHT=9", 400, "LayerNotDefined", "LAYERS")]
    [InlineData("CRS=CRS:84&BBOX=0,0,1,1&WIDTH=9&HEIGHT=9", 400, "MissingParameterValue", "LAYERS")]
    [InlineData("LAYERS=ramp,part&CRS=CRS:84&BBOX=0,0,1,1&WIDTH=9&HEIGHT=9", 400, "OperationNotSupported", "LAYERS")]
    [InlineData("LAYERS=ramp&STYLES=loud&CRS=CRS:84&BBOX=0,0,1,1&WIDTH=9&HEIGHT=9", 400, "StyleNotDefined", "STYLES")]
    [InlineData("LAYERS=ramp&CRS=EPSG:99999&BBOX=0,0,1,1&WIDTH=9&HEIGHT=9", 400, "InvalidCRS", "CRS")]
    [InlineData("LAYERS=ramp&CRS=GEOGCS[]&BBOX=0,0,1,1&WIDTH=9&HEIGHT=9", 400, "InvalidCRS", "CRS")]
    [InlineData("LAYERS=ramp&BBOX=0,0,1,1&WIDTH=9&HEIGHT=9", 400, "MissingParameterValue", "CRS")]
    [InlineData("LAYERS=ramp&CRS=CRS:84&BBOX=0,0,1&WIDTH=9&HEIGHT=9", 400, "InvalidParameterValue", "BBOX")]
    [InlineData("LAYERS=ramp&CRS=CRS:84&BBOX=0,0,1,1,1&WIDTH=9&HEIGHT=9", 400, "InvalidParameterValue", "BBOX")]
    [InlineData("LAYERS=ramp&CRS=CRS:84&BBOX=1,0,0,1&WIDTH=9&HEIGHT=9", 400, "InvalidParameterValue", "bbox")]
    [InlineData("LAYERS=ramp&CRS=CRS:84&BBOX=0,0,0,0&WIDTH=9&HEIGHT=9", 400, "InvalidParameterValue", "bbox")]
    [InlineData("LAYERS=ramp&CRS=CRS:84&BBOX=NaN,0,1,1&WIDTH=9&HEIGHT=9", 400, "InvalidParameterValue", "bbox")]
    [InlineData("LAYERS=ramp&CRS=CRS:84&BBOX=-Infinity,0,Infinity,1&WIDTH=9&HEIGHT=9", 400, "InvalidParameterValue", "bbox")]
    [InlineData("LAYERS=ramp&CRS=CRS:84&BBOX=0,0,1e300,1&WIDTH=9&HEIGHT=9", 400, "InvalidParameterValue", "bbox")]
    [InlineData("LAYERS=ramp&CRS=CRS:84&BBOX=0,0,1,1&WIDTH=0&HEIGHT=9", 400, "InvalidParameterValue", "width")]
    [InlineData("LAYERS=ramp&CRS=CRS:84&BBOX=0,0,1,1&WIDTH=9&HEIGHT=-9", 400, "InvalidParameterValue", "height")]
    [InlineData("LAYERS=ramp&CRS=CRS:84&BBOX=0,0,1,1&WIDTH=4097&HEIGHT=9", 400, "InvalidParameterValue", "width")]
    [InlineData("LAYERS=ramp&CRS=CRS:84&BBOX=0,0,1,1&WIDTH=99999999999&HEIGHT=9", 400, "InvalidParameterValue", "WIDTH")]
    [InlineData("LAYERS=ramp&CRS=CRS:84&BBOX=0,0,1,1&HEIGHT=9", 400, "MissingParameterValue", "WIDTH")]
    [InlineData("LAYERS=ramp&CRS=CRS:84&BBOX=0,0,1,1&WIDTH=9&HEIGHT=9&FORMAT=image/gif", 400, "InvalidFormat", "FORMAT")]
    [InlineData("LAYERS=ramp&CRS=CRS:84&BBOX=0,0,1,1&WIDTH=9&HEIGHT=9&TRANSPARENT=maybe", 400, "InvalidParameterValue", "TRANSPARENT")]
    [InlineData("LAYERS=ramp&CRS=CRS:84&BBOX=0,0,1,1&WIDTH=9&HEIGHT=9&TRANSPARENT=FALSE&BGCOLOR=red", 400, "InvalidParameterValue", "BGCOLOR")]
    [InlineData("LAYERS=ramp&CRS=CRS:84&BBOX=0,0,1,1&WIDTH=9&HEIGHT=9&SLD=http://example.org/x.sld", 400, "OperationNotSupported", "SLD")]
    [InlineData("LAYERS=ramp&CRS=CRS:84&BBOX=0,0,1,1&WIDTH=9&HEIGHT=9&gamma=99", 400, "InvalidParameterValue", "gamma")]
    [InlineData("LAYERS=broken&CRS=CRS:84&BBOX=0,0,1,1&WIDTH=9&HEIGHT=9", 503, "NoApplicableCode", null)]
    [InlineData("REQUEST=GetFeatureInfo&LAYERS=ramp&QUERY_LAYERS=ramp&CRS=CRS:84&BBOX=0,0,1,1&WIDTH=9&HEIGHT=9&I=9&J=0", 400, "InvalidPoint", "I")]
    [InlineData("REQUEST=GetFeatureInfo&LAYERS=ramp&QUERY_LAYERS=part&CRS=CRS:84&BBOX=0,0,1,1&WIDTH=9&HEIGHT=9&I=0&J=0", 400, "LayerNotDefined", "QUERY_LAYERS")]
    [InlineData("REQUEST=GetFeatureInfo&LAYERS=ramp&QUERY_LAYERS=ramp&CRS=CRS:84&BBOX=0,0,1,1&WIDTH=9&HEIGHT=9&I=0&J=0&INFO_FORMAT=application/vnd.ogc.gml", 400, "InvalidFormat", "INFO_FORMAT")]
    [InlineData("REQUEST=GetLegendGraphic&LAYER=picture", 400, "OperationNotSupported", "LAYER")]
    [InlineData("REQUEST=DescribeLayer&LAYER=picture", 501, "OperationNotSupported", "REQUEST")]
    [InlineData("SERVICE=WFS&REQUEST=GetMap", 400, "InvalidParameterValue", "SERVICE")]
    public async Task Nonsense_is_told_in_a_report(string words, int status, string code, string? locator)
    {
        using var response = await shared.Server.GetAsync($"/wms?VERSION=1.3.0&FORMAT=image/png&REQUEST=GetMap&{words}");
        var document = XDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal((s_ogc + "ServiceExceptionReport", "1.3.0"), (document.Root!.Name, document.Root.Attribute("version")!.Value));
        var exception = Assert.Single(document.Root.Elements(s_ogc + "ServiceException"));
        Assert.Equal((code, locator), (exception.Attribute("code")!.Value, exception.Attribute("locator")?.Value));
        Assert.NotEmpty(exception.Value);
    }

    [Fact]
    public async Task An_exception_can_be_a_picture()
    {
        const string wrong = "/wms?VERSION=1.3.0&REQUEST=GetMap&LAYERS=nothing&CRS=CRS:84&BBOX=0,0,1,1&WIDTH=300&HEIGHT=100&FORMAT=image/png";
        using var blank = await shared.PictureAsync(wrong + "&EXCEPTIONS=BLANK&TRANSPARENT=TRUE");
        using var words = await shared.PictureAsync(wrong + "&EXCEPTIONS=INIMAGE");
        Assert.Equal((300, 100, 300, 100), (blank.Width, blank.Height, words.Width, words.Height));
        Assert.All(blank.Pixels, pixel => Assert.Equal(0, pixel.Alpha));
        Assert.InRange(words.Pixels.Distinct().Count(), 2, 3);
        using var response = await shared.Server.GetAsync("/wms?VERSION=1.1.1&REQUEST=GetMap&LAYERS=ramp&SRS=EPSG:0&BBOX=0,0,1,1&WIDTH=9&HEIGHT=9&FORMAT=image/png");
        Assert.Equal("application/vnd.ogc.se_xml", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("code=\"InvalidSRS\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_has_a_map_is_told_so_before_it_is_rendered()
    {
        var path = Map + "&LAYERS=ramp&CRS=CRS:84&BBOX=1,2,33,44&WIDTH=50&HEIGHT=60";
        using var first = await shared.Server.GetAsync(path);
        var renderings = shared.Server.Tiles.RenderCount;
        using var second = await shared.Server.GetAsync(path, ("If-None-Match", first.Headers.ETag!.Tag));
        Assert.Equal((HttpStatusCode.NotModified, renderings), (second.StatusCode, shared.Server.Tiles.RenderCount));
        Assert.Equal("miss", first.Headers.GetValues("X-Cache").Single());
        Assert.Contains("encode;dur=", first.Headers.GetValues("Server-Timing").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gdal_opens_a_layer_in_both_versions()
    {
        var list = await ProtocolServer.RunGdalAsync("gdalinfo", $"WMS:{shared.Server.Address}wms");
        foreach (var layer in new[] { "ramp", "classes", "picture", "part", "places" })
            Assert.Contains($"LAYERS={layer}", list, StringComparison.Ordinal);
        foreach (var words in new[] { "VERSION=1.3.0&CRS=EPSG:4326", "VERSION=1.1.1&SRS=EPSG:4326" })
        {
            var text = await ProtocolServer.RunGdalAsync(
                "gdalinfo", "-checksum", string.Create(CultureInfo.InvariantCulture, $"WMS:{shared.Server.Address}wms?SERVICE=WMS&REQUEST=GetMap&LAYERS=part&{words}&BBOX=0,0,10,10&FORMAT=image/png&OVERVIEWCOUNT=2&MINRESOLUTION=0.1"));
            Assert.Contains("Size is 100, 100", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Checksum=0\n", text, StringComparison.Ordinal);
        }
    }
}
