namespace HousePlan.Tests.Documents;

public class CommandTests
{
    private static readonly string[] s_documents = ["README.md", "CONTRIBUTING.md", "raster-data/README.md", "docs/training.md", "docs/evaluation.md", "docs/geolocation.md", "docs/predictions.md", "docs/qgis.md"];

    public static TheoryData<string> Commands => [.. s_documents.SelectMany(CodeBlock.In).SelectMany(block => block.Commands)
        .Where(line => line.StartsWith("./geosuite ", StringComparison.Ordinal)).Distinct()];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_in_a_document_exists_with_its_options(string line) =>
        Assert.Empty(await FaultsAsync(line));

    [Theory]
    [InlineData("./geosuite raster-data --colour red", "--colour")]
    [InlineData("./geosuite train location-encoder --steps-of-mine 3", "--steps-of-mine")]
    [InlineData("./geosuite fly", "exit code 2")]
    public async Task A_command_or_option_that_does_not_exist_is_found(string line, string fault) =>
        Assert.Contains(fault, await FaultsAsync(line));

    [Fact]
    public void Comments_and_continued_lines_are_understood() =>
        Assert.Equal(["a b --c d#e", "f"], CodeBlock.Parse("x\n```bash\na b\\\n --c d#e # note\n\n# only a note\nf\n```\ny\n").Single().Commands);

    /// <summary>The options of the line that its command's help does not have.</summary>
    private static async Task<IReadOnlyList<string>> FaultsAsync(string line)
    {
        var words = line.Split('|', '&')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
        var options = words.Where(word => word.StartsWith("--", StringComparison.Ordinal)).ToList();
        string[] command = [.. words.TakeWhile(word => !word.StartsWith('-'))];
        if (command is ["test", ..])
            options.Clear(); // what follows goes to the test runner
        var (code, text) = await GeoSuiteProgram.RunAsync([.. command, "--help"], TestContext.Current.CancellationToken);
        return code == 0
            ? [.. options.Where(option => !text.Split([' ', ',', '\n', '<'], StringSplitOptions.RemoveEmptyEntries).Contains(option))]
            : [$"exit code {code}"];
    }
}
