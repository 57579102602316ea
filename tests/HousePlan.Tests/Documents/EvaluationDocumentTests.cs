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
    public void Every_acceptance_check_names_tests_that_exist()
    {
        var rows = Regex.Matches(Checkout.Read("docs/evaluation.md"), @"^\| (\d+) \| [^|]+ \| (`[^|]+`) \|$", RegexOptions.Multiline);
        Assert.Equal([.. Enumerable.Range(1, 13), 26, 27], rows.Select(row => int.Parse(row.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
        foreach (Match test in rows.SelectMany(row => Regex.Matches(row.Groups[2].Value, @"`(\w+)\.(\w+)`")))
        {
            var file = Assert.Single(Directory.GetFiles(Path.Combine(Checkout.Root, "tests"), test.Groups[1].Value + ".cs", SearchOption.AllDirectories));
            Assert.Contains($" {test.Groups[2].Value}(", File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_requests_of_the_document_are_answered()
    {
        var text = Checkout.Read("docs/evaluation.md");
        var request = Assert.Single(Regex.Matches(text, @"^curl .* --data @(\S+) ""http://127\.0\.0\.1:5080(/\S+)""$", RegexOptions.Multiline));
        var files = Assert.Single(Regex.Matches(text, @"^curl -sS((?: -F \S+)+) http://127\.0\.0\.1:5080(/\S+)$", RegexOptions.Multiline));
        using var server = GeoSuiteProgram.Start("serve", "--urls", "http://127.0.0.1:0");
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            deadline.CancelAfter(TimeSpan.FromSeconds(180));
            var greeting = await server.StandardOutput.ReadLineAsync(deadline.Token);
            using var client = new HttpClient { BaseAddress = new Uri(Regex.Match(greeting ?? "", @"http://[\d.:]+").Value) };
            using var body = new StringContent(Checkout.Read(request.Groups[1].Value), System.Text.Encoding.UTF8, "application/json");
            await AssertAnsweredAsync(client, request.Groups[2].Value, body, "\"added\": 4", deadline.Token);
            using var form = new MultipartFormDataContent();
            foreach (var field in files.Groups[1].Value.Split(" -F ", StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=', 2)))
            {
                if (field[1].StartsWith('@'))
                    form.Add(new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(Checkout.Root, field[1][1..]), deadline.Token)), field[0], Path.GetFileName(field[1]));
                else
                    form.Add(new StringContent(field[1]), field[0]);
            }

            await AssertAnsweredAsync(client, files.Groups[2].Value, form, "\"state\":\"succeeded\"", deadline.Token);
        }
        finally
        {
            server.Kill();
        }
    }

    private static async Task AssertAnsweredAsync(HttpClient client, string path, HttpContent body, string expected, CancellationToken cancellationToken)
    {
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), body, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        Assert.Contains(expected, text, StringComparison.Ordinal);
        using var curve = await client.GetAsync(new Uri(answer.Headers.Location + "/curve.png", UriKind.Relative), cancellationToken);
        Assert.True(curve.IsSuccessStatusCode);
        using var forgotten = await client.DeleteAsync(answer.Headers.Location, cancellationToken);
        Assert.True(forgotten.IsSuccessStatusCode);
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
