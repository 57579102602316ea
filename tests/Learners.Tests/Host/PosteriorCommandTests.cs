using GeoCore.Artifacts;

namespace Learners.Tests.Host;

/// <summary>Runs that publish a posterior of their last layer, from the command line to the artifact.</summary>
public sealed class PosteriorCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("land-ocean", "siren", 3000, 3000)]
    [InlineData("land-ocean", "linear", 9000, 5000)]
    [InlineData("checkerboard", "fcnet", 2000, 2000)]
    public async Task A_posterior_is_published_beside_the_weights_and_says_what_it_is_worth(string data, string network, int wanted, int places)
    {
        var run = await Train(data, "degrees=6", "hidden-width=16", $"network={network}", $"posterior-places={wanted}");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains($"posterior of {places} places, prior precision ", run.Error, StringComparison.Ordinal);
        var artifact = LocationEncoderArtifact.Load(_folder.File("model"));
        Assert.Equal(places, artifact.Card.Posterior!.Places);
        Assert.InRange(artifact.Card.Posterior.PriorPrecision, 1e-4, 1e4);
        var spread = new float[2];
        artifact.Spread!.Evaluate([10, -120], [50, 0], spread, TestContext.Current.CancellationToken);
        Assert.All(spread, value => Assert.InRange(value, -15, 10));
    }

    [Fact]
    public async Task Weights_and_probe_are_those_of_a_run_without_a_posterior()
    {
        Assert.Equal(0, (await Train("land-ocean", "posterior-places=0")).ExitCode);
        string[] names = ["weights.safetensors", "probe.json"];
        var before = names.Select(name => File.ReadAllBytes(Path.Combine(_folder.File("model"), name))).ToArray();
        Assert.False(LocationEncoderArtifact.HasPosterior(_folder.File("model")));

        Assert.Equal(0, (await Train("land-ocean", "posterior-places=500")).ExitCode);

        Assert.Equal(before, names.Select(name => File.ReadAllBytes(Path.Combine(_folder.File("model"), name))));
        Assert.True(LocationEncoderArtifact.HasPosterior(_folder.File("model")));
    }

    [Theory]
    [InlineData("'posterior-places' is for data of classes", "climate", "degrees=3")]
    [InlineData("'posterior-places' is for a last layer of fewer than 4096 inputs, and this one has 4096", "land-ocean", "network=linear", "degrees=64")]
    public async Task What_can_have_no_posterior_is_refused_before_training(string expected, string data, params string[] settings)
    {
        var run = await Train(data, ["posterior-places=10", .. settings]);

        Assert.NotEqual(0, run.ExitCode);
        Assert.StartsWith("geosuite: " + expected, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    private Task<CommandRun> Train(string data, params string[] settings)
    {
        string[] source = data == "climate" ? ["--source", Path.Combine(AppContext.BaseDirectory, "golden", "netcdf", "field.nc") + "#t2m"] : [];
        string[] more = [.. settings.Prepend("steps=20").SelectMany(setting => new[] { "--set", setting })];
        return CommandRun.Of(["train", "location-encoder", "--data", data, "--preset", data == "climate" ? "climate" : "smoke", "--seed", "1", "--out", _folder.File("model"), .. source, .. more]);
    }
}
