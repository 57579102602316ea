using System.Globalization;
using System.Net;
using System.Text;
using GeoCore.Archives;
using GeoCore.Tiling;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.VectorTiles.Mapbox;
using TileServer.Tests.Http;
using TileServer.Tests.Predictions;

namespace TileServer.Tests.Features;

public sealed class FeatureTileTests(FeatureServer shared) : IClassFixture<FeatureServer>
{
    private readonly LiveServer _server = shared.Server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("places", 0)]
    [InlineData("package", 2)]
    [InlineData("shapes", 3)]
    public async Task Every_place_is_in_the_tiles_of_a_zoom_with_its_values_and_the_same_id_everywhere(string layer, int zoom)
    {
        var ids = new Dictionary<ulong, int>();
        foreach (var tile in TileRange.Of(zoom, new Envelope(-180, 180, -85, 85)).AlongCurve())
        {
            foreach (var feature in await ReadAsync($"/tiles/{layer}/{tile}.mvt"))
            {
                var number = Convert.ToInt32(feature.Attributes["number"], CultureInfo.InvariantCulture);
                Assert.Equal($"place {number}", feature.Attributes["name"]);
                Assert.Equal(number / 4.0, Convert.ToDouble(feature.Attributes["share"], CultureInfo.InvariantCulture));
                Assert.Equal(-175 + (10 * (number % 36)), feature.Geometry.Coordinate.X, 360.0 / 4096);
                Assert.Equal(-55 + (10 * (number / 36)), feature.Geometry.Coordinate.Y, 360.0 / 4096);
                var id = Convert.ToUInt64(feature.Attributes["id"], CultureInfo.InvariantCulture);
                Assert.Equal(number, ids.GetValueOrDefault(id, number));
                ids[id] = number;
            }
        }

        Assert.Equal(FeatureFiles.PlaceCount, ids.Count);
    }

    [Fact]
    public async Task Polygons_are_valid_cut_and_wound_and_nothing_is_too_small_to_be_drawn()
    {
        var kinds = new HashSet<string>();
        foreach (var zoom in new[] { 0, 2, 4 })
        {
            foreach (var tile in TileRange.Of(zoom, new Envelope(-20, 65, -2, 62)).AlongCurve())
            {
                var bytes = await BytesAsync($"/tiles/areas/{tile}.mvt");
                if (bytes.Length == 0)
                    continue;
                Assert.All(Read(bytes, tile), feature => Assert.True(feature.Geometry.IsValid, $"{tile} {feature.Attributes["kind"]}"));
                kinds.UnionWith(Read(bytes, tile).Select(feature => (string)feature.Attributes["kind"]));
                foreach (var feature in RawTile.Read(bytes).Layers["areas"].Features)
                {
                    Assert.All(feature.Rings.SelectMany(ring => ring), corner => Assert.True(corner.X is >= -64 and <= 4160 && corner.Y is >= -64 and <= 4160));
                    if (feature.Kind == 3)
                        Assert.True(RawTile.TwiceArea(feature.Rings[0]) > 0);
                }
            }
        }

        Assert.Equal(["bow", "equator", "several", "short", "speck", "star"], kinds.Order());
        var star = (await ReadAsync("/tiles/areas/0/0/0.mvt")).Single(feature => (string)feature.Attributes["kind"] == "star").Geometry;
        Assert.False(star.Contains(new Point(0, 47)));
        Assert.True(star.Contains(new Point(0, 55)));
    }

    [Fact]
    public async Task A_tile_of_too_many_features_joins_them_and_loses_none()
    {
        const int count = 30_000;
        var folder = Directory.CreateTempSubdirectory("geosuite-many-features-");
        try
        {
            var random = new Random(3);
            var text = new StringBuilder("""{"type":"FeatureCollection","features":[""");
            for (var i = 0; i < count; i++)
                text.Append(CultureInfo.InvariantCulture, $$$"""{{{(i == 0 ? "" : ",")}}}{"type":"Feature","properties":{"name":"a name that is different {{{i}}}"},"geometry":{"type":"Point","coordinates":[{{{random.NextDouble() * 100}}},{{{random.NextDouble() * 60}}}]}}""");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "many.geojson"), text.Append("]}").ToString(), Cancellation);
            await using var server = await LiveServer.FollowAsync(folder.FullName);
            var bytes = await server.Client.GetByteArrayAsync(new Uri("/tiles/many/0/0/0.mvt", UriKind.Relative), Cancellation);
            Assert.InRange(bytes.Length, 50_000, 500_000);
            Assert.Equal(count, Read(bytes, new TileIndex(0, 0, 0)).Sum(feature => feature.Attributes.Exists("merged") ? Convert.ToInt64(feature.Attributes["merged"], CultureInfo.InvariantCulture) : 1));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Tilejson_names_the_fields_and_a_picture_is_refused()
    {
        var json = await _server.GetJsonAsync("/tiles/package/tilejson.json");
        var layer = json.GetProperty("vector_layers")[0];
        Assert.Equal("package", layer.GetProperty("id").GetString());
        Assert.Equal(("Number", "String", "Boolean"), (layer.GetProperty("fields").GetProperty("number").GetString(), layer.GetProperty("fields").GetProperty("name").GetString(), layer.GetProperty("fields").GetProperty("east").GetString()));
        using var picture = await _server.GetAsync("/tiles/package/0/0/0.png");
        await LiveServer.ProblemAsync(picture, 400, "invalid-parameter");
        using var nothing = await _server.GetAsync("/tiles/package/3/4/7.mvt");
        Assert.Equal(HttpStatusCode.NoContent, nothing.StatusCode);
        using var degrees = await _server.GetAsync("/tiles/package/WorldCRS84Quad/0/1/0.mvt");
        Assert.Equal(HttpStatusCode.OK, degrees.StatusCode);
    }

    private async Task<IList<IFeature>> ReadAsync(string path)
    {
        var numbers = path.Split('/', '.')[3..6].Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        var bytes = await BytesAsync(path);
        return bytes.Length == 0 ? [] : Read(bytes, new TileIndex(numbers[0], numbers[1], numbers[2]));
    }

    private static IList<IFeature> Read(byte[] bytes, TileIndex tile)
    {
        using var stream = new MemoryStream(bytes);
        return new MapboxTileReader().Read(stream, new NetTopologySuite.IO.VectorTiles.Tiles.Tile(tile.X, tile.Y, tile.Z), "id").Layers.Single().Features;
    }

    private async Task<byte[]> BytesAsync(string path)
    {
        using var answer = await _server.GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"{path} {answer.StatusCode}");
        return await answer.Content.ReadAsByteArrayAsync(Cancellation);
    }
}
