using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace TileServer.Tests.Http;

public sealed partial class CommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--bogus", "--bogus")]
    [InlineData("--rescale|5,1", "--rescale")]
    [InlineData("--urls|ftp://x", "--urls")]
    [InlineData("--urls|http://127.0.0.1:99999", "--urls")]
    [InlineData("--colormap|/nothing/here.json", "--colormap")]
    [InlineData("--cache-size|-1", "CacheSize")]
    [InlineData("--cache-size|many", "--cache-size")]
    [InlineData("/no/such/folder", "/no/such/folder")]
    public async Task Wrong_usage_is_one_line_that_names_the_option(string arguments, string named)
    {
        var (code, output, errors) = await ServeProcess.RunAsync(["serve", .. arguments.StartsWith('/') ? [] : new[] { _folder.FullName }, .. arguments.Split('|')]);

        Assert.Equal(2, code);
        Assert.Empty(output);
        var line = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("geosuite: ", line, StringComparison.Ordinal);
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
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
