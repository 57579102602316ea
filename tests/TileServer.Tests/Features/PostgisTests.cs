using System.Globalization;
using System.Net;
using System.Text;
using GeoCore.Features;
using GeoCore.PostGis;
using NetTopologySuite.IO.VectorTiles.Mapbox;
using Npgsql;
using TileServer.Tests.Http;

namespace TileServer.Tests.Features;

public sealed class PostgisTests : IAsyncLifetime
{
    private const string Variable = "GEOSUITE_POSTGIS_OF_TESTS";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-postgis-");
    private PostgresProcess? _database;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresProcess.StartAsync();
        Environment.SetEnvironmentVariable(Variable, _database.Connection);
        var text = new StringBuilder("CREATE EXTENSION postgis; CREATE TABLE places (gid bigint PRIMARY KEY, number int, name text, share double precision, east boolean, day date, geom geometry(Point, 3857));");
        for (var number = 0; number < FeatureFiles.PlaceCount; number++)
        {
            var (longitude, latitude) = (-175 + (10 * (number % 36)), -55 + (10 * (number / 36)));
            text.Append(
                CultureInfo.InvariantCulture,
                $"INSERT INTO places VALUES ({1000 - number}, {number}, 'place {number}', {number / 4.0}, {longitude > 0}, '2020-01-{1 + (number % 28):00}', ST_Transform(ST_SetSRID(ST_MakePoint({longitude}, {latitude}), 4326), 3857));");
        }

        await ExecuteAsync(text.Append("CREATE INDEX ON places USING gist (geom); CREATE TABLE nameless (name text, geom geometry); ANALYZE;").ToString());
        await WriteAsync("places.postgis.json", $$"""{"table":"public.places","connection":"{{Variable}}"}""");
        await WriteAsync("nameless.postgis.json", $$"""{"table":"nameless","connection":"{{Variable}}"}""");
        await WriteAsync("elsewhere.postgis.json", """{"table":"places","connection":"GEOSUITE_NO_SUCH_VARIABLE"}""");
        await WriteAsync("wrong.postgis.json", """{"tabel":"places"}""");
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_table_is_a_layer_with_pages_questions_and_tiles_and_changes_are_seen()
    {
        await using var server = await LiveServer.FollowAsync(_folder.FullName);
        var layers = (await server.GetJsonAsync("/layers")).GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("id").GetString());
        Assert.Equal(["places"], layers);
        foreach (var broken in new[] { "nameless", "elsewhere", "wrong" })
        {
            using var answer = await server.GetAsync($"/collections/{broken}/items");
            await LiveServer.ProblemAsync(answer, 503, "source-unavailable");
        }

        var ids = new List<long>();
        for (var next = "/collections/places/items?limit=100"; next is not null;)
        {
            var page = await server.GetJsonAsync(next);
            Assert.Equal(FeatureFiles.PlaceCount, page.GetProperty("numberMatched").GetInt32());
            ids.AddRange(page.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").GetInt64()));
            next = ItemsTests.LinkOf(page, "next");
        }

        Assert.Equal(Enumerable.Range(1001 - FeatureFiles.PlaceCount, FeatureFiles.PlaceCount).Select(id => (long)id), ids);
        foreach (var (query, count) in new[]
        {
            ("bbox=0,0,40,30", 12), ("bbox=160,-60,-160,60", 48), ("number=17", 1), ("name=place%2017", 1), ("name=PLACE%2017", 0), ("name=x'%20OR%20'1'='1", 0), ("east=true", 216), ("share=2.5", 1),
            ("datetime=2020-01-05", 16), ("datetime=2020-01-27/..", 30), ("datetime=../2020-01-02T12:00:00Z", 32), ("day=2020-01-05", 16), ("day=never", 0),
        })
        {
            var page = await server.GetJsonAsync($"/collections/places/items?limit=2000&{query}");
            Assert.True(page.GetProperty("numberMatched").GetInt32() == count && page.GetProperty("features").GetArrayLength() == count, $"{query}: {page.GetProperty("numberMatched").GetInt32()}");
        }

        var place = (await server.GetJsonAsync("/collections/places/items/980")).GetProperty("geometry").GetProperty("coordinates");
        Assert.Equal((25, -55), (Math.Round(place[0].GetDouble(), 6), Math.Round(place[1].GetDouble(), 6)));
        using var stream = new MemoryStream(await server.Client.GetByteArrayAsync(new Uri("/tiles/places/0/0/0.mvt", UriKind.Relative), Cancellation));
        var tile = new MapboxTileReader().Read(stream, new NetTopologySuite.IO.VectorTiles.Tiles.Tile(0, 0, 0)).Layers.Single();
        Assert.Equal(FeatureFiles.PlaceCount, tile.Features.Count);
        var before = (await server.GetJsonAsync("/layers/places")).GetProperty("layer").GetProperty("version").GetString();
        await ExecuteAsync("DELETE FROM places WHERE number > 9; SELECT pg_stat_force_next_flush();");
        await WriteAsync("touched.txt", "");
        using var changed = await server.UntilAsync("/collections/places/items?limit=1", answer => answer.Content.ReadAsStringAsync(Cancellation).Result.Contains("\"numberMatched\":10,", StringComparison.Ordinal));
        var after = await server.UntilAsync("/layers/places", answer => !answer.Content.ReadAsStringAsync(Cancellation).Result.Contains(before!, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        await _database!.StopAsync();
        NpgsqlConnection.ClearAllPools();
        using var gone = await server.GetAsync("/collections/places/items?limit=3");
        var problem = await LiveServer.ProblemAsync(gone, 503, "source-unavailable");
        Assert.DoesNotContain("well-hidden", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nameless.postgis.json", "no whole number that identifies rows")]
    [InlineData("elsewhere.postgis.json", "GEOSUITE_NO_SUCH_VARIABLE holds no connection")]
    [InlineData("wrong.postgis.json", "no JSON of the right shape")]
    public void What_is_wrong_with_a_table_is_said(string name, string words)
    {
        var fault = Assert.Throws<FeatureException>(() => PostgisFeatures.Open(PostgisTable.Read(Path.Combine(_folder.FullName, name))));
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("well-hidden", fault.ToString(), StringComparison.Ordinal);
    }

    private async Task ExecuteAsync(string text)
    {
        await using var source = NpgsqlDataSource.Create(_database!.Connection);
        await using var command = source.CreateCommand(text);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_folder.FullName, name), text, Cancellation);
}
