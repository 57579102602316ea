using System.Text.RegularExpressions;
using TileServer.Hosting;
using TileServer.Tests.Http;

namespace TileServer.Tests.Qgis;

/// <summary>Runs what docs/qgis.md shows, against the layers that ship.</summary>
public sealed class QgisDocumentTests : IAsyncLifetime
{
    private static readonly string s_document = File.ReadAllText(Path.Combine(HomeFolder.Path!, "docs", "qgis.md"));

    private ServeProcess _server = null!;
    private string _address = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = ServeProcess.Start([("GEOSUITE_HOME", HomeFolder.Path!), ("TileServer__EvaluationFolder", "none"), ("TileServer__AuditLog", "none")], "serve", "--urls", "http://127.0.0.1:0");
        _address = Regex.Match(await _server.ReadLineAsync(), @"http://[\d.:]+").Value;
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Every_address_of_the_document_is_answered()
    {
        using var client = new HttpClient();
        var paths = Regex.Matches(s_document, @"http://127\.0\.0\.1:5080(/[^\s""`]*)").Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(paths.Count > 9);
        foreach (var path in paths)
        {
            using var answer = await client.GetAsync(new Uri(_address + path), Cancellation);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
            Assert.False(answer.Headers.Contains("X-Ignored-Params"), path);
        }
    }

    [Fact]
    public async Task The_python_of_the_document_runs_in_qgis()
    {
        string[] blocks = [.. Regex.Matches(s_document, "^```python\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(block => block.Groups[1].Value.Replace("docs/examples", Path.Combine(HomeFolder.Path!, "docs/examples"), StringComparison.Ordinal))];
        var printed = (await QgisPython.RunAsync("run_document.py", [_address, .. blocks])).GetProperty("printed");
        Assert.Matches(@"^\[\('Mont Blanc', \d{4}\.0\), \('Denali', \d{4}\.0\)\]\n$", printed[0].GetString());
        Assert.Matches("^95% of the probability lies in [0-9,]+ km²\n80% .*\n50% .*\n$", printed[1].GetString());
    }

    [Fact]
    public void Every_algorithm_and_picture_of_the_document_exists()
    {
        var algorithms = Path.Combine(HomeFolder.WebRoot, "qgis", "geosuite", "algorithms");
        var keys = Directory.GetFiles(algorithms, "*.py").SelectMany(file => Regex.Matches(File.ReadAllText(file), "KEY, TITLE = \"(\\w+)\"")).Select(match => match.Groups[1].Value);
        Assert.Equal(keys.Order(StringComparer.Ordinal), Regex.Matches(s_document, @"^\| `geosuite:(\w+)`", RegexOptions.Multiline).Select(row => row.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.All(Regex.Matches(s_document, @"\(images/([\w.-]+)\)"), image => Assert.True(File.Exists(Path.Combine(HomeFolder.Path!, "docs", "images", image.Groups[1].Value))));
    }
}
