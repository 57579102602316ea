using GeoCore.Artifacts;
using GeoCore.Encoding;
using GeoCore.Encoding.Networks;
using GeoCore.Encoding.Posterior;
using GeoCore.Tests.Encoding;
using GeoCore.Tests.Encoding.Posterior;

namespace GeoCore.Tests.Artifacts;

public sealed class PosteriorArtifactTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("posterior").FullName;

    private string Folder => Path.Combine(_home, "field");

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_posterior_is_kept_beside_the_weights_which_keep_their_bytes(int outputs)
    {
        var encoder = SpreadTests.Encoder("siren", 2, outputs);
        Save(encoder);
        var before = File.ReadAllBytes(Path.Combine(Folder, "weights.safetensors"));
        var posterior = SpreadTests.Posterior(encoder);
        LocationEncoderArtifact.SavePosterior(Folder, new PosteriorCard(0.3, 60), posterior);
        LocationEncoderArtifact.SavePosterior(Folder, new PosteriorCard(0.3, 60), posterior);
        var loaded = LocationEncoderArtifact.Load(Folder);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(Folder, "weights.safetensors")));
        Assert.Equal(new PosteriorCard(0.3, 60), loaded.Card.Posterior);
        Assert.Equal(posterior.Factor, loaded.Posterior!.Factor, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(posterior.Classes, loaded.Posterior.Classes, (a, b) => Math.Abs(a - b) < 1e-5);
        var (longitudes, latitudes) = RandomNetworks.Places(9, 2);
        double[] expected = new double[9], actual = new double[9];
        new LocationEncoder(encoder.Encoding, encoder.Network.WithSpread(posterior), OutputKind.Regression).Evaluate(longitudes, latitudes, expected);
        loaded.Spread!.Evaluate(longitudes, latitudes, actual);
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void An_artifact_without_a_posterior_says_nothing_of_one()
    {
        Save(SpreadTests.Encoder("siren", 2, 1));
        var loaded = LocationEncoderArtifact.Load(Folder);
        Assert.Null(loaded.Posterior);
        Assert.Null(loaded.Spread);
        Assert.DoesNotContain("posterior", File.ReadAllText(Path.Combine(Folder, "card.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_posterior_that_is_damaged_missing_or_of_another_network_is_explained()
    {
        var encoder = SpreadTests.Encoder("siren", 2, 1);
        Save(encoder);
        Refuses("does not belong", () => LocationEncoderArtifact.SavePosterior(Folder, new PosteriorCard(1, 1), new LastLayerPosterior(2, [1, 0, 0, 1], 1, [1])));
        Refuses("posterior", () => LocationEncoderArtifact.SavePosterior(Folder, new PosteriorCard(0, 1), SpreadTests.Posterior(encoder)));
        LocationEncoderArtifact.SavePosterior(Folder, new PosteriorCard(1, 1), SpreadTests.Posterior(encoder));
        var path = Path.Combine(Folder, "posterior.safetensors");
        var content = File.ReadAllBytes(path);
        content[^2] ^= 1;
        File.WriteAllBytes(path, content);
        Refuses("posterior.safetensors: SHA-256", () => LocationEncoderArtifact.Load(Folder));
        File.Delete(path);
        Refuses("posterior.safetensors", () => LocationEncoderArtifact.Load(Folder));
    }

    private static void Refuses(string reason, Func<object> action) =>
        Assert.Contains(reason, Assert.Throws<ArtifactException>(action).Message, StringComparison.Ordinal);

    private void Save(LocationEncoder encoder)
    {
        var shape = encoder.Network.Shape;
        var values = RandomNetworks.Tensors(shape, 2, 3);
        var logits = new double[shape.Outputs];
        encoder.Evaluate([10], [20], logits);
        LocationEncoderArtifact.Save(
            Folder,
            new ArtifactCard
            {
                Id = "field",
                Title = "Field",
                Kind = encoder.Kind,
                Encoding = new EncodingCard("sphericalharmonics", Degrees: 5, Convention: "standard"),
                Network = shape,
                Outputs = [.. Enumerable.Range(0, shape.Outputs).Select(i => new OutputCard($"c{i}", Value: i))],
            },
            [.. NetworkTensors.Of(shape).Select(tensor => new Tensor(tensor.Name, tensor.Shape, values[tensor.Name].Select(value => (float)value).ToArray()))],
            new Probe(Probe.UsualTolerance, [new ProbePoint(10, 20, logits)]));
    }
}
