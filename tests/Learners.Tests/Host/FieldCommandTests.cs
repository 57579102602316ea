using System.Text.Json;
using GeoCore.Artifacts;
using GeoCore.Encoding;

namespace Learners.Tests.Host;

/// <summary>Runs on climate fields and species, from the command line to the served artifact.</summary>
public sealed class FieldCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("linear", "K", 240, 310)]
    [InlineData("fcnet", "0 to 1 of 249.94 to 304.6 K", -0.5, 1.5)]
    public async Task A_climate_field_is_published_in_its_unit_where_the_last_layer_can_hold_an_offset(string network, string unit, double lowest, double highest)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "golden", "netcdf", "field.nc") + "#t2m";
        var run = await CommandRun.Of(
            "train", "location-encoder", "--data", "climate", "--source", source, "--preset", "climate", "--out", _folder.File("model"),
            "--set", "degrees=3", "--set", $"network={network}", "--set", "hidden-width=16", "--set", "steps=150", "--set", "learning-rate=0.01", "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        var artifact = LocationEncoderArtifact.Load(_folder.File("model"));
        var metrics = artifact.Card.Metrics.ToDictionary(metric => metric.Name, metric => metric.Value);
        Assert.Equal(OutputKind.Regression, artifact.Card.Kind);
        Assert.StartsWith(unit, artifact.Card.Outputs[0].Unit, StringComparison.Ordinal);
        Assert.InRange(metrics["climate/mean-squared-error"], 0, 0.3);
        var value = new float[1];
        artifact.Encoder.Evaluate([20], [0], value, TestContext.Current.CancellationToken);
        Assert.InRange(value[0], lowest, highest);

        var evaluated = await CommandRun.Of("learners", "evaluate", _folder.File("model"), "--source", source, "--json");
        Assert.True(evaluated.ExitCode == 0, evaluated.Error);
        using var scores = JsonDocument.Parse(evaluated.Output);
        Assert.All(scores.RootElement.EnumerateArray(), score => Assert.Equal(metrics[score.GetProperty("name").GetString()!], score.GetProperty("value").GetDouble(), 1e-4));
    }

    [Fact]
    public async Task Species_of_a_table_are_published_as_log_odds_and_scored_by_the_area_under_the_curve()
    {
        var rows = from latitude in Enumerable.Range(-8, 17)
                   from longitude in Enumerable.Range(-17, 35)
                   select FormattableString.Invariant($"{longitude * 10},{latitude * 10},{(latitude > 3 ? 1 : 0)},{(latitude < -1 ? 1 : 0)}");
        File.WriteAllLines(_folder.File("sites.csv"), rows.Prepend("lon,lat,north,south"));

        var run = await CommandRun.Of(Train(_folder.File("sites.csv")));

        Assert.True(run.ExitCode == 0, run.Error);
        var card = LocationEncoderArtifact.Load(_folder.File("model")).Card;
        Assert.Equal(["north", "south"], card.Outputs.Select(output => output.Name));
        Assert.Equal("log-odds", card.Outputs[0].Unit);
        Assert.InRange(card.Metrics.Single(metric => metric.Name == "species/mean/auc").Value, 0.9, 1);
    }

    [Fact]
    public async Task The_files_of_the_challenge_are_learnt_from_and_fused_with_the_logits_of_pictures()
    {
        Write("train2018", 40);
        Write("val2018", 10);
        File.WriteAllLines(_folder.File("val2018_logits.csv"), Enumerable.Range(0, 10).Select(i => $"{i},0,0,0"));

        var run = await CommandRun.Of(Train(_folder.Path));

        Assert.True(run.ExitCode == 0, run.Error);
        var metrics = LocationEncoderArtifact.Load(_folder.File("model")).Card.Metrics.ToDictionary(metric => metric.Name, metric => metric.Value);

        // a picture classifier without an opinion: what is right comes from the place
        Assert.Equal(0, metrics["species/picture/top-1"]);
        Assert.InRange(metrics["species/sum/top-1"], 0.8, 1);
        Assert.Equal(metrics["species/place/top-1"], metrics["species/sum/top-1"]);
    }

    [Theory]
    [InlineData("climate", "nothing.nc")]
    [InlineData("species", "nothing.csv")]
    public async Task A_source_that_is_not_there_is_one_line_of_complaint(string data, string name)
    {
        var run = await CommandRun.Of("train", "location-encoder", "--data", data, "--source", _folder.File(name), "--out", _folder.File("model"));

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(name, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    private string[] Train(string source) =>
    [
        "train", "location-encoder", "--data", "species", "--source", source, "--preset", "species", "--out", _folder.File("model"),
        "--set", "degrees=4", "--set", "network=linear", "--set", "steps=300", "--set", "learning-rate=0.02", "--json",
    ];

    // species 0 in the west, 1 around Greenwich, 2 in the east
    private void Write(string set, int count)
    {
        int Species(int i) => i % 3;
        File.WriteAllText(
            _folder.File(set + ".json"),
            $$"""{"annotations":[{{string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"id":{{i}},"image_id":{{i}},"category_id":{{Species(i)}}}"""))}}]}""");
        File.WriteAllText(
            _folder.File(set + "_locations.json"),
            $"[{string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"id":{{i}},"lat":{{(i % 7) * 3}},"lon":{{(Species(i) - 1) * 100 + i % 5}},"user_id":1}"""))}]");
    }
}
