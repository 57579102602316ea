using GeoCore.Artifacts;
using GeoCore.Encoding;
using GeoCore.Encoding.Networks;
using GeoCore.Tests.Encoding;

namespace GeoCore.Tests.Artifacts;

public sealed class LocationEncoderArtifactTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("artifact").FullName;

    private string Folder => Path.Combine(_home, "land");

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public void A_saved_artifact_gives_the_same_answers_after_loading()
    {
        var saved = Save();
        var loaded = LocationEncoderArtifact.Load(Folder);
        Assert.Equal(saved.Digest, loaded.Digest);
        Assert.Equal("Land", loaded.Card.Title);
        Assert.Equal(OutputKind.Categorical, loaded.Card.Kind);
        Assert.Equal(["card.json", "probe.json", "weights.safetensors"], Directory.GetFiles(Folder).Select(Path.GetFileName).Order());
        Assert.True(LocationEncoderArtifact.IsArtifact(Folder));
        var (longitudes, latitudes) = RandomNetworks.Places(10, 1);
        float[] a = new float[20], b = new float[20];
        saved.Encoder.Evaluate(longitudes, latitudes, a, TestContext.Current.CancellationToken);
        loaded.Encoder.Evaluate(longitudes, latitudes, b, TestContext.Current.CancellationToken);
        Assert.Equal(a, b);
    }

    [Fact]
    public void The_same_content_has_the_same_digest_and_other_weights_have_another()
    {
        var first = Save().Digest;
        Assert.Equal(first, Save().Digest);
        Assert.NotEqual(first, Save(seed: 8).Digest);
    }

    [Fact]
    public void Answers_that_the_weights_do_not_give_are_not_published()
    {
        var fault = Assert.Throws<ArtifactException>(() => Save(error: 1e-3));
        Assert.Contains("points[3].logits[1]", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder));
        Save(error: 1e-5);
    }

    [Theory]
    [InlineData("weights.safetensors", "weights.safetensors: SHA-256")]
    [InlineData("probe.json", "probe.json: SHA-256")]
    public void A_changed_file_is_noticed(string file, string reason)
    {
        Save();
        var path = Path.Combine(Folder, file);
        var content = File.ReadAllBytes(path);
        content[^3] ^= 1;
        File.WriteAllBytes(path, content);
        Refuses(reason);
    }

    [Theory]
    [InlineData("weights.safetensors")]
    [InlineData("probe.json")]
    [InlineData("card.json")]
    public void A_missing_file_is_named(string file)
    {
        Save();
        File.Delete(Path.Combine(Folder, file));
        Refuses(file);
    }

    [Theory]
    [InlineData("\"hidden\": 12", "\"hidden\": 13", "has shape [12, 16]")]
    [InlineData("\"inputs\": 16", "\"inputs\": 17", "network.inputs")]
    [InlineData("\"outputs\": 2", "\"outputs\": 3", "outputs")]
    [InlineData("\"layers\": 2", "\"layers\": 1", "layers.1.weight")]
    [InlineData("\"layers\": 2", "\"layers\": 2000000000", "layers")]
    [InlineData("\"hidden\": 12", "\"hidden\": 2000000000", "hidden")]
    [InlineData("\"degrees\": 4", "\"degrees\": 5", "network.inputs")]
    [InlineData("\"degrees\": 4", "\"degrees\": 1000000", "encoding.degrees")]
    [InlineData("\"standard\"", "\"greek\"", "encoding.convention")]
    [InlineData("\"standard\"", "\"analytic\"", "points[0].logits")]
    [InlineData("\"sphericalharmonics\"", "\"wavelets\"", "encoding.name")]
    [InlineData("\"categorical\"", "\"fuzzy\"", "kind")]
    [InlineData("\"categorical\"", "\"binary\"", "binary")]
    [InlineData("location-encoder/1", "location-encoder/2", "format")]
    [InlineData("#00ff00", "green-ish", "outputs[1].color")]
    [InlineData("\"value\": 7", "\"value\": 3", "class code twice")]
    [InlineData("\"title\"", "\"tittle\"", "title")]
    public void A_card_that_does_not_fit_is_explained(string text, string replacement, string reason)
    {
        Save();
        var path = Path.Combine(Folder, "card.json");
        var card = File.ReadAllText(path);
        Assert.Contains(text, card, StringComparison.Ordinal);
        File.WriteAllText(path, card.Replace(text, replacement, StringComparison.Ordinal));
        Refuses(reason);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":null}")]
    public void A_card_that_is_no_card_is_explained(string text)
    {
        Save();
        File.WriteAllText(Path.Combine(Folder, "card.json"), text);
        Refuses("card.json");
    }

    [Fact]
    public void A_tensor_that_nobody_needs_is_noticed()
    {
        var (card, tensors, probe) = Parts(7, 0);
        var fault = Assert.Throws<ArtifactException>(() => LocationEncoderArtifact.Save(Folder, card, [.. tensors, new("spare", [1], new float[1])], probe));
        Assert.Contains("spare", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_not_finite_are_noticed()
    {
        var (card, tensors, probe) = Parts(7, 0);
        tensors[0] = tensors[0] with { Values = Enumerable.Repeat(float.NaN, tensors[0].Values.Length).ToArray() };
        Assert.Contains(tensors[0].Name, Assert.Throws<ArtifactException>(() => LocationEncoderArtifact.Save(Folder, card, tensors, probe)).Message, StringComparison.Ordinal);
    }

    private void Refuses(string reason) =>
        Assert.Contains(reason, Assert.Throws<ArtifactException>(() => LocationEncoderArtifact.Load(Folder)).Message, StringComparison.Ordinal);

    private LocationEncoderArtifact Save(int seed = 7, double error = 0)
    {
        var (card, tensors, probe) = Parts(seed, error);
        return LocationEncoderArtifact.Save(Folder, card, tensors, probe);
    }

    private static (ArtifactCard Card, Tensor[] Tensors, Probe Probe) Parts(int seed, double error)
    {
        var shape = RandomNetworks.Siren(16, 12, 2, 2);
        var values = RandomNetworks.Tensors(shape, seed);
        var encoder = RandomNetworks.Harmonic(4, 12, 2, 2, seed);
        var (longitudes, latitudes) = RandomNetworks.Places(64, 4);
        var logits = new double[128];
        encoder.Evaluate(longitudes, latitudes, logits);
        logits[7] += error;
        var card = new ArtifactCard
        {
            Id = "land",
            Title = "Land",
            Kind = OutputKind.Categorical,
            Encoding = new EncodingCard("sphericalharmonics", Degrees: 4, Convention: "standard"),
            Network = shape,
            Outputs = [new("sea", "Sea", 3, "#0000ff"), new("land", "Land", 7, "#00ff00")],
            Training = new TrainingCard("location-encoder", "land", "smoke", new Dictionary<string, string> { ["steps"] = "60" }, 1, 60, "none"),
            Metrics = [new("accuracy", 0.95)],
        };
        return (
            card,
            [.. NetworkTensors.Of(shape).Select(tensor => new Tensor(tensor.Name, tensor.Shape, values[tensor.Name].Select(value => (float)value).ToArray()))],
            new Probe(Probe.UsualTolerance, [.. Enumerable.Range(0, 64).Select(i => new ProbePoint(longitudes[i], latitudes[i], [logits[2 * i], logits[(2 * i) + 1]]))]));
    }
}
