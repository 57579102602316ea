using System.Text.RegularExpressions;
using TileServer.Hosting;

namespace TileServer.Tests.Predictions;

/// <summary>Asks every address of the document about probabilities of places.</summary>
public sealed class PredictionDocumentTests(PredictionServer shared) : IClassFixture<PredictionServer>
{
    private static readonly string s_document = File.ReadAllText(Path.Combine(HomeFolder.Path!, "docs", "predictions.md"));

    public static TheoryData<string> Addresses => [.. Regex.Matches(s_document, @"^\| `(/(?:tiles|layers|cog)/places\S*)` \|", RegexOptions.Multiline).Select(match => match.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task An_address_of_the_document_is_answered(string address)
    {
        using var answer = await shared.Server.GetAsync(address);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode}");
        Assert.False(answer.Headers.Contains("X-Ignored-Params"), address);
    }

    [Fact]
    public void Every_setting_of_the_document_is_one_with_that_default()
    {
        var options = new ServerOptions();
        Assert.Equal(11, Addresses.Count);
        foreach (var (name, value) in new (string, object?)[]
        {
            ("LargestPicture` 20 MiB", options.LargestPicture >> 20), ("MostPicturePixels` 50 million", options.MostPicturePixels / 1_000_000), ("QueryMinutes` 60", options.QueryMinutes), ("MostQueries` 64", options.MostQueries),
            ("QueryMemory` 512 MiB", options.QueryMemory), ("MinimumCellKm2` 25", options.MinimumCellKm2), ("BlurKm` 0", options.BlurKm), ("RefusalShare` 0.5", options.RefusalShare),
        })
        {
            Assert.Contains(name, s_document, StringComparison.Ordinal);
            Assert.Contains(FormattableString.Invariant($"` {value}"), name, StringComparison.Ordinal);
        }
    }
}
