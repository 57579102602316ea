using TileServer.Tests.Http;

namespace TileServer.Tests.Evaluations;

public sealed class SavedPartsTests : IDisposable
{
    private const string Gallery = "query,lat,lon,score\na,10.5,20.5,0.6\na,11.5,20.5,0.4\nb,0.5,0.5,1\nb,-5.5,7.5,0.5\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-parts-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Parts_that_are_merged_give_the_result_of_the_whole()
    {
        var model = Write("model.csv", Gallery);
        const string names = "query,lat,lon,zone\n", a = "a,10.5,20.5,dry\n", b = "b,-5.5,7.5,wet\n", c = "c,50.5,8.5,dry\n";
        foreach (var (name, rows) in new[] { ("whole", a + b + c), ("one", c), ("two", b + a) })
        {
            var (code, _, errors) = await EvaluateAsync("--predictions", model, "--truth", Write(name + ".csv", names + rows), "--strata", "zone", "--rank", "raw", "--save", At(name + ".rva"));
            Assert.True(code == 0, errors);
        }

        var merged = await EvaluateAsync("--merge", At("one.rva"), At("two.rva"), "--save", At("merged.rva"), "--out", At("out"), "--json");
        Assert.True(merged.Code == 0, merged.Errors);
        var whole = await EvaluateAsync("--merge", At("whole.rva"), "--json");
        Assert.Contains("\"rank\": \"raw\"", merged.Output, StringComparison.Ordinal);
        // answers to queries whose truths are in the other part are counted in each
        Assert.Equal(Without("withoutTruth", whole.Output), Without("withoutTruth", merged.Output));
        Assert.Equal(["curve.csv", "curve.png", "curve.svg", "result.json"], Directory.GetFiles(At("out")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Parts_that_do_not_fit_are_one_line_and_exit_code_2()
    {
        string[] usual = ["--predictions", Write("model.csv", Gallery), "--truth", Write("truth.csv", "query,lat,lon\na,10.5,20.5\n")];
        Assert.Equal(0, (await EvaluateAsync([.. usual, "--save", At("density.rva")])).Code);
        Assert.Equal(0, (await EvaluateAsync([.. usual, "--rank", "raw", "--save", At("raw.rva")])).Code);

        ServeProcess.AssertWrongUsage(await EvaluateAsync("--merge", At("density.rva"), At("density.rva")), "'a' is in an earlier part");
        ServeProcess.AssertWrongUsage(await EvaluateAsync("--merge", At("density.rva"), At("raw.rva")), "rank=raw");
        ServeProcess.AssertWrongUsage(await EvaluateAsync("--merge", At("truth.csv")), "no saved evaluation");
        ServeProcess.AssertWrongUsage(await EvaluateAsync("--merge", At("missing.rva")), "missing.rva");
        ServeProcess.AssertWrongUsage(await EvaluateAsync([.. usual, "--merge", At("density.rva")]), "--predictions");
        ServeProcess.AssertWrongUsage(await EvaluateAsync("--json"), "--predictions");
    }

    private static string[] Without(string name, string text) => [.. text.Split('\n').Where(line => !line.Contains(name, StringComparison.Ordinal))];

    private static Task<(int Code, string Output, string Errors)> EvaluateAsync(params string[] arguments) => ServeProcess.RunAsync(["evaluate", "rva", .. arguments]);

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }
}
