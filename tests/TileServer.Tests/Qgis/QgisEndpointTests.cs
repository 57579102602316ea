using System.Globalization;
using System.Net;
using System.Xml.Linq;
using TileServer.Tests.Http;

namespace TileServer.Tests.Qgis;

public sealed class QgisEndpointTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly LiveServer _server = shared.Server;

    [Theory]
    [InlineData("/qgis/all.qlr", "application/x-qgis-layer-definition", "geosuite.qlr")]
    [InlineData("/qgis/ramp.qlr", "application/x-qgis-layer-definition", "ramp.qlr")]
    [InlineData("/qgis/geosuite.qgs", "application/x-qgis-project", "geosuite.qgs")]
    [InlineData("/qgis/connections/xyz.xml", "application/xml", "geosuite-xyz.xml")]
    [InlineData("/qgis/connections/wms.xml", "application/xml", "geosuite-wms.xml")]
    [InlineData("/qgis/connections/wfs.xml", "application/xml", "geosuite-wfs.xml")]
    [InlineData("/qgis/connections/vectortile.xml", "application/xml", "geosuite-vectortile.xml")]
    [InlineData("/layers/ramp/style.qml", "application/x-qgis-layer-settings", "ramp.qml")]
    public async Task A_file_has_a_name_and_a_type_and_is_asked_for_once(string path, string mediaType, string name)
    {
        using var answer = await _server.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal((mediaType, name), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName!.Trim('"')));
        _ = XDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var again = await _server.GetAsync(path, ("If-None-Match", answer.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Addresses_in_a_file_are_absolute_and_carry_the_version()
    {
        var definition = await ReadAsync("/qgis/ramp.qlr");
        var version = (await _server.GetJsonAsync("/layers/ramp")).GetProperty("layer").GetProperty("version").GetString();
        var source = definition.Descendants("datasource").First().Value;
        Assert.EndsWith($"url={_server.Address}tiles/ramp/%7Bz%7D/%7Bx%7D/%7By%7D.png?v%3D{version}", source, StringComparison.Ordinal);
        Assert.Equal("Ramp <of longitudes> (tiles)", definition.Descendants("layername").First().Value);
        using var elsewhere = await _server.GetAsync("/qgis/ramp.qlr", ("Host", "example.com"));
        _ = await LiveServer.ProblemAsync(elsewhere, 400, "invalid-host");
    }

    [Fact]
    public async Task A_style_has_the_colours_of_the_tiles()
    {
        var ramp = await ReadAsync("/layers/ramp/style.qml?colormap=magma&rescale=0,10");
        var items = ramp.Descendants("item").ToList();
        var legend = (await _server.GetJsonAsync("/layers/ramp/legend.json?colormap=magma&rescale=0,10")).GetProperty("entries");
        Assert.Equal(("0", "10"), (items[0].Attribute("value")!.Value, items[^1].Attribute("value")!.Value));
        Assert.Equal((legend[0].GetProperty("color").GetString(), legend[legend.GetArrayLength() - 1].GetProperty("color").GetString()), (items[0].Attribute("color")!.Value, items[^1].Attribute("color")!.Value));

        // quantiles are no even steps of the values, and a formula has one band
        var values = (await ReadAsync("/layers/part/style.qml?scale=quantile")).Descendants("item").Select(item => double.Parse(item.Attribute("value")!.Value, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(values.Order(), values);
        Assert.Equal("1", (await ReadAsync("/layers/picture/style.qml?expression=b2/b1")).Descendants("rasterrenderer").Single().Attribute("band")!.Value);

        var classes = (await ReadAsync("/layers/classes/style.qml")).Descendants("paletteEntry").Select(entry => (entry.Attribute("value")!.Value, entry.Attribute("color")!.Value, entry.Attribute("label")!.Value));
        Assert.Equal([("1", "#ff0000", "North"), ("2", "#0000ff", "South")], classes);

        var picture = (await ReadAsync("/layers/picture/style.qml")).Descendants("rasterrenderer").Single();
        Assert.Equal(("multibandcolor", "1", "2", "3"), (picture.Attribute("type")!.Value, picture.Attribute("redBand")!.Value, picture.Attribute("greenBand")!.Value, picture.Attribute("blueBand")!.Value));
        Assert.Equal("255", picture.Descendants("maxValue").First().Value);
    }

    [Theory]
    [InlineData("/qgis/none.qlr", 404, "layer-not-found")]
    [InlineData("/layers/none/style.qml", 404, "layer-not-found")]
    [InlineData("/qgis/connections/ftp.xml", 404, "not-found")]
    [InlineData("/layers/ramp/style.qml?colormap=none", 400, "invalid-parameter")]
    [InlineData("/qgis/all.qlr?strict=true&x=1", 400, "invalid-parameter")]
    public async Task What_is_not_there_is_a_problem(string path, int status, string slug)
    {
        using var answer = await _server.GetAsync(path);
        _ = await LiveServer.ProblemAsync(answer, status, slug);
    }

    private async Task<XDocument> ReadAsync(string path)
    {
        using var answer = await _server.GetAsync(path);
        return XDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
