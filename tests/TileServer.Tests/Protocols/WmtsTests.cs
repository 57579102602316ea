using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using GeoCore.Tiling;

namespace TileServer.Tests.Protocols;

public sealed class WmtsTests(ProtocolServer shared) : IClassFixture<ProtocolServer>
{
    private static readonly XNamespace s_wmts = "http://www.opengis.net/wmts/1.0", s_ows = "http://www.opengis.net/ows/1.1", s_xlink = "http://www.w3.org/1999/xlink";

    [Theory]
    [InlineData("ramp", "WebMercatorQuad", 2, 1, 3)]
    [InlineData("ramp", "WebMercatorQuad512", 1, 1, 0)]
    [InlineData("classes", "WorldCRS84Quad", 2, 5, 1)]
    [InlineData("picture", "UPSArcticWGS84Quad", 1, 0, 1)]
    [InlineData("places", "WebMercatorQuad", 3, 4, 2)]
    public async Task A_tile_is_that_of_xyz_by_pairs_and_by_path(string layer, string set, int z, int x, int y)
    {
        foreach (var (extension, mediaType) in new[] { ("png", "image/png"), ("webp", "image/webp"), ("jpg", "image/jpeg") })
        {
            var expected = await shared.BytesAsync($"/tiles/{layer}/{set}/{z}/{x}/{y}.{extension}");
            Assert.Equal(expected, await shared.BytesAsync($"/wmts/1.0.0/{layer}/default/{set}/{z}/{y}/{x}.{extension}"));
            Assert.Equal(expected, await shared.BytesAsync(
                $"/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE=default&FORMAT={mediaType}&TILEMATRIXSET={set}&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"));
        }
    }

    [Theory]
    [InlineData("GoogleMapsCompatible", "WebMercatorQuad")]
    [InlineData("EPSG:3857", "WebMercatorQuad")]
    [InlineData("WholeWorld_WebMercator", "WebMercatorQuad")]
    [InlineData("EPSG:4326", "WorldCRS84Quad")]
    public async Task Old_names_of_matrices_and_names_in_any_case_are_understood(string alias, string set) => Assert.Equal(
        await shared.BytesAsync($"/tiles/ramp/{set}/1/1/0.png"),
        await shared.BytesAsync($"/wmts?service=WMTS&Request=GetTile&layer=ramp&format=image/png&tilematrixset={alias}&tileMatrix={alias}:1&tilerow=0&TileCol=1"));

    [Fact]
    public async Task A_quantity_is_a_style_and_rendering_parameters_go_with_it()
    {
        Assert.Equal(await shared.BytesAsync("/tiles/places/1/1/0.png?quantity=hdr"), await shared.BytesAsync("/wmts/1.0.0/places/hdr/WebMercatorQuad/1/0/1.png"));
        Assert.Equal(
            await shared.BytesAsync("/tiles/ramp/1/1/0.png?colormap=magma"),
            await shared.BytesAsync("/wmts?REQUEST=GetTile&LAYER=ramp&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=1&TILEROW=0&TILECOL=1&colormap=magma"));
    }

    [Theory]
    [InlineData("/wmts")]
    [InlineData("/wmts?SERVICE=WMS&REQUEST=GetCapabilities")]
    [InlineData("/wmts?service=wmts&request=getcapabilities&version=1.0.0")]
    [InlineData("/wmts/1.0.0/WMTSCapabilities.xml")]
    public async Task Whoever_asks_gets_the_one_document(string path)
    {
        var document = await shared.XmlAsync(path);
        Assert.Equal(s_wmts + "Capabilities", document.Root!.Name);
        var layers = document.Descendants(s_wmts + "Layer").Select(layer => layer.Element(s_ows + "Identifier")!.Value);
        Assert.Equal(["ramp", "classes", "picture", "part", "broken", "places"], layers);
        Assert.Equal(TileMatrixSets.All.Keys.Order(), document.Root.Element(s_wmts + "Contents")!.Elements(s_wmts + "TileMatrixSet").Select(set => set.Element(s_ows + "Identifier")!.Value).Order());
    }

    [Fact]
    public async Task Elements_stand_in_the_order_of_the_schema()
    {
        // OGC 07-057r7, annex B: wmtsGetCapabilities_response.xsd and owsDataIdentification.xsd
        var orders = new Dictionary<XName, XName[]>
        {
            [s_wmts + "Capabilities"] = [s_ows + "ServiceIdentification", s_ows + "ServiceProvider", s_ows + "OperationsMetadata", s_wmts + "Contents", s_wmts + "Themes", s_wmts + "WSDL", s_wmts + "ServiceMetadataURL"],
            [s_ows + "ServiceIdentification"] = [s_ows + "Title", s_ows + "Abstract", s_ows + "Keywords", s_ows + "ServiceType", s_ows + "ServiceTypeVersion", s_ows + "Profile", s_ows + "Fees", s_ows + "AccessConstraints"],
            [s_wmts + "Contents"] = [s_wmts + "Layer", s_wmts + "TileMatrixSet"],
            [s_wmts + "Layer"] =
            [
                s_ows + "Title", s_ows + "Abstract", s_ows + "Keywords", s_ows + "WGS84BoundingBox", s_ows + "Identifier", s_ows + "BoundingBox", s_ows + "Metadata", s_wmts + "Style", s_wmts + "Format", s_wmts + "InfoFormat",
                s_wmts + "Dimension", s_wmts + "TileMatrixSetLink", s_wmts + "ResourceURL",
            ],
            [s_ows + "WGS84BoundingBox"] = [s_ows + "LowerCorner", s_ows + "UpperCorner"],
            [s_wmts + "Style"] = [s_ows + "Title", s_ows + "Abstract", s_ows + "Keywords", s_ows + "Identifier", s_wmts + "LegendURL"],
            [s_wmts + "TileMatrixLimits"] = [s_wmts + "TileMatrix", s_wmts + "MinTileRow", s_wmts + "MaxTileRow", s_wmts + "MinTileCol", s_wmts + "MaxTileCol"],
            [s_wmts + "TileMatrix"] =
                [s_ows + "Title", s_ows + "Abstract", s_ows + "Keywords", s_ows + "Identifier", s_wmts + "ScaleDenominator", s_wmts + "TopLeftCorner", s_wmts + "TileWidth", s_wmts + "TileHeight", s_wmts + "MatrixWidth", s_wmts + "MatrixHeight"],
        };
        var document = await shared.XmlAsync("/wmts");
        foreach (var element in document.Descendants().Where(element => element.HasElements && orders.ContainsKey(element.Name)))
        {
            var places = element.Elements().Select(child => Array.IndexOf(orders[element.Name], child.Name)).ToList();
            Assert.DoesNotContain(-1, places);
            Assert.Equal(places.Order(), places);
        }

        // a set has the elements of its matrices besides, and a link those of its limits
        foreach (var set in document.Descendants(s_wmts + "Contents").Single().Elements(s_wmts + "TileMatrixSet"))
            Assert.Equal(["Title", "Identifier", "SupportedCRS", "WellKnownScaleSet", "TileMatrix"], set.Elements().Select(child => child.Name.LocalName).Append("WellKnownScaleSet").Distinct().OrderBy(name => Array.IndexOf(["Title", "Identifier", "SupportedCRS", "WellKnownScaleSet", "TileMatrix"], name)));
    }

    [Fact]
    public async Task Matrices_have_the_numbers_of_the_standard()
    {
        var sets = (await shared.XmlAsync("/wmts")).Descendants(s_wmts + "Contents").Single().Elements(s_wmts + "TileMatrixSet").ToDictionary(set => set.Element(s_ows + "Identifier")!.Value);
        var mercator = sets["WebMercatorQuad"];
        Assert.Equal("urn:ogc:def:crs:EPSG::3857", mercator.Element(s_ows + "SupportedCRS")!.Value);
        Assert.Equal("urn:ogc:def:wkss:OGC:1.0:GoogleMapsCompatible", mercator.Element(s_wmts + "WellKnownScaleSet")!.Value);
        Assert.Equal("-20037508.342789244 20037508.342789244", mercator.Element(s_wmts + "TileMatrix")!.Element(s_wmts + "TopLeftCorner")!.Value);
        Assert.Equal(559082264.0287178, double.Parse(mercator.Element(s_wmts + "TileMatrix")!.Element(s_wmts + "ScaleDenominator")!.Value, CultureInfo.InvariantCulture), 1e-6);
        var geographic = sets["WorldCRS84Quad"];
        Assert.Equal("urn:ogc:def:crs:OGC:1.3:CRS84", geographic.Element(s_ows + "SupportedCRS")!.Value);
        Assert.Equal("-180 90", geographic.Element(s_wmts + "TileMatrix")!.Element(s_wmts + "TopLeftCorner")!.Value);
        Assert.Equal(279541132.014358, double.Parse(geographic.Element(s_wmts + "TileMatrix")!.Element(s_wmts + "ScaleDenominator")!.Value, CultureInfo.InvariantCulture), 1e-4);
    }

    [Fact]
    public async Task Limits_hold_the_tiles_that_have_something()
    {
        var layer = (await shared.XmlAsync("/wmts")).Descendants(s_wmts + "Layer").Single(layer => layer.Element(s_ows + "Identifier")!.Value == "part");
        var link = layer.Elements(s_wmts + "TileMatrixSetLink").Single(link => link.Element(s_wmts + "TileMatrixSet")!.Value == "WorldCRS84Quad");
        var limits = link.Descendants(s_wmts + "TileMatrixLimits").Single(limits => limits.Element(s_wmts + "TileMatrix")!.Value == "3");

        // tiles of 22.5 degrees: the ten degrees beside null island
        Assert.Equal(["3", "3", "3", "8", "8"], limits.Elements().Select(element => element.Value));
        using var inside = await shared.Server.GetAsync("/wmts/1.0.0/part/default/WorldCRS84Quad/3/3/8.png");
        using var outside = await shared.Server.GetAsync("/wmts/1.0.0/part/default/WorldCRS84Quad/3/3/9.png");
        Assert.False(inside.Headers.Contains("OATiles-hint"));
        Assert.True(outside.Headers.Contains("OATiles-hint"));
    }

    [Fact]
    public async Task Published_addresses_work_and_never_change()
    {
        foreach (var layer in (await shared.XmlAsync("/wmts")).Descendants(s_wmts + "Layer").Where(layer => layer.Element(s_ows + "Identifier")!.Value != "broken"))
        {
            foreach (var resource in layer.Elements(s_wmts + "ResourceURL"))
            {
                var template = resource.Attribute("template")!.Value;
                foreach (var (name, value) in new[] { ("Style", "default"), ("TileMatrixSet", "WebMercatorQuad"), ("TileMatrix", "0"), ("TileRow", "0"), ("TileCol", "0"), ("I", "128"), ("J", "100") })
                    template = template.Replace($"{{{name}}}", value, StringComparison.Ordinal);
                using var response = await shared.Server.GetAsync(template);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                Assert.Equal(resource.Attribute("format")!.Value, response.Content.Headers.ContentType!.MediaType);
                Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            }

            foreach (var legend in layer.Descendants(s_wmts + "LegendURL"))
            {
                // as QGIS appends to it
                using var picture = await shared.PictureAsync(legend.Attribute(s_xlink + "href")!.Value + "&SERVICE=WMS&VERSION=1.3.0&SLD_VERSION=1.1.0&REQUEST=GetLegendGraphic&LAYER=" + layer.Element(s_ows + "Identifier")!.Value + "&STYLE=&FORMAT=image/png&TRANSPARENT=true");
                Assert.Equal((legend.Attribute("width")!.Value, legend.Attribute("height")!.Value), ($"{picture.Width}", $"{picture.Height}"));
            }
        }
    }

    [Fact]
    public async Task What_is_at_a_pixel_is_what_the_point_query_says()
    {
        const string tile = "/wmts/1.0.0/ramp/default/WorldCRS84Quad/1/0/2/100/50";
        var json = await shared.Server.GetJsonAsync(tile + ".json");
        var feature = Assert.Single(json.GetProperty("features").EnumerateArray());
        var place = feature.GetProperty("geometry").GetProperty("coordinates");
        var point = await shared.Server.GetJsonAsync($"/layers/ramp/point?lon={place[0].GetRawText()}&lat={place[1].GetRawText()}");
        Assert.Equal(point.GetProperty("values")[0].GetDouble(), feature.GetProperty("properties").GetProperty("Band 1").GetDouble());

        // pixels of 0.3515625 degrees: column 50 of the tile that begins at Greenwich, row 100 of those that begin at the pole
        Assert.Equal((50.5 * 90 / 256, 90 - (100.5 * 90 / 256)), (place[0].GetDouble(), place[1].GetDouble()));
        var value = point.GetProperty("values")[0].GetRawText();
        Assert.Contains($"Band 1 = {value} °E", System.Text.Encoding.UTF8.GetString(await shared.BytesAsync(tile + ".txt")), StringComparison.Ordinal);
        Assert.Contains("<caption>Ramp &lt;of longitudes&gt;</caption>", System.Text.Encoding.UTF8.GetString(await shared.BytesAsync(tile + ".html")), StringComparison.Ordinal);
        var pairs = "/wmts?REQUEST=GetFeatureInfo&LAYER=ramp&STYLE=default&TILEMATRIXSET=WorldCRS84Quad&TILEMATRIX=1&TILEROW=0&TILECOL=2&I=50&J=100&INFOFORMAT=application/json";
        Assert.Equal(JsonSerializer.Serialize(json), JsonSerializer.Serialize(await shared.Server.GetJsonAsync(pairs)));
        var cell = (await shared.Server.GetJsonAsync(tile.Replace("ramp", "places", StringComparison.Ordinal) + ".json")).GetProperty("features")[0].GetProperty("properties");
        Assert.StartsWith("latlon", cell.GetProperty("cell").GetString()!, StringComparison.OrdinalIgnoreCase);
        Assert.True(cell.GetProperty("cell probability").GetDouble() > 0);
    }

    [Theory]
    [InlineData("/wmts?REQUEST=GetTile&LAYER=ramp&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=0&TILEROW=0", 400, "MissingParameterValue", "TILECOL")]
    [InlineData("/wmts?REQUEST=GetTile&LAYER=&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=0&TILEROW=0&TILECOL=0", 400, "MissingParameterValue", "LAYER")]
    [InlineData("/wmts?REQUEST=GetTile&LAYER=ramp&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=0&TILEROW=0&TILECOL=0", 400, "MissingParameterValue", "FORMAT")]
    [InlineData("/wmts?REQUEST=GetTile&LAYER=rmap&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=0&TILEROW=0&TILECOL=0", 400, "InvalidParameterValue", "LAYER")]
    [InlineData("/wmts?REQUEST=GetTile&LAYER=ramp&STYLE=loud&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=0&TILEROW=0&TILECOL=0", 400, "InvalidParameterValue", "STYLE")]
    [InlineData("/wmts?REQUEST=GetTile&LAYER=ramp&FORMAT=image/gif&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=0&TILEROW=0&TILECOL=0", 400, "InvalidParameterValue", "FORMAT")]
    [InlineData("/wmts?REQUEST=GetTile&LAYER=ramp&FORMAT=image/png&TILEMATRIXSET=Moon&TILEMATRIX=0&TILEROW=0&TILECOL=0", 400, "InvalidParameterValue", "TILEMATRIXSET")]
    [InlineData("/wmts?REQUEST=GetTile&LAYER=ramp&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=99&TILEROW=0&TILECOL=0", 400, "InvalidParameterValue", "TILEMATRIX")]
    [InlineData("/wmts?REQUEST=GetTile&LAYER=ramp&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=1&TILEROW=2&TILECOL=0", 400, "TileOutOfRange", "TILEROW")]
    [InlineData("/wmts?REQUEST=GetTile&LAYER=ramp&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=1&TILEROW=0&TILECOL=-1", 400, "TileOutOfRange", "TILECOL")]
    [InlineData("/wmts?REQUEST=GetTile&LAYER=ramp&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=1&TILEROW=0&TILECOL=99999999999999", 400, "TileOutOfRange", "TILECOL")]
    [InlineData("/wmts?REQUEST=GetTile&LAYER=ramp&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=1&TILEROW=NaN&TILECOL=0", 400, "InvalidParameterValue", "TILEROW")]
    [InlineData("/wmts?REQUEST=GetTile&LAYER=ramp&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=0&TILEROW=0&TILECOL=0&rescale=5,5", 400, "InvalidParameterValue", "rescale")]
    [InlineData("/wmts?REQUEST=GetTile&LAYER=broken&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=0&TILEROW=0&TILECOL=0", 503, "NoApplicableCode", null)]
    [InlineData("/wmts?REQUEST=GetTile&VERSION=2.0.0&LAYER=ramp", 400, "InvalidParameterValue", "VERSION")]
    [InlineData("/wmts?REQUEST=GetTile&SERVICE=WFS&LAYER=ramp", 400, "InvalidParameterValue", "SERVICE")]
    [InlineData("/wmts?REQUEST=GetMap", 501, "OperationNotSupported", "REQUEST")]
    [InlineData("/wmts?REQUEST=GetFeatureInfo&LAYER=ramp&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=0&TILEROW=0&TILECOL=0&I=256&J=0", 400, "PointIJOutOfRange", "I")]
    [InlineData("/wmts?REQUEST=GetFeatureInfo&LAYER=ramp&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=0&TILEROW=0&TILECOL=0&I=0&J=-1", 400, "PointIJOutOfRange", "J")]
    [InlineData("/wmts?REQUEST=GetFeatureInfo&LAYER=ramp&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=0&TILEROW=0&TILECOL=0&I=0&J=0&INFOFORMAT=text/xml", 400, "InvalidParameterValue", "INFOFORMAT")]
    [InlineData("/wmts/1.0.0/nothing/default/WebMercatorQuad/0/0/0.png", 400, "InvalidParameterValue", "LAYER")]
    [InlineData("/wmts/1.0.0/ramp/default/WebMercatorQuad/0/0/0.gif", 400, "InvalidParameterValue", "FORMAT")]
    [InlineData("/wmts/1.0.0/ramp/default/WebMercatorQuad/0/1/0.png", 400, "TileOutOfRange", "TILEROW")]
    [InlineData("/wmts/1.0.0/ramp/default/WebMercatorQuad/0/0/x.png", 400, "InvalidParameterValue", "TILECOL")]
    [InlineData("/wmts/1.0.0/ramp/default/WebMercatorQuad/0/0/0/0/x.json", 400, "InvalidParameterValue", "I")]
    [InlineData("/wmts/1.0.0/ramp/default/WebMercatorQuad/0/0/0/0/0.pdf", 400, "InvalidParameterValue", "INFOFORMAT")]
    public async Task Nonsense_is_told_in_a_report(string path, int status, string code, string? locator)
    {
        using var response = await shared.Server.GetAsync(path);
        var document = XDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal(s_ows + "ExceptionReport", document.Root!.Name);
        var exception = Assert.Single(document.Root.Elements(s_ows + "Exception"));
        Assert.Equal((code, locator), (exception.Attribute("exceptionCode")!.Value, exception.Attribute("locator")?.Value));
        Assert.NotEmpty(exception.Element(s_ows + "ExceptionText")!.Value);
        Assert.DoesNotContain("secret", document.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_has_a_tile_is_told_so()
    {
        const string path = "/wmts/1.0.0/ramp/default/WebMercatorQuad/2/1/1.png";
        using var first = await shared.Server.GetAsync(path);
        using var second = await shared.Server.GetAsync(path, ("If-None-Match", first.Headers.ETag!.Tag));
        using var capabilities = await shared.Server.GetAsync("/wmts");
        using var again = await shared.Server.GetAsync("/wmts", ("If-None-Match", capabilities.Headers.ETag!.Tag));
        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.NotModified), (second.StatusCode, again.StatusCode));
    }

    [Fact]
    public async Task Gdal_opens_every_layer_and_reads_the_values_of_tiles()
    {
        var text = await ProtocolServer.RunGdalAsync("gdalinfo", $"WMTS:{shared.Server.Address}wmts/1.0.0/WMTSCapabilities.xml,layer=part,tilematrixset=WebMercatorQuad");
        Assert.Contains("Driver: WMTS/OGC Web Map Tile Service", text, StringComparison.Ordinal);
        Assert.Contains("EPSG\",3857", text, StringComparison.Ordinal);
        var list = await ProtocolServer.RunGdalAsync("gdalinfo", $"WMTS:{shared.Server.Address}wmts?SERVICE=WMTS&REQUEST=GetCapabilities");
        foreach (var layer in new[] { "ramp", "classes", "picture", "part", "places" })
            Assert.Contains($"layer={layer}", list, StringComparison.Ordinal);
    }
}
