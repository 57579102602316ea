using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Raster;
using GeoCore.Raster.Mosaics;
using NetTopologySuite.Geometries;
using TileServer.Tests.Http;

namespace TileServer.Tests.Mosaics;

public sealed class MosaicTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-mosaics-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public MosaicTests() => Directory.CreateDirectory(Place("scenes"));

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("first", 1, 1, 2, 3)]
    [InlineData("last", 1, 3, 3, 3)]
    [InlineData("highest", 1, 3, 3, 3)]
    [InlineData("lowest", 1, 1, 2, 3)]
    [InlineData("mean", 1, 2, 2.5, 3)]
    [InlineData("newest", 1, 2, 2, 3)]
    public async Task The_rule_decides_which_value_counts_where_rasters_overlap(string rule, double at5, double at15, double at25, double at35)
    {
        // 1 from 0 to 20 degrees, 2 from 10 to 30 and newest, 3 from 10 to 40; nodata in the north of all
        Write("scenes/a.tif", 0, 1, 2020);
        Write("scenes/b.tif", 10, 2, 2022);
        Write("scenes/c.tif", 10, 3, 2021, width: 30);
        await File.WriteAllTextAsync(Place("all.mosaic.json"), $$"""{"files":["scenes/*.tif"],"select":"{{rule}}"}""", Cancellation);
        await using var server = await LiveServer.FollowAsync(_folder.FullName);
        foreach (var (longitude, value) in new[] { (5.5, at5), (15.5, at15), (25.5, at25), (35.5, at35) })
            Assert.Equal(value, (await server.GetJsonAsync(FormattableString.Invariant($"/layers/all/point?lon={longitude}&lat=5.5"))).GetProperty("values")[0].GetDouble());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await server.GetJsonAsync("/layers/all/point?lon=15.5&lat=19.5")).GetProperty("values")[0].ValueKind);
        var layer = (await server.GetJsonAsync("/layers/all")).GetProperty("layer");
        Assert.Equal(("raster", "all"), (layer.GetProperty("kind").GetString(), layer.GetProperty("title").GetString()));
        Assert.Equal([0.0, 0, 40, 20], layer.GetProperty("bounds").EnumerateArray().Select(edge => edge.GetDouble()));
    }

    [Fact]
    public async Task A_raster_in_pieces_is_the_raster_to_the_bit_at_its_own_resolution()
    {
        var random = new Random(5);
        var whole = new PixelBuffer<float>(1, 1200, 600);
        for (var i = 0; i < whole.Values.Length; i++)
            whole.Values[i] = (float)random.NextDouble();
        Save("whole.tif", whole, new Envelope(0, 12, 0, 6));
        for (var piece = 0; piece < 8; piece++)
        {
            var (left, top) = (300 * (piece % 4), 300 * (piece / 4));
            var cells = new PixelBuffer<float>(1, 300, 300);
            for (var row = 0; row < 300; row++)
                whole.Values.Slice(((top + row) * 1200) + left, 300).CopyTo(cells.Values[(row * 300)..]);
            Save($"scenes/piece{piece}.tif", cells, new Envelope(left / 100.0, (left + 300) / 100.0, 6 - ((top + 300) / 100.0), 6 - (top / 100.0)));
        }

        await File.WriteAllTextAsync(Place("pieces.mosaic.json"), """{"files":["scenes/piece*.tif"]}""", Cancellation);
        await using var server = await LiveServer.FollowAsync(_folder.FullName);
        foreach (var path in new[] { "8/130/126.npy", "9/260/252.npy", "8/132/125.png?rescale=0,1", "7/66/62.tif?resampling=nearest" })
            Assert.Equal(await BytesAsync(server, "whole", path), await BytesAsync(server, "pieces", path));
    }

    [Fact]
    public void More_rasters_than_may_be_open_are_read_by_many_threads()
    {
        const int count = 150;
        for (var i = 0; i < count; i++)
            Save($"scenes/{i:000}.tif", Constant(i, 4, 4), new Envelope(i, i + 1, 0, 1));
        using var mosaic = new MosaicRaster([.. Enumerable.Range(0, count).Select(i => new MosaicMember($"{i}", DateTimeOffset.UnixEpoch, () => GdalRaster.Open(Place($"scenes/{i:000}.tif"))))], MosaicRule.First);
        Assert.Equal((count * 4, 4), (mosaic.Info.Levels[0].Width, mosaic.Info.Levels[0].Height));
        Parallel.For(0, 4 * count, i =>
        {
            Span<float> cells = stackalloc float[4];
            var index = i * 37 % count;
            mosaic.Read(new RasterWindow(0, index * 4, 1, 4, 1), 0, cells);
            Assert.Equal([index, index, index, index], cells.ToArray());
        });
    }

    [Theory]
    [InlineData("""{"files":["../a.tif"]}""", "own folder")]
    [InlineData("""{"files":["/etc/x.tif"]}""", "own folder")]
    [InlineData("""{"files":["scenes/a.vrt"]}""", "own folder")]
    [InlineData("""{"files":["scenes/none*.tif"]}""", "no file that is there")]
    [InlineData("""{"files":[]}""", "no 'files'")]
    [InlineData("""{"files":["scenes/a.tif"],"select":"best"}""", "first, last, highest, lowest, mean, newest")]
    [InlineData("""{"files":""", "not JSON")]
    [InlineData("""{"files":["http://127.0.0.1:9/x.tif"]}""", "not among the origins")]
    [InlineData("""{"files":["scenes/a.tif","scenes/metres.tif"]}""", "one reference system")]
    public async Task What_is_wrong_with_a_mosaic_is_said_and_troubles_no_other_layer(string json, string words)
    {
        Write("scenes/a.tif", 0, 1, 2020);
        Write("fine.tif", 0, 1, 2020);
        GdalCog.Write(Place("scenes/metres.tif"), Constant(1, 4, 4), new RasterProfile(WebMercator.Instance, new Envelope(0, 1000, 0, 1000), RasterDataType.Float32, double.NaN));
        await File.WriteAllTextAsync(Place("bad.mosaic.json"), json, Cancellation);
        using var catalogue = Hosting.LayerSources.Load([_folder.FullName], style: null);
        Assert.Equal("fine", Assert.Single(catalogue.Layers).Id);
        var failure = Assert.Single(catalogue.Failures);
        Assert.Equal("bad", failure.Id);
        Assert.Contains(words, failure.Reason, StringComparison.Ordinal);
    }

    private async Task<byte[]> BytesAsync(LiveServer server, string layer, string path)
    {
        using var answer = await server.GetAsync($"/tiles/{layer}/{path}");
        Assert.True(answer.IsSuccessStatusCode, $"{layer} {path} {answer.StatusCode}");
        return await answer.Content.ReadAsByteArrayAsync(Cancellation);
    }

    private void Write(string name, double west, float value, int year, int width = 20)
    {
        var cells = Constant(value, width, 20);
        cells.Values[..(2 * width)].Fill(float.NaN);
        Save(name, cells, new Envelope(west, west + width, 0, 20));
        File.SetLastWriteTimeUtc(Place(name), new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    private void Save(string name, PixelBuffer<float> cells, Envelope box) => GdalCog.Write(Place(name), cells, new RasterProfile(Crs84.Instance, box, RasterDataType.Float32, double.NaN));

    private static PixelBuffer<float> Constant(float value, int width, int height)
    {
        var cells = new PixelBuffer<float>(1, width, height);
        cells.Values.Fill(value);
        return cells;
    }

    private string Place(string name) => Path.Combine(_folder.FullName, name);
}
