using System.Diagnostics;
using System.Text.RegularExpressions;
using TileServer.Hosting;
using TileServer.Tests.Http;

namespace TileServer.Tests.Protocols;

/// <summary>Runs every command of docs/api.md against the layers that ship.</summary>
public sealed class ApiPageTests(ApiPageTests.ShippedServer shipped) : IClassFixture<ApiPageTests.ShippedServer>
{
    private static readonly string s_document = File.ReadAllText(Path.Combine(HomeFolder.Path!, "docs", "api.md"));

    /// <summary>All lines of blocks of commands but those of the launcher, which the house plan's tests look at.</summary>
    public static TheoryData<string> Commands => [.. Regex.Matches(s_document, "^```bash\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)
        .SelectMany(block => Regex.Replace(block.Groups[1].Value, @"\s*\\\n\s*", " ").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Where(line => !line.StartsWith("./geosuite", StringComparison.Ordinal) && !line.StartsWith('#')).Distinct()];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_runs_and_gives_something(string line)
    {
        var program = line.Split(' ')[0];
        Assert.Contains(program, new[] { "curl", "gdalinfo", "gdal_translate", "gdallocationinfo", "ogrinfo", "ogr2ogr" });
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, program))), $"{program} is not installed.");
        var folder = Directory.CreateTempSubdirectory("geosuite-api-page-");
        try
        {
            var start = new ProcessStartInfo("bash", ["-c", line.Replace("http://127.0.0.1:5080", shipped.Address, StringComparison.Ordinal)]) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, $"{line}: {process.ExitCode} {await errors}{text}");
            Assert.True(text.Length > 0 || folder.EnumerateFiles().Any(file => file.Length > 0), $"{line} gave nothing");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Every_protocol_has_its_commands()
    {
        foreach (var path in new[] { "/tiles/", "/tms/", "/wmts?", "/wmts/", "/wms?", "/collections/", "/conformance", "/styles/" })
            Assert.Contains(Commands, row => row.Data.Contains(path, StringComparison.Ordinal));
    }

    /// <summary>The program as people start it.</summary>
    public sealed class ShippedServer : IAsyncLifetime
    {
        private ServeProcess? _server;

        internal string Address { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            _server = ServeProcess.Start([("GEOSUITE_HOME", HomeFolder.Path!), ("TileServer__EvaluationFolder", "none"), ("TileServer__AuditLog", "none")], "serve", "--urls", "http://127.0.0.1:0");
            Address = Regex.Match(await _server.ReadLineAsync(), @"http://[\d.:]+").Value;
        }

        public ValueTask DisposeAsync()
        {
            _server?.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
