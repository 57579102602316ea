using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Raster;
using NetTopologySuite.Geometries;
using SkiaSharp;

namespace TileServer.Tests.Http;

public sealed partial class CommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--bogus", "--bogus")]
    [InlineData("--rescale|5,1", "--rescale")]
    [InlineData("--urls|ftp://x", "--urls")]
    [InlineData("--training|nowhere", "--training")]
    [InlineData("--urls|http://127.0.0.1:99999", "--urls")]
    [InlineData("--colormap|/nothing/here.json", "--colormap")]
    [InlineData("--cache-size|-1", "CacheSize")]
    [InlineData("--cache-size|many", "--cache-size")]
    [InlineData("/no/such/folder", "/no/such/folder")]
    public async Task Wrong_usage_is_one_line_that_names_the_option(string arguments, string named)
    {
        var run = await ServeProcess.RunAsync(["serve", .. arguments.StartsWith('/') ? [] : new[] { _folder.FullName }, .. arguments.Split('|')]);

        ServeProcess.AssertWrongUsage(run, named);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("serve|--help")]
    [InlineData("inspect|--help")]
    public async Task Every_command_explains_itself(string arguments)
    {
        var (code, output, errors) = await ServeProcess.RunAsync(arguments.Split('|'));

        Assert.Equal(0, code);
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_port_in_use_is_one_line()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var (code, _, errors) = await ServeProcess.RunAsync("serve", _folder.FullName, "--urls", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        Assert.Equal(1, code);
        Assert.Contains("address already in use", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_colormap_that_is_none_is_explained()
    {
        var file = Path.Combine(_folder.FullName, "map.json");
        await File.WriteAllTextAsync(file, """{"stops":[[0,[0,0,256]],[1,[0,0,0]]]}""", TestContext.Current.CancellationToken);
        var (code, _, errors) = await ServeProcess.RunAsync("serve", _folder.FullName, "--colormap", file);

        Assert.Equal(2, code);
        Assert.Contains("stops[0][1][2]", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_geotiff_of_a_folder_is_a_layer_in_the_colours_of_the_file()
    {
        var cells = new PixelBuffer<float>(1, 64, 32);
        for (var i = 0; i < cells.Values.Length; i++)
            cells.Values[i] = i % 64 < 32 ? 25 : i % 64 < 48 ? 1000 : -9999;
        GdalCog.Write(Path.Combine(_folder.FullName, "My Layer.tif"), cells, new RasterProfile(Crs84.Instance, new Envelope(-180, 180, -90, 90), RasterDataType.Float32));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "broken.tif"), "no TIFF", TestContext.Current.CancellationToken);
        var map = Path.Combine(_folder.FullName, "map.json");
        await File.WriteAllTextAsync(map, """{"nodata":-9999,"stops":[[0,[0,0,0]],[100,[200,100,40]]]}""", TestContext.Current.CancellationToken);

        using var process = ServeProcess.Start("serve", _folder.FullName, "--urls", "http://127.0.0.1:0", "--colormap", map, "--rescale", "0,100");
        var line = await process.ReadLineAsync();
        using var client = new HttpClient { BaseAddress = new Uri(Address().Match(line).Value) };
        using var picture = SKBitmap.Decode(await client.GetByteArrayAsync("/tiles/my-layer/0/0/0.png", TestContext.Current.CancellationToken));

        Assert.Contains("my-layer", line, StringComparison.Ordinal);
        Assert.Equal(new SKColor(50, 25, 10), picture.GetPixel(40, 128));
        Assert.Equal(new SKColor(200, 100, 40), picture.GetPixel(160, 128));
        Assert.Equal(0, picture.GetPixel(230, 128).Alpha);
        using var broken = await client.GetAsync("/tiles/broken/0/0/0.png", TestContext.Current.CancellationToken);
        await LiveServer.ProblemAsync(broken, 503, "source-unavailable");
        process.Stop();
        Assert.Equal(0, await process.EndAsync());
    }

    [Fact]
    public async Task Inspecting_describes_a_raster_for_people_and_for_programs()
    {
        var path = Path.Combine(_folder.FullName, "degrees.tif");
        GdalCog.Write(path, new PixelBuffer<float>(1, 64, 32), new RasterProfile(Crs84.Instance, new Envelope(-180, 180, -90, 90), RasterDataType.Int16, -1));
        var (code, text, _) = await ServeProcess.RunAsync("inspect", path);
        var (_, json, _) = await ServeProcess.RunAsync("inspect", path, "--json");
        var (failed, _, errors) = await ServeProcess.RunAsync("inspect", Path.Combine(_folder.FullName, "missing.tif"));

        Assert.Equal(0, code);
        Assert.Contains("64 × 32", text, StringComparison.Ordinal);
        Assert.Contains("Int16", text, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json);
        Assert.Equal("degrees", document.RootElement.GetProperty("id").GetString());
        Assert.Equal(2, failed);
        Assert.Contains("missing.tif", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_terminated_server_says_that_it_drains_and_ends_well()
    {
        using var process = ServeProcess.Start("serve", _folder.FullName, "--urls", "http://127.0.0.1:0");
        var line = await process.ReadLineAsync();
        using var client = new HttpClient { BaseAddress = new Uri(Address().Match(line).Value) };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);

        process.Stop();
        var saw = HttpStatusCode.OK;
        while (saw == HttpStatusCode.OK)
        {
            using var response = await client.GetAsync("/health/ready", TestContext.Current.CancellationToken);
            saw = response.StatusCode;
            if (saw != HttpStatusCode.OK)
                await LiveServer.ProblemAsync(response, 503, "draining");
        }

        Assert.Equal(0, await process.EndAsync());
    }

    [GeneratedRegex(@"http://[0-9.]+:\d+")]
    private static partial Regex Address();
}
