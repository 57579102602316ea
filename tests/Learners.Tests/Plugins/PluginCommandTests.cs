using System.Diagnostics;
using System.Text.Json;
using GeoCore.Artifacts;
using GeoCore.Encoding;
using Learners.Tests.Host;
using Learners.Torch.Metrics;

namespace Learners.Tests.Plugins;

public sealed class PluginCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Plugins => _folder.File("plugins");

    [Fact]
    public async Task A_learner_of_a_foreign_assembly_is_trained_by_the_program_and_its_model_can_be_served()
    {
        SamplePlugin.CopyTo(Plugins);

        var (exitCode, output, error) = await Start("train", "sample", "--preset", "smoke", "--plugins", Plugins, "--out", _folder.File("waves"), "--json");

        Assert.True(exitCode == 0, error);
        using var result = JsonDocument.Parse(output);
        var score = result.RootElement.GetProperty("metrics").EnumerateArray().Single();
        Assert.Equal("waves/rmse", score.GetProperty("name").GetString());
        Assert.InRange(score.GetProperty("value").GetDouble(), 0, 0.8); // answering the mean everywhere is off by 1.12 m
        var artifact = LocationEncoderArtifact.Load(_folder.File("waves"));
        Assert.Equal((OutputKind.Regression, "sample", "waves"), (artifact.Card.Kind, artifact.Card.Training!.Learner, artifact.Card.Id));
        Assert.Equal(60, MetricsFile.Read(_folder.File("waves.training/metrics.jsonl"))[^1].Step);
    }

    [Fact]
    public async Task Plug_ins_stand_in_the_list_and_broken_ones_are_complained_about()
    {
        SamplePlugin.CopyTo(Plugins);
        Directory.CreateDirectory(Path.Combine(Plugins, "half"));

        var list = await CommandRun.Of("learners", "--plugins", Plugins);
        var shown = await CommandRun.Of("learners", "show", "sample", "--plugins", Plugins);

        Assert.Equal(0, list.ExitCode);
        Assert.Contains("location-encoder ", list.Output, StringComparison.Ordinal);
        Assert.Contains("sample ", list.Output, StringComparison.Ordinal);
        Assert.Equal("geosuite: the plug-in 'half' is left out: it has no half.dll", Assert.Single(list.ErrorLines));
        Assert.Contains("omega0=6", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plug_in_folder_that_somebody_names_has_to_be_there()
    {
        var run = await CommandRun.Of("learners", "--plugins", _folder.File("nowhere"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--plugins", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_plug_in_folder_a_learner_is_unknown()
    {
        var run = await CommandRun.Of("learners", "show", "sample");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no learner 'sample'", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_settings_of_a_learner_are_shown_as_a_schema()
    {
        var run = await CommandRun.Of("learners", "show", "location-encoder", "--schema");

        Assert.Equal(0, run.ExitCode);
        using var schema = JsonDocument.Parse(run.Output);
        Assert.Equal(400, schema.RootElement.GetProperty("properties").GetProperty("degrees").GetProperty("maximum").GetInt32());
    }

    public void Dispose() => _folder.Dispose();

    // the program itself, in a process of its own
    private static async Task<(int ExitCode, string Output, string Error)> Start(params string[] words)
    {
        var folder = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Checkout.Root, "artifacts", "bin", "Learners.Host", folder, "Learners.Host"), words)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
