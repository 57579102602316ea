using System.Net;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Tiling;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.VectorTiles.Mapbox;
using TileServer.Sources.Layers.Predictions;
using TileServer.Sources.Vectors;
using TileServer.Tests.Http;

namespace TileServer.Tests.Predictions;

public sealed class VectorTileTests(PredictionServer shared) : IClassFixture<PredictionServer>
{
    private readonly LiveServer _server = shared.Server;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Probabilities_of_all_cells_of_a_zoom_sum_to_one(int zoom)
    {
        var masses = new Dictionary<string, double>();
        for (var y = 0; y < 1 << zoom; y++)
        {
            for (var x = 0; x < 1 << zoom; x++)
            {
                foreach (var cell in await ReadAsync($"/tiles/places/{zoom}/{x}/{y}.mvt", "cells"))
                    masses[(string)cell.Attributes["id"]] = Convert.ToDouble(cell.Attributes["p"], null);
            }
        }

        // cells beyond 85 degrees are in no tile; here they hold next to nothing
        Assert.Equal(1, masses.Values.Sum(), 1e-4);
    }

    [Fact]
    public async Task Cells_have_the_numbers_of_the_map_and_lie_where_they_are()
    {
        var map = shared.Map;
        var levels = MassLevels.Of(map);
        var cells = await ReadAsync("/tiles/places/3/4/2.mvt", "cells");
        Assert.NotEmpty(cells);
        foreach (var feature in cells)
        {
            var index = int.Parse(((string)feature.Attributes["id"])["healpix:4/".Length..], null);
            Assert.Equal(map.Mass(index), Convert.ToDouble(feature.Attributes["p"], null), 1e-7);
            Assert.Equal(levels[index], Convert.ToDouble(feature.Attributes["q"], null), 1e-7);
            Assert.Equal(Math.Exp(map.LogDensity(index)), Convert.ToDouble(feature.Attributes["d"], null), 1e-10);
            var middle = feature.Geometry.InteriorPoint;
            Assert.Equal(index, map.Grid.CellAt(middle.X, middle.Y));
            Assert.True(feature.Geometry.IsValid);
        }
    }

    [Fact]
    public async Task Regions_are_those_of_the_layer()
    {
        using var layer = TestMaps.Layer(shared.Map);
        var regions = await ReadAsync("/tiles/places/1/1/0.mvt", "regions");
        Assert.Equal([0.95, 0.9, 0.8, 0.5], regions.Select(region => Convert.ToDouble(region.Attributes["level"], null)));
        var half = PredictionRegion.Of(layer, 0.5);
        Assert.Equal(half.AreaKm2, Convert.ToDouble(regions[3].Attributes["area_km2"], null), 1);
        foreach (var (longitude, latitude) in new[] { (10.0, 50.0), (20, 40), (60, 60), (10, 5), (40, 50) })
            Assert.Equal(half.Cells.Contains(shared.Map.Grid.CellAt(longitude, latitude)), regions[3].Geometry.Contains(new Point(longitude, latitude)));
        Assert.All(regions, region => Assert.True(region.Geometry.IsValid));
    }

    [Fact]
    public async Task Outer_rings_have_a_positive_area_and_ids_are_the_same_in_neighbouring_tiles()
    {
        var (left, right) = (RawTile.Read(await BytesAsync("/tiles/places/2/1/1.mvt")), RawTile.Read(await BytesAsync("/tiles/places/2/2/1.mvt")));
        Assert.Equal(["cells", "regions"], left.Layers.Keys.Order().Take(2));
        Assert.All(left.Layers.Values.Concat(right.Layers.Values), layer => Assert.Equal(4096, layer.Extent));
        foreach (var feature in left.Layers["cells"].Features.Concat(right.Layers["cells"].Features))
        {
            Assert.NotEqual(0UL, feature.Id);
            Assert.All(feature.Rings, ring => Assert.True(RawTile.TwiceArea(ring) > 0, "cells have no holes"));
            Assert.All(feature.Rings.SelectMany(ring => ring), corner => Assert.True(corner.X is >= -64 and <= 4160 && corner.Y is >= -64 and <= 4160));
        }

        Assert.NotEmpty(left.Layers["cells"].Features.Select(feature => feature.Id).Intersect(right.Layers["cells"].Features.Select(feature => feature.Id)));
        Assert.All(left.Layers["regions"].Features, feature => Assert.True(RawTile.TwiceArea(feature.Rings[0]) > 0));
    }

    [Fact]
    public async Task Cells_are_features_in_pages_and_their_probabilities_sum_to_one()
    {
        var sum = 0.0;
        var count = 0;
        string? next = "/collections/places/items?limit=2000";
        while (next is not null)
        {
            var page = await _server.GetJsonAsync(next);
            foreach (var feature in page.GetProperty("features").EnumerateArray())
            {
                sum += feature.GetProperty("properties").GetProperty("p").GetDouble();
                count++;
            }

            Assert.Equal(shared.Map.Grid.Count, page.GetProperty("numberMatched").GetInt32());
            next = Features.ItemsTests.LinkOf(page, "next");
        }

        Assert.Equal(shared.Map.Grid.Count, count);
        Assert.Equal(1, sum, 1e-4);
        var cell = shared.Map.Grid.CellAt(10, 50);
        var one = await _server.GetJsonAsync("/collections/places/items?bbox=10,50,10.0001,50.0001");
        Assert.Contains(one.GetProperty("features").EnumerateArray(), feature => feature.GetProperty("id").GetInt32() == cell);
        Assert.InRange(one.GetProperty("numberMatched").GetInt32(), 1, 4);
        Assert.Equal(cell, (await _server.GetJsonAsync($"/collections/places/items/{cell}")).GetProperty("id").GetInt32());
        var crossing = await _server.GetJsonAsync("/collections/places/items?bbox=179,-1,-179,1&limit=2000");
        Assert.All(crossing.GetProperty("features").EnumerateArray(), feature => Assert.True(Math.Abs(feature.GetProperty("properties").GetProperty("lon").GetDouble()) > 170));
    }

    [Fact]
    public async Task A_request_can_choose_features_and_levels_of_regions()
    {
        var tile = RawTile.Read(await BytesAsync("/tiles/places/1/1/0.mvt?layers=regions,points&level=0.3,0.6"));
        Assert.Equal(["points", "regions"], tile.Layers.Keys.Order());
        Assert.Equal([0.6, 0.3], (await ReadAsync("/tiles/places/1/1/0.mvt?layers=regions&level=0.3,0.6", "regions")).Select(region => Convert.ToDouble(region.Attributes["level"], null)));
        using var all = await _server.GetAsync("/tiles/places/1/1/0.mvt");
        using var same = await _server.GetAsync("/tiles/places/1/1/0.mvt?layers=points,cells,regions&level=0.5,0.8,0.9,0.95");
        using var other = await _server.GetAsync("/tiles/places/1/1/0.mvt?level=0.5");
        Assert.Equal(all.Headers.ETag, same.Headers.ETag);
        Assert.NotEqual(all.Headers.ETag, other.Headers.ETag);
        foreach (var (query, name) in new[] { ("layers=roads", "layers"), ("level=2", "level"), ("level=half", "level") })
        {
            using var answer = await _server.GetAsync($"/tiles/places/1/1/0.mvt?{query}");
            var problem = await LiveServer.ProblemAsync(answer, 400, "invalid-parameter");
            Assert.Equal(name, problem.GetProperty("errors")[0].GetProperty("param").GetString());
        }

        var json = await _server.GetJsonAsync("/tiles/places/tilejson.json?f=mvt&level=0.6,0.3");
        Assert.Contains("level=0.6,0.3&v=", json.GetProperty("tiles")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_smaller_than_a_unit_is_drawn_as_one()
    {
        using var layer = TestMaps.Layer(DensityMap.Uniform(NestedGrid.Healpix(0)));
        var wide = new PixelGrid(Crs84.Instance, -100_000, 100_000, 200, 200, 0, 0, 4096, 4096);
        var cells = RawTile.Read(PredictionVectors.Write(layer, wide, FeatureChoice.All, TestContext.Current.CancellationToken)).Layers["cells"];
        Assert.Equal(12, cells.Features.Count);
        Assert.All(cells.Features, feature => Assert.Equal(2, RawTile.TwiceArea(Assert.Single(feature.Rings))));
    }

    [Fact]
    public async Task A_map_with_a_very_small_cell_is_drawn_at_every_zoom()
    {
        var spot = CellHierarchy.S2.CellAt(20, 30, 20);
        await using var server = await LiveServer.StartAsync(TestMaps.Layer(DensityMap.Uniform(new AdaptiveGrid(CellHierarchy.S2, [spot])), "spot"));
        foreach (var zoom in new[] { 0, 5, 12, 20 })
        {
            var (x, y) = WebMercator.Instance.FromGeographic(20, 30);
            var width = TileMatrixSets.WebMercatorQuad.Matrices[zoom].CellSize * 256;
            var path = FormattableString.Invariant($"/tiles/spot/{zoom}/{(int)((x + 20037508.342789244) / width)}/{(int)((20037508.342789244 - y) / width)}.mvt");
            var raw = RawTile.Read(await server.Client.GetByteArrayAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));
            Assert.True(RawTile.TwiceArea(Assert.Single(raw.Layers["cells"].Features).Rings[0]) > 0);
        }
    }

    [Fact]
    public async Task A_tile_of_many_small_cells_has_larger_ones_and_stays_small()
    {
        var map = TestMaps.TwoHills(NestedGrid.Healpix(7));
        await using var server = await LiveServer.StartAsync(TestMaps.Layer(map, "fine"));
        foreach (var path in new[] { "/tiles/fine/0/0/0.mvt", "/tiles/fine/3/4/2.mvt", "/tiles/fine/6/33/21.mvt" })
        {
            using var answer = await server.GetAsync(path, ("Accept-Encoding", "gzip"));
            Assert.Equal("gzip", Assert.Single(answer.Content.Headers.ContentEncoding));
            Assert.InRange((await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length, 100, 500_000);
        }
    }

    [Fact]
    public async Task A_tile_without_features_has_no_content_and_a_layer_without_outlines_says_so()
    {
        var grid = new AdaptiveGrid(CellHierarchy.Healpix, [CellHierarchy.Healpix.CellAt(20, 30, 5)]);
        await using var server = await LiveServer.StartAsync(TestMaps.Layer(DensityMap.Uniform(grid), "spot"));
        using var empty = await server.GetAsync("/tiles/spot/4/1/12.mvt");
        Assert.Equal(HttpStatusCode.NoContent, empty.StatusCode);
        foreach (var path in new[] { "/tiles/part/0/0/0.mvt", "/tiles/part/tilejson.json?f=mvt" })
        {
            using var answer = await _server.GetAsync(path);
            await LiveServer.ProblemAsync(answer, 400, "invalid-parameter");
        }

        var tileJson = await _server.GetJsonAsync("/tiles/places/tilejson.json?f=mvt");
        Assert.Equal(["cells", "regions", "points"], tileJson.GetProperty("vector_layers").EnumerateArray().Select(layer => layer.GetProperty("id").GetString()!));
        using var same = await _server.GetAsync("/tiles/places/3/4/2.pbf?colormap=magma");
        using var plain = await _server.GetAsync("/tiles/places/3/4/2.mvt");
        Assert.Equal(plain.Headers.ETag, same.Headers.ETag);
    }

    private async Task<List<IFeature>> ReadAsync(string path, string layer)
    {
        var parts = path.Split('/', '.');
        var tile = new NetTopologySuite.IO.VectorTiles.Tiles.Tile(int.Parse(parts[4], null), int.Parse(parts[5], null), int.Parse(parts[3], null));
        using var stream = new MemoryStream(await BytesAsync(path));
        var read = new MapboxTileReader().Read(stream, tile);
        return read.Layers.FirstOrDefault(found => found.Name == layer)?.Features.ToList() ?? [];
    }

    private async Task<byte[]> BytesAsync(string path)
    {
        using var answer = await _server.GetAsync(path);
        Assert.Equal("application/vnd.mapbox-vector-tile", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }
}
