using System.Text.RegularExpressions;

namespace HousePlan.Tests.Documents;

/// <summary>Runs every command of the document about evaluations on its example files.</summary>
public class EvaluationDocumentTests
{
    private static readonly IReadOnlyList<CodeBlock> s_blocks = CodeBlock.In("docs/evaluation.md");

    public static TheoryData<string> Commands => [.. s_blocks.SelectMany(block => block.Commands).Where(line => line.StartsWith("./geosuite evaluate ", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_runs_and_prints_what_the_document_shows(string line)
    {
        var (code, text) = await GeoSuiteProgram.RunAsync(line.Split(' ')[1..], TestContext.Current.CancellationToken);
        Assert.True(code == 0, text);
        Assert.Contains("queries, ", text, StringComparison.Ordinal);
        if (ShownFor(line) is { } shown)
            Assert.Equal(shown, text.Trim());
    }

    [Fact]
    public void Two_results_are_shown_and_every_example_file_is_used()
    {
        Assert.Equal(2, s_blocks.SelectMany(block => block.Commands).Count(line => ShownFor(line) is not null));
        var used = Regex.Matches(Checkout.Read("docs/evaluation.md"), @"docs/examples/evaluation/([\w.-]+)").Select(match => match.Groups[1].Value).ToHashSet();
        var there = Directory.EnumerateFileSystemEntries(Path.Combine(Checkout.Root, "docs", "examples", "evaluation")).Select(path => Path.GetFileName(path)!);
        Assert.Empty(there.Except(used).Except(["make.py", "README.md"]));
    }

    [Fact]
    public async Task The_request_of_the_document_is_answered()
    {
        var request = Assert.Single(Regex.Matches(Checkout.Read("docs/evaluation.md"), @"^curl .* --data @(\S+) ""http://127\.0\.0\.1:5080(/\S+)""$", RegexOptions.Multiline));
        using var server = GeoSuiteProgram.Start("serve", "--urls", "http://127.0.0.1:0");
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            deadline.CancelAfter(TimeSpan.FromSeconds(180));
            var greeting = await server.StandardOutput.ReadLineAsync(deadline.Token);
            using var client = new HttpClient { BaseAddress = new Uri(Regex.Match(greeting ?? "", @"http://[\d.:]+").Value) };
            using var body = new StringContent(Checkout.Read(request.Groups[1].Value), System.Text.Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(new Uri(request.Groups[2].Value, UriKind.Relative), body, deadline.Token);
            var text = await answer.Content.ReadAsStringAsync(deadline.Token);
            Assert.True(answer.IsSuccessStatusCode, text);
            Assert.Contains("\"added\": 4", text, StringComparison.Ordinal);
            using var curve = await client.GetAsync(new Uri(answer.Headers.Location + "/curve.png", UriKind.Relative), deadline.Token);
            Assert.True(curve.IsSuccessStatusCode);
        }
        finally
        {
            server.Kill();
        }
    }

    /// <summary>The text block that follows a command.</summary>
    private static string? ShownFor(string line)
    {
        for (var i = 0; i + 1 < s_blocks.Count; i++)
        {
            if (s_blocks[i].Commands.Contains(line) && s_blocks[i + 1].Language == "text" && !s_blocks[i + 1].Text.StartsWith("geosuite:", StringComparison.Ordinal))
                return s_blocks[i + 1].Text.Trim();
        }

        return null;
    }
}
