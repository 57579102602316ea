using System.Net;
using System.Text.RegularExpressions;

namespace HousePlan.Tests.Documents;

public class TourTests
{
    private const string Address = "http://127.0.0.1:5080";
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(180);

    /// <summary>Paths behind the server's address in the README; a template is tried at one of its tiles.</summary>
    private static IReadOnlyList<string> Paths { get; } =
        [.. Regex.Matches(Checkout.Read("README.md"), Regex.Escape(Address) + @"(/[^\s'""`)<>|]*)")
            .Select(match => match.Groups[1].Value.Replace("{z}/{x}/{y}", "3/4/2", StringComparison.Ordinal)).Distinct()];

    [Fact]
    public async Task Every_address_in_the_readme_answers()
    {
        Assert.True(Paths.Count >= 5, "the tour has lost its addresses");
        using var server = GeoSuiteProgram.Start("serve", "--urls", "http://127.0.0.1:0");
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            deadline.CancelAfter(s_deadline);
            var greeting = await server.StandardOutput.ReadLineAsync(deadline.Token);
            var address = Regex.Match(greeting ?? "", @"http://[\d.:]+").Value;
            Assert.True(address.Length > 0, $"the server said '{greeting}' and not where it listens");
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            foreach (var path in Paths)
            {
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), deadline.Token);
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(deadline.Token)}");
            }

            using var missing = await client.GetAsync(new Uri("/tiles/atlantis/0/0/0.png", UriKind.Relative), deadline.Token);
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }
        finally
        {
            server.Kill();
        }
    }
}
