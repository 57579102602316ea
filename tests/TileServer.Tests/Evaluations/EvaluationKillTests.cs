using System.Net;
using System.Text.RegularExpressions;
using TileServer.Tests.Http;

namespace TileServer.Tests.Evaluations;

public sealed class EvaluationKillTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-kill-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task An_evaluation_that_was_acknowledged_survives_the_death_of_the_server()
    {
        var cancellation = TestContext.Current.CancellationToken;
        string address;
        using (var first = await StartAsync())
        {
            using var form = new MultipartFormDataContent();
            var rows = string.Concat(Enumerable.Range(0, 20_000).Select(i => FormattableString.Invariant($"q{i},{i % 170 - 84.5},{i % 359 - 178.5}\n")));
            form.Add(new StringContent("query,lat,lon\n" + rows), "predictions", "model.csv");
            form.Add(new StringContent("query,lat,lon\n" + rows), "truth", "truth.csv");
            using var request = new HttpRequestMessage(HttpMethod.Post, "/evaluations?grid=latlon:0.5") { Content = form, Headers = { { "Prefer", "respond-async" } } };
            using var answer = await first.Client.SendAsync(request, cancellation);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            address = answer.Headers.Location!.ToString();
            await first.Process.KillAsync();
        }

        using var second = await StartAsync();
        var events = await second.Client.GetStringAsync(new Uri(address + "/events", UriKind.Relative), cancellation);
        Assert.Contains("\"state\":\"succeeded\"", events, StringComparison.Ordinal);
        Assert.Contains("\"queries\":20000", Regex.Replace(await second.Client.GetStringAsync(new Uri(address, UriKind.Relative), cancellation), @"\s", ""), StringComparison.Ordinal);
    }

    private async Task<Running> StartAsync()
    {
        var process = ServeProcess.Start([("TileServer__EvaluationFolder", Path.Combine(_folder.FullName, "state"))], "serve", _folder.FullName, "--urls", "http://127.0.0.1:0");
        var greeting = await process.ReadLineAsync();
        return new Running(process, new HttpClient { BaseAddress = new Uri(Regex.Match(greeting, @"http://[\d.:]+").Value), Timeout = TimeSpan.FromSeconds(100) });
    }

    private sealed record Running(ServeProcess Process, HttpClient Client) : IDisposable
    {
        public void Dispose()
        {
            Client.Dispose();
            Process.Dispose();
        }
    }
}
