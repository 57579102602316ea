using System.Net;
using TileServer.Tests.Http;

namespace TileServer.Tests.Protocols;

public sealed class TmsTests(ProtocolServer shared) : IClassFixture<ProtocolServer>
{
    [Theory]
    [InlineData("ramp", "WebMercatorQuad", 3, 5, 2, 5)]
    [InlineData("classes", "WebMercatorQuad", 0, 0, 0, 0)]
    [InlineData("places", "WebMercatorQuad512", 2, 1, 0, 3)]
    [InlineData("picture", "WorldCRS84Quad", 2, 5, 1, 2)]
    public async Task Rows_are_counted_from_the_south(string layer, string set, int z, int x, int xyz, int tms) =>
        Assert.Equal(await shared.BytesAsync($"/tiles/{layer}/{set}/{z}/{x}/{xyz}.png"), await shared.BytesAsync($"/tms/1.0.0/{layer}/{set}/{z}/{x}/{tms}.png"));

    [Fact]
    public async Task The_two_documents_lead_to_tiles()
    {
        var service = await shared.XmlAsync("/tms/1.0.0");
        var maps = service.Root!.Element("TileMaps")!.Elements("TileMap").ToList();
        Assert.Equal("1.0.0", service.Root.Attribute("version")!.Value);
        Assert.Equal(["global-geodetic", "global-mercator", "none"], maps.Select(map => map.Attribute("profile")!.Value).Distinct().Order());
        foreach (var map in maps.Where(map => !map.Attribute("href")!.Value.Contains("broken", StringComparison.Ordinal)))
        {
            var document = (await shared.XmlAsync(map.Attribute("href")!.Value)).Root!;
            Assert.Equal(map.Attribute("srs")!.Value, document.Element("SRS")!.Value);
            Assert.Equal(["Title", "Abstract", "SRS", "BoundingBox", "Origin", "TileFormat", "TileSets"], document.Elements().Select(element => element.Name.LocalName));
            var first = document.Element("TileSets")!.Elements("TileSet").First();
            Assert.Equal("0", first.Attribute("order")!.Value);
            using var tile = await shared.PictureAsync($"{first.Attribute("href")!.Value}/0/0.{document.Element("TileFormat")!.Attribute("extension")!.Value}");
            Assert.Equal(document.Element("TileFormat")!.Attribute("width")!.Value, $"{tile.Width}");
        }

        var part = (await shared.XmlAsync("/tms/1.0.0/part/WorldCRS84Quad")).Root!;
        Assert.Equal(["-180", "-90", "180", "90"], new[] { "minx", "miny", "maxx", "maxy" }.Select(name => part.Element("BoundingBox")!.Attribute(name)!.Value));
        Assert.Equal(("-180", "-90"), (part.Element("Origin")!.Attribute("x")!.Value, part.Element("Origin")!.Attribute("y")!.Value));
        Assert.Equal("0.703125", part.Element("TileSets")!.Elements("TileSet").First().Attribute("units-per-pixel")!.Value);
    }

    [Theory]
    [InlineData("/tms/1.0.0/nothing/WebMercatorQuad", 404, "layer-not-found")]
    [InlineData("/tms/1.0.0/ramp/Moon", 404, "matrix-not-found")]
    [InlineData("/tms/1.0.0/ramp/WebMercatorQuad/1/0/2.png", 404, "tile-out-of-range")]
    [InlineData("/tms/1.0.0/ramp/WebMercatorQuad/1/0/-1.png", 404, "tile-out-of-range")]
    [InlineData("/tms/1.0.0/ramp/WebMercatorQuad/1/0/x.png", 400, "invalid-parameter")]
    [InlineData("/tms/1.0.0/ramp/WebMercatorQuad/1/0/0.gif", 400, "unsupported-format")]
    [InlineData("/tms/1.0.0/ramp/WebMercatorQuad/1/0/0.png?rescale=a", 400, "invalid-parameter")]
    public async Task Nonsense_is_explained(string path, int status, string slug)
    {
        using var response = await shared.Server.GetAsync(path);
        await LiveServer.ProblemAsync(response, status, slug);
    }

    [Fact]
    public async Task A_client_that_has_a_tile_or_document_is_told_so()
    {
        foreach (var path in new[] { "/tms/1.0.0", "/tms/1.0.0/ramp/WebMercatorQuad", "/tms/1.0.0/ramp/WebMercatorQuad/1/0/0.png" })
        {
            using var first = await shared.Server.GetAsync(path);
            using var second = await shared.Server.GetAsync(path, ("If-None-Match", first.Headers.ETag!.Tag));
            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        }
    }

    [Fact]
    public async Task Gdal_opens_a_map()
    {
        var text = await ProtocolServer.RunGdalAsync("gdalinfo", "-checksum", $"{shared.Server.Address}tms/1.0.0/part/WebMercatorQuad");
        Assert.Contains("Driver: WMS/OGC Web Map Service", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Checksum=0\n", text, StringComparison.Ordinal);
    }
}
