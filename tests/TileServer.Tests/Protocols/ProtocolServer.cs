using System.Diagnostics;
using System.Xml.Linq;
using GeoCore.Geolocation.Grids;
using SkiaSharp;
using TileServer.Tests.Http;
using TileServer.Tests.Predictions;

namespace TileServer.Tests.Protocols;

/// <summary>One server with all test layers and a probability of places for the tests of a class.</summary>
public sealed class ProtocolServer : IAsyncLifetime
{
    private LiveServer? _server;

    internal LiveServer Server => _server ?? throw new InvalidOperationException("The server has not started.");

    public async ValueTask InitializeAsync() => _server = await LiveServer.StartAsync([.. TestLayers.All(), TestMaps.Layer(TestMaps.TwoHills(new LatLonGrid(72, 36)))]);

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal async Task<byte[]> BytesAsync(string path)
    {
        using var response = await Server.GetAsync(path);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {System.Text.Encoding.UTF8.GetString(body)}");
        return body;
    }

    internal async Task<XDocument> XmlAsync(string path) => XDocument.Parse(await ReadXmlAsync(path));

    internal async Task<SKBitmap> PictureAsync(string path)
    {
        var picture = SKBitmap.Decode(await BytesAsync(path));
        Assert.NotNull(picture);
        return picture;
    }

    /// <summary>Runs a program of GDAL, or skips the test where there is none.</summary>
    internal static async Task<string> RunGdalAsync(string program, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("geosuite-gdal-");
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.FullName };
            start.Environment["GDAL_HTTP_TIMEOUT"] = "60";
            using var process = Start(start);
            Assert.SkipWhen(process is null, $"{program} (package gdal-bin) is not installed.");
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {await errors}{text}");
            return text;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private async Task<string> ReadXmlAsync(string path)
    {
        using var response = await Server.GetAsync(path);
        Assert.True(response.IsSuccessStatusCode, path);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
