using System.Text;
using System.Text.Json;
using TileServer.Tests.Http;

namespace TileServer.Tests.Evaluations;

public sealed class RegionCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-regions-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("plain")]
    [InlineData("mondrian", "--conformal-by", "zone")]
    [InlineData("weighted", "--conformal-weight", "shift")]
    public async Task Regions_hold_the_truths_as_often_as_was_promised_though_maps_are_too_sure(string kind, params string[] options)
    {
        var (model, calibration, truth) = Write(300);
        string[] arguments = ["--predictions", model, "--truth", truth, "--grid", "latlon:10", "--conformal", "0.2", "--calibration", calibration, "--resamples", "0", "--json"];
        var (code, output, errors) = await EvaluateAsync([.. arguments, .. options]);
        Assert.True(code == 0, errors);
        using var result = JsonDocument.Parse(output);
        var conformal = result.RootElement.GetProperty("conformal");
        Assert.Equal((kind, 300), (conformal.GetProperty("kind").GetString(), conformal.GetProperty("calibrationQueries").GetInt32()));
        var all = conformal.GetProperty("all");
        Assert.InRange(all.GetProperty("coverage").GetDouble(), 0.8 - 4 * 0.033, 1); // binomial error of calibration and test together
        Assert.InRange(all.GetProperty("meanAreaKm2").GetDouble(), 1e5, 4e8);
        Assert.Equal(kind == "mondrian" ? 2 : 0, conformal.GetProperty("strata").GetArrayLength());

        // the maps give the first of ten places 70 % and find it in half of the cases: their own region of 70 % promises too much
        if (kind == "plain")
            Assert.True(all.GetProperty("threshold").GetDouble() > 0.8);
        foreach (var stratum in conformal.GetProperty("strata").EnumerateArray())
            Assert.InRange(stratum.GetProperty("coverage").GetDouble(), 0.8 - 4 * 0.047, 1);
    }

    [Fact]
    public async Task Groups_are_told_beside_the_prior()
    {
        var (model, _, truth) = Write(60);
        await File.WriteAllTextAsync(At("prior.csv"), "lat,lon,score\n5,5,1\n15,15,1\n", TestContext.Current.CancellationToken);
        string[] arguments = ["--predictions", model, "--truth", truth, "--grid", "latlon:10", "--strata", "zone", "--fairness", At("prior.csv"), "--resamples", "200", "--budgets", "1e6,1e7"];
        var (code, output, errors) = await EvaluateAsync([.. arguments, "--json"]);
        Assert.True(code == 0, errors);
        using var result = JsonDocument.Parse(output);
        var fairness = result.RootElement.GetProperty("fairness");
        Assert.Equal(["zone=dry", "zone=wet"], fairness.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("name").GetString()));
        var recall = fairness.GetProperty("groups")[0].GetProperty("recalls")[1];
        Assert.InRange(recall.GetProperty("explainedByPrior").GetDouble(), 0, 1);
        Assert.True(recall.GetProperty("overPrior").GetDouble() > 0);
        Assert.Equal(3, fairness.GetProperty("gaps").GetArrayLength());
        Assert.Contains("by the prior", (await EvaluateAsync(arguments)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_is_one_line_and_exit_code_2()
    {
        var (model, calibration, truth) = Write(5);
        string[] usual = ["--predictions", model, "--truth", truth];
        ServeProcess.AssertWrongUsage(await EvaluateAsync([.. usual, "--conformal", "0.1"]), "--calibration");
        ServeProcess.AssertWrongUsage(await EvaluateAsync([.. usual, "--conformal", "1", "--calibration", calibration]), "--conformal");
        ServeProcess.AssertWrongUsage(await EvaluateAsync([.. usual, "--conformal-by", "zone"]), "--conformal-by");
        ServeProcess.AssertWrongUsage(await EvaluateAsync([.. usual, "--conformal", "0.1", "--calibration", truth]), "is evaluated, too");
        ServeProcess.AssertWrongUsage(await EvaluateAsync([.. usual, "--conformal", "0.1", "--calibration", calibration, "--conformal-weight", "zone"]), "column zone");
        ServeProcess.AssertWrongUsage(await EvaluateAsync([.. usual, "--fairness", model]), "--strata");
    }

    /// <summary>Queries whose maps have ten places: the first holds 70 % of the mass and half of the truths.</summary>
    private (string Model, string Calibration, string Truth) Write(int count)
    {
        var random = new Random(3);
        StringBuilder model = new("query,lat,lon,score\n"), calibration = new("query,lat,lon,zone,shift\n"), truth = new("query,lat,lon,zone,shift\n");
        for (var i = 0; i < 2 * count; i++)
        {
            var places = Enumerable.Range(0, 10).Select(_ => (Latitude: 10 * random.Next(-8, 8) + 5, Longitude: 10 * random.Next(-18, 18) + 5)).ToArray();
            for (var k = 0; k < places.Length; k++)
                model.Append(System.Globalization.CultureInfo.InvariantCulture, $"q{i},{places[k].Latitude},{places[k].Longitude},{(k == 0 ? 0.7 : 0.06 - 0.006 * k)}\n");
            var own = places[random.Next(2) == 0 ? 0 : random.Next(places.Length)];
            (i < count ? calibration : truth).Append(System.Globalization.CultureInfo.InvariantCulture, $"q{i},{own.Latitude},{own.Longitude},{(i % 2 == 0 ? "dry" : "wet")},{1 + i % 3}\n");
        }

        foreach (var (name, text) in new[] { ("model.csv", model), ("calibration.csv", calibration), ("truth.csv", truth) })
            File.WriteAllText(At(name), text.ToString());
        return (At("model.csv"), At("calibration.csv"), At("truth.csv"));
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private static Task<(int Code, string Output, string Errors)> EvaluateAsync(params string[] arguments) => ServeProcess.RunAsync(["evaluate", "rva", .. arguments]);
}
