namespace HousePlan.Tests.Documents;

/// <summary>Runs every command of the documents about pictures, in their order: what one trains the next asks.</summary>
public class GeolocationDocumentTests
{
    private static readonly string[] s_programs = ["train", "geolocate"];

    [Theory]
    [InlineData("docs/geolocation.md", 4)]
    [InlineData("docs/predictions.md", 2)]
    public async Task The_commands_of_a_document_run_and_say_where(string document, int count)
    {
        string[] commands = [.. CodeBlock.In(document).Where(block => block.Language == "bash").SelectMany(block => block.Commands).Where(line => line.StartsWith("./geosuite ", StringComparison.Ordinal) && s_programs.Contains(line.Split(' ')[1]))];
        Assert.Equal(count, commands.Length);
        foreach (var line in commands)
        {
            var (code, text) = await GeoSuiteProgram.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..], TestContext.Current.CancellationToken);
            Assert.True(code == 0, $"{line}: {text}");
            if (line.Contains(" geolocate ", StringComparison.Ordinal))
            {
                Assert.Contains(line.Contains("--json", StringComparison.Ordinal) ? "\"regions\"" : "km²", text, StringComparison.Ordinal);
            }
        }
    }
}
