using GeoCore.Artifacts;

namespace Learners.Tests.Host;

public class EncoderChoiceTests
{
    [Theory]
    [InlineData("direct", "reference")]
    [InlineData("wrap", "corrected")]
    [InlineData("spherem", "corrected")]
    [InlineData("dfs", "corrected")]
    public async Task A_model_of_any_encoder_is_published_and_answers_in_the_serving_code_as_in_torch(string encoder, string variant)
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.Of(
            "train", "location-encoder", "--data", "checkerboard", "--preset", "smoke", "--set", $"encoder={encoder}", "--set", $"variant={variant}",
            "--set", "scales=4", "--set", "centres=50", "--set", "steps=5", "--out", folder.File("model"));

        Assert.True(run.ExitCode == 0, run.Error);
        var artifact = LocationEncoderArtifact.Load(folder.File("model")); // refuses a model that answers otherwise than torch did
        Assert.Equal(encoder, artifact.Card.Encoding.Name);
        Assert.Null(artifact.Card.Encoding.Degrees);
        Assert.Equal(16, artifact.Card.Outputs.Count);
    }

    [Theory]
    [InlineData("encoder 'dfs'", "encoder=dfs", "variant=reference")]
    [InlineData("encoder 'grid'", "encoder=grid", "maximum-radius=0.01")]
    [InlineData("centres is an even number, not 51", "encoder=wrap", "centres=51")]
    public async Task Settings_that_do_not_go_together_are_refused_in_a_line(string expected, string first, string second)
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.Of(
            "train", "location-encoder", "--data", "checkerboard", "--preset", "smoke", "--set", first, "--set", second, "--out", folder.File("model"));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("geosuite: " + expected, run.ErrorLines[^1], StringComparison.Ordinal);
    }
}
