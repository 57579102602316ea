using System.CommandLine;
using System.Text.Json;
using GeoCore.Archives;
using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Raster;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;
using TileServer.Commands;
using TileServer.Tests.Http;

namespace TileServer.Tests.Archives;

public sealed class ExportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-export-");

    public ExportTests()
    {
        var cells = new PixelBuffer<float>(1, 360, 180);
        for (var i = 0; i < cells.Values.Length; i++)
            cells.Values[i] = i % 360 < 90 ? float.NaN : i % 360;
        GdalCog.Write(Place("ramp.tif"), cells, new RasterProfile(Crs84.Instance, new Envelope(-180, 180, -90, 90), RasterDataType.Float32, double.NaN));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_tile_of_an_archive_is_the_servers_answer_and_served_again_it_is_so_still()
    {
        foreach (var format in new[] { "mbtiles", "pmtiles", "directory" })
            Assert.Equal(0, (await RunAsync("ramp", "--from", Place("."), "--format", format, "--zooms", "0-2", "--out", Place(format == "directory" ? "tree" : "ramp." + format))).Code);
        await using var server = await LiveServer.FollowAsync(_folder.FullName);
        foreach (var tile in Enumerable.Range(0, 3).SelectMany(zoom => TileRange.Of(zoom, new Envelope(-180, 180, -90, 90)).AlongCurve()))
        {
            using var direct = await server.GetAsync($"/tiles/ramp/{tile}.png");
            var bytes = await direct.Content.ReadAsByteArrayAsync(Cancellation);
            var isEmpty = direct.Headers.Contains("OATiles-hint");
            foreach (var layer in new[] { "ramp-2", "ramp-3" })
            {
                using var archived = await server.GetAsync($"/tiles/{layer}/{tile}.png");
                Assert.Equal(isEmpty, archived.Headers.Contains("OATiles-hint"));
                Assert.Equal(bytes, await archived.Content.ReadAsByteArrayAsync(Cancellation));
            }

            foreach (var protocol in new[]
            {
                $"/wmts/1.0.0/ramp/default/WebMercatorQuad/{tile.Z}/{tile.Y}/{tile.X}.png",
                $"/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=ramp&STYLE=default&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX={tile.Z}&TILEROW={tile.Y}&TILECOL={tile.X}",
            })
            {
                using var same = await server.GetAsync(protocol);
                Assert.Equal(bytes, await same.Content.ReadAsByteArrayAsync(Cancellation));
            }

            var file = Place($"tree/{tile}.png");
            Assert.Equal(isEmpty, !File.Exists(file));
            if (!isEmpty)
                Assert.Equal(bytes, await File.ReadAllBytesAsync(file, Cancellation));
        }
    }

    [Fact]
    public async Task Gdal_opens_an_exported_archive()
    {
        Assert.Equal(0, (await RunAsync("ramp", "--from", Place("."), "--zooms", "0-2", "--out", Place("a.mbtiles"))).Code);
        using (var archive = TileArchives.Open(Place("a.mbtiles")))
            Assert.True(TileArchives.LargestBounds.Equals(archive.Info.Bounds));
        using var raster = GdalRaster.Open(Place("a.mbtiles"));
        Assert.Equal("EPSG:3857", raster.Info.Crs.Identifier);
        Assert.Equal((1024, 1024), (raster.Info.Levels[0].Width, raster.Info.Levels[0].Height));
        Span<float> cell = [0];
        raster.Read(new RasterWindow(0, 900, 500, 1, 1), raster.Info.Bands.Count - 1, cell);
        Assert.Equal(255, cell[0]);
    }

    [Fact]
    public async Task Options_decide_what_is_written_and_json_tells_it()
    {
        var (code, output, _) = await RunAsync(
            Place("ramp.tif"), "--zooms", "3", "--bounds", "0,0,90,66", "--parameters", "colormap=magma&rescale=0,400", "--tile-format", "webp", "--tile-size", "512", "--out", Place("b.pmtiles"), "--json");
        Assert.Equal(0, code);
        using var document = JsonDocument.Parse(output);
        Assert.Equal(("ramp", 4, 4), (document.RootElement.GetProperty("layer").GetString(), document.RootElement.GetProperty("tiles").GetInt32(), document.RootElement.GetProperty("written").GetInt32()));
        Assert.Equal(new FileInfo(Place("b.pmtiles")).Length, document.RootElement.GetProperty("fileBytes").GetInt64());
        using var archive = TileArchives.Open(Place("b.pmtiles"));
        Assert.Equal((3, 3), (archive.Info.MinZoom, archive.Info.MaxZoom));
        await using var server = await LiveServer.FollowAsync(_folder.FullName);
        using var answer = await server.GetAsync("/tiles/ramp/3/4/3.webp?colormap=magma&rescale=0,400&tilesize=512");
        Assert.Equal(await answer.Content.ReadAsByteArrayAsync(Cancellation), archive.Read(new TileIndex(3, 4, 3))!);
    }

    [Theory]
    [InlineData("there is no layer 'rampe'; perhaps ramp", "rampe", "--format", "mbtiles")]
    [InlineData("--zooms: '5-3' is not", "ramp", "--format", "mbtiles", "--zooms", "5-3")]
    [InlineData("--format: 'zip' is none", "ramp", "--format", "zip")]
    [InlineData("--out or --format is needed", "ramp")]
    [InlineData("does not reach there", "ramp", "--format", "mbtiles", "--bounds", "0,86,10,89")]
    [InlineData("--bounds: '1,2,3' is not", "ramp", "--format", "mbtiles", "--bounds", "1,2,3")]
    [InlineData("f: expected one of", "ramp", "--format", "mbtiles", "--tile-format", "mvt")]
    [InlineData("--tile-format: 'tif' is none", "ramp", "--format", "mbtiles", "--tile-format", "tif")]
    [InlineData("colormap: expected", "ramp", "--format", "mbtiles", "--parameters", "colormap=nothing")]
    [InlineData("is there already; --force replaces it", "ramp", "--out", "ramp.mbtiles")]
    public async Task What_cannot_be_done_is_one_line_and_leaves_nothing(string words, params string[] arguments)
    {
        if (arguments is [.., "ramp.mbtiles"])
            await File.WriteAllTextAsync(Place("ramp.mbtiles"), "precious", Cancellation);
        var given = arguments.Select(word => word == "ramp.mbtiles" ? Place(word) : word).ToList();
        if (!given.Contains("--out"))
            given.AddRange(given.Contains("--format") && given.Contains("mbtiles") ? ["--out", Place("x.mbtiles")] : []);
        var fault = await Assert.ThrowsAsync<UsageException>(() => RunAsync([.. given, "--from", Place("ramp.tif")]));
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.EnumerateFileSystemInfos(), entry => entry.Name.Contains(".part", StringComparison.Ordinal) || entry.Name.StartsWith('x'));
        if (arguments is [.., "ramp.mbtiles"])
            Assert.Equal("precious", await File.ReadAllTextAsync(Place("ramp.mbtiles"), Cancellation));
    }

    [Fact]
    public async Task A_cancelled_export_leaves_nothing()
    {
        using var ending = new CancellationTokenSource();
        await ending.CancelAsync();
        var (code, _, _) = await RunAsync(ending.Token, "ramp", "--from", Place("."), "--zooms", "0-9", "--out", Place("c.pmtiles"));
        Assert.NotEqual(0, code);
        Assert.Equal(["ramp.tif"], _folder.EnumerateFileSystemInfos().Select(entry => entry.Name));
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(Cancellation, arguments);

    private static async Task<(int Code, string Output, string Error)> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = new RootCommand { ExportCommand.Create(output, error, isTerminal: false) };
        var code = await root.Parse(["export", .. arguments]).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, cancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    private string Place(string name) => Path.Combine(_folder.FullName, name);
}
