using System.Text.Json;
using GeoCore.Artifacts;
using Learners.Torch.Metrics;

namespace Learners.Tests.Host;

public class TrainCommandTests
{
    // the paper's places come with the program, so that these runs need no download
    private static readonly string[] s_smoke = ["train", "location-encoder", "--data", "land-ocean", "--preset", "smoke"];

    [Fact]
    public async Task A_smoke_run_publishes_a_model_that_the_server_accepts()
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.Of([.. s_smoke, "--out", folder.File("model"), "--json"]);

        Assert.True(run.ExitCode == 0, run.Error);
        using var result = JsonDocument.Parse(run.Output);
        var metrics = result.RootElement.GetProperty("metrics").EnumerateArray()
            .ToDictionary(metric => metric.GetProperty("name").GetString()!, metric => metric.GetProperty("value").GetDouble());
        Assert.InRange(metrics["land-ocean/accuracy"], 0.8, 1); // 0.71 says water everywhere
        Assert.Equal(60, result.RootElement.GetProperty("steps").GetInt64());
        var artifact = LocationEncoderArtifact.Load(folder.File("model")); // checks digests, shapes and torch's answers
        Assert.Equal(("model", "land-ocean", 1L), (artifact.Card.Id, artifact.Card.Training!.Data, artifact.Card.Training.Seed));
        Assert.Equal(64, artifact.Probe.Points.Count);
        Assert.StartsWith("./geosuite train location-encoder --data land-ocean --preset smoke --seed 1", artifact.Card.Training.Command, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("model.training/checkpoint.safetensors")));
        var curve = MetricsFile.Read(folder.File("model.training/metrics.jsonl"));
        Assert.Equal(["loss", "learning-rate", "examples-per-second"], curve[^1].Values.Keys);
        Assert.True(curve[^1].Values["loss"] < curve[0].Values["loss"]);
        Assert.Single(Directory.GetFiles(folder.File("model.training"), "events.out.tfevents.*"));
    }

    [Fact]
    public async Task The_serving_code_scores_a_model_as_torch_scored_it()
    {
        using var folder = new TemporaryFolder();
        await CommandRun.Of([.. s_smoke, "--out", folder.File("model")]);

        var run = await CommandRun.Of("learners", "evaluate", folder.File("model"), "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        using var scores = JsonDocument.Parse(run.Output);
        var served = scores.RootElement.EnumerateArray().ToDictionary(metric => metric.GetProperty("name").GetString()!, metric => metric.GetProperty("value").GetDouble());
        Assert.All(LocationEncoderArtifact.LoadCard(folder.File("model")).Metrics, metric => Assert.Equal(metric.Value, served[metric.Name], 1e-4));
    }

    [Theory]
    [InlineData("float64", "siren")]
    [InlineData("float32", "fcnet")]
    [InlineData("float32", "linear")]
    public async Task Every_network_and_precision_is_published_in_float32(string precision, string network)
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.Of(
            [.. s_smoke, "--out", folder.File("model"), "--set", "steps=5", "--set", $"precision={precision}", "--set", $"network={network}"]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(network, LocationEncoderArtifact.Load(folder.File("model")).Card.Network.Name);
        Assert.All(Safetensors.Read(folder.File("model/weights.safetensors")).Entries, entry => Assert.Equal(TensorType.Float32, entry.Type));
    }

    [Fact]
    public async Task An_interrupted_run_resumes_and_publishes_the_bytes_of_one_that_ran_through()
    {
        using var folder = new TemporaryFolder();
        await CommandRun.Of([.. s_smoke, "--out", folder.File("whole")]);
        using var source = new CancellationTokenSource();

        var cut = await CommandRun.Of(source, [.. s_smoke, "--out", folder.File("cut")]);
        var resumed = await CommandRun.Of([.. s_smoke, "--out", folder.File("cut"), "--resume"]);

        Assert.Equal(130, cut.ExitCode);
        Assert.Contains("--resume goes on", cut.ErrorLines[^1], StringComparison.Ordinal);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        var steps = MetricsFile.Read(folder.File("cut.training/metrics.jsonl")).Select(point => point.Step).ToList();
        Assert.Equal(steps.Distinct().Order(), steps);
        Assert.Equal(60, steps[^1]);
        foreach (var name in new[] { "weights.safetensors", "probe.json" })
        {
            Assert.Equal(await Bytes(folder.File($"whole/{name}")), await Bytes(folder.File($"cut/{name}")));
        }
    }

    [Fact]
    public async Task A_checkpoint_of_other_settings_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        await CommandRun.Of(source, [.. s_smoke, "--out", folder.File("model")]);

        var other = await CommandRun.Of([.. s_smoke, "--out", folder.File("model"), "--seed", "7", "--resume"]);

        Assert.Equal(1, other.ExitCode);
        Assert.Contains("another run", Assert.Single(other.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_killed_before_it_published_publishes_when_it_is_resumed()
    {
        using var folder = new TemporaryFolder();
        string[] words = [.. s_smoke, "--out", folder.File("model"), "--set", "steps=3"];
        await File.WriteAllTextAsync(folder.File(".content"), "in the way of the folder that is written first", TestContext.Current.CancellationToken);
        var stopped = await CommandRun.Of(words);
        File.Delete(folder.File(".content"));

        var resumed = await CommandRun.Of([.. words, "--resume", "--json"]);

        Assert.Equal(1, stopped.ExitCode);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        using var result = JsonDocument.Parse(resumed.Output);
        Assert.Equal((3L, JsonValueKind.Null), (result.RootElement.GetProperty("steps").GetInt64(), result.RootElement.GetProperty("loss").ValueKind));
    }

    [Fact]
    public async Task The_paper_s_configuration_reaches_its_accuracy_on_its_protocol()
    {
        using var folder = new TemporaryFolder();

        // 200 of at most 500 epochs: 95.6 % and 85.7 %; the whole run, 95.8 % and 86.3 %, is in docs/results
        var run = await CommandRun.Of(
            ["train", "location-encoder", "--data", "land-ocean", "--preset", "paper", "--set", "steps=600", "--out", folder.File("model")]);

        Assert.True(run.ExitCode == 0, run.Error);
        var metrics = LocationEncoderArtifact.LoadCard(folder.File("model")).Metrics.ToDictionary(metric => metric.Name, metric => metric.Value);
        Assert.InRange(metrics["land-ocean/accuracy"], 0.95, 1);
        Assert.InRange(metrics["land-ocean/iou"], 0.85, 1);
    }

    [Fact]
    public async Task A_first_run_may_be_resumed_and_says_so()
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.Of([.. s_smoke, "--out", folder.File("model"), "--set", "steps=2", "--resume"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("no checkpoint to go on from", run.ErrorLines[0], StringComparison.Ordinal);
    }

    private static Task<byte[]> Bytes(string path) => File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
}
