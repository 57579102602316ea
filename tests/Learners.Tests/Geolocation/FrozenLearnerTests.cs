using System.Globalization;
using System.Text.Json;
using GeoCore.Artifacts.Onnx;
using GeoCore.Geolocation.Models;
using GeoCore.Geolocation.Sources.Retrieval;
using GeoCore.Onnx;
using Learners.Geolocation.Data.Overhead;
using Learners.Tests.Host;

namespace Learners.Tests.Geolocation;

/// <summary>Heads over a network of others, which here says the mean colours of 2 × 2 parts of a picture.</summary>
public sealed class FrozenLearnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FrozenLearnerTests()
    {
        var graph = new OnnxGraph("mean colours");
        var x = graph.Input("picture", OnnxType.Float32, 1, 3, 16, 16);
        var means = graph.Node("AveragePool", "means", [x], OnnxSetting.Of("kernel_shape", 8L, 8L), OnnxSetting.Of("strides", 8L, 8L));
        graph.Output(graph.Node("Relu", "other", [means]), OnnxType.Float32, 1, 3, 2, 2);
        graph.Output(graph.Node("Flatten", "embedding", [means]), OnnxType.Float32, 1, 12);
        File.WriteAllBytes(_folder.File("means.onnx"), graph.ToBytes());
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("siren", 0, "log-linear")]
    [InlineData("fourier", 12, "gated")]
    public async Task Heads_over_a_frozen_network_find_places_and_are_published_with_it(string branch, int headWidth, string pool)
    {
        var run = await Train("--set", "pool=" + pool, "--set", $"location-branch={branch}", "--set", string.Create(CultureInfo.InvariantCulture, $"head-width={headWidth}"), "--set", "fourier-networks=1", "--set", "fourier-frequencies=12");
        Assert.True(run.ExitCode == 0, run.Error);

        var artifact = GeolocatorArtifact.Load(_folder.File("model"));
        Assert.Equal((12, "backbone.onnx", "embedding"), (artifact.Card.Backbone.Width, artifact.Card.Backbone.File, artifact.Card.Backbone.Output));
        Assert.Equal(branch == "fourier" ? 1 : null, artifact.Card.Sources.Single(source => source.Kind == SourceCard.RetrievalField).Capsules);
        Assert.All(artifact.Card.Sources, source => Assert.Equal(headWidth > 0 ? 4 : 2, source.Head.Layers.Count));
        using var card = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder.File("model"), "card.json")));
        var metrics = card.RootElement.GetProperty("metrics").EnumerateArray().ToDictionary(metric => metric.GetProperty("name").GetString()!, metric => metric.GetProperty("value").GetDouble());
        Assert.True(metrics["log-linear/auc-log-low"] > metrics["prior/auc-log-high"], $"{metrics["log-linear/auc-log-low"]} against {metrics["prior/auc-log-high"]}");
        Assert.True(metrics["places/auc-log"] > metrics["prior/auc-log"] + 0.02);

        // a gate over a few pictures must do no harm, and the card says what it looks at
        Assert.Equal(pool == "gated", metrics.TryGetValue("gated/auc-log", out var gated));
        Assert.True(pool != "gated" || gated > metrics["log-linear/auc-log"] - 0.02);
        Assert.Equal(pool == "gated" ? ["belt"] : null, artifact.Card.Gate?.Features);
        Assert.Equal(pool == "gated" ? GeoCore.Geolocation.Pooling.PoolingRule.Gated : GeoCore.Geolocation.Pooling.PoolingRule.LogLinear, artifact.Ensemble.Rule);

        // what is served from the files finds the pictures that were held out, as what was trained did
        var evaluated = await CommandRun.Of("learners", "evaluate", _folder.File("model"), "--json");
        Assert.True(evaluated.ExitCode == 0, evaluated.Error);
        using var served = JsonDocument.Parse(evaluated.Output);
        var found = served.RootElement.EnumerateArray().Single(metric => metric.GetProperty("name").GetString() == "log-linear/auc-log").GetProperty("value").GetDouble();
        Assert.InRange(found, metrics["log-linear/auc-log"] - 0.04, metrics["log-linear/auc-log"] + 0.04);
    }

    [Fact]
    public async Task A_model_that_answers_otherwise_than_its_trainer_is_refused()
    {
        var run = await CommandRun.Of("train", "geolocator", "--data", "painted", "--preset", "smoke", "--set", "steps=20", "--out", _folder.File("model"));
        Assert.True(run.ExitCode == 0, run.Error);
        var artifact = GeolocatorArtifact.Load(_folder.File("model"));
        Assert.Equal(3, artifact.Probe!.Pictures.Count);
        using (var own = OnnxBackbone.Load(artifact.BackbonePath, artifact.Preparation))
        {
            artifact.Probe.CheckBackbone(own);
        }

        using (var other = OnnxBackbone.Load(artifact.BackbonePath, artifact.Preparation with { Mean = [0, 0, 0] }))
        {
            Assert.Contains("probe.json: 'pictures[0].embedding'", Assert.Throws<GeoCore.Artifacts.ArtifactException>(() => artifact.Probe.CheckBackbone(other)).Message, StringComparison.Ordinal);
        }

        // the probe of another model, with its digest on the card
        var content = Directory.ResolveLinkTarget(_folder.File("model"), true)?.FullName ?? _folder.File("model");
        foreach (var (field, part) in ((string, string)[])[("heads", "'pictures[0].heads[0]' has"), ("logDensities", "'pictures[0].logDensities' has")])
        {
            var copy = Directory.CreateDirectory(_folder.File("copy-" + field)).FullName;
            foreach (var file in Directory.GetFiles(content))
            {
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            }

            var probe = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllBytes(Path.Combine(copy, "probe.json")))!;
            var numbers = probe["pictures"]![0]![field]!;
            var array = field == "heads" ? numbers[0]! : numbers;
            array[0] = array[0]!.GetValue<double>() + 5;
            var changed = System.Text.Encoding.UTF8.GetBytes(probe.ToJsonString());
            File.WriteAllBytes(Path.Combine(copy, "probe.json"), changed);
            Assert.Contains("SHA-256", Assert.Throws<GeoCore.Artifacts.ArtifactException>(() => GeolocatorArtifact.Load(copy)).Message, StringComparison.Ordinal);
            var card = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllBytes(Path.Combine(copy, "card.json")))!;
            card["probe"]!["sha256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(changed));
            File.WriteAllText(Path.Combine(copy, "card.json"), card.ToJsonString());
            Assert.Contains(part, Assert.Throws<GeoCore.Artifacts.ArtifactException>(() => GeolocatorArtifact.Load(copy)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Embeddings_are_computed_once_for_a_network_and_its_pictures()
    {
        await Train("--set", "steps=5");
        var kept = Directory.GetFiles(_folder.File("data/embeddings"));
        Assert.Equal(2, kept.Length);
        var numbers = GeoCore.Artifacts.Safetensors.Read(kept.Single(file => new FileInfo(file).Length > 10_000)).Floats("embeddings", 256, 12);
        var picture = PaintedEarth.Open(GeoCore.Geolocation.Grids.NestedGrid.Healpix(0)).Training.Pictures[7];
        using (var network = OnnxBackbone.Load(_folder.File("means.onnx"), PicturePresets.Of("vit", 16), new OnnxBackboneOptions { Output = "embedding" }))
        {
            var expected = new float[12];
            network.Embed(picture, expected, TestContext.Current.CancellationToken);
            Assert.Equal(expected, numbers[84..96]);
        }

        // again: the files are read, not made, and even a network that says something else would not be asked
        var written = kept.ToDictionary(file => file, File.ReadAllBytes);
        var again = await Train("--set", "steps=5");
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.All(written, pair => Assert.Equal(pair.Value, File.ReadAllBytes(pair.Key)));
        Assert.Equal(2, Directory.GetFiles(_folder.File("data/embeddings")).Length);

        // another preparation is another network; a file that was cut short is made again
        await Train("--set", "steps=5", "--set", "preparation=clip");
        Assert.Equal(4, Directory.GetFiles(_folder.File("data/embeddings")).Length);
        File.WriteAllBytes(kept[0], written[kept[0]][..50]);
        await Train("--set", "steps=5");
        Assert.Equal(written[kept[0]], File.ReadAllBytes(kept[0]));
    }

    [Theory]
    [InlineData("there is no network nowhere.onnx", 1, "backbone=nowhere.onnx")]
    [InlineData("there is no output 'logits'", 1, "backbone=MEANS#logits")]
    [InlineData("and pictures are prepared as [1, 3, 20, 20]", 1, "backbone-side=20")]
    [InlineData("preparation is one of clip", 2, "preparation=sharp")]
    [InlineData("location-branch is one of siren, fourier", 2, "location-branch=wavelet")]
    public async Task What_is_wrong_with_a_network_is_one_line(string message, int code, string setting)
    {
        var run = await Train("--set", setting.Replace("MEANS", _folder.File("means.onnx"), StringComparison.Ordinal));
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(message, run.ErrorLines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Fourier_places_are_served_as_they_were_trained()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        TorchSharp.torch.manual_seed(2);
        var places = new Learners.Geolocation.Networks.Places.FourierPlaces(3, 10, 14, 6, seed: 4);
        using var network = places.Create(TorchSharp.torch.ScalarType.Float64, null);
        double[] longitudes = [2.3, -179.9, 151.2, 0], latitudes = [48.9, 10, -33.9, -89];
        var features = new double[4 * places.Encoding.Dimension];
        places.Encoding.Encode(longitudes, latitudes, features.AsSpan());
        var trained = network.forward(TorchSharp.torch.tensor(features, [4, places.Encoding.Dimension])).data<double>().ToArray();

        var served = new float[4 * 6];
        places.Branch(network).Embed(longitudes, latitudes, served);
        Assert.Equal(trained, served.Select(x => (double)x), (a, b) => Math.Abs(a - b) < 1e-5);

        var published = GeoCore.Artifacts.Safetensors.Parse(GeoCore.Artifacts.SafetensorsWriter.Write([.. places.Tensors(network, "branch.")]), "x");
        var read = new float[4 * 6];
        FourierTensors.Read(published, "branch.", 3).Embed(longitudes, latitudes, read);
        Assert.Equal(served, read, (a, b) => Math.Abs(a - b) < 1e-4);
        Assert.IsType<FourierBranch>(places.Branch(network));
    }

    private Task<CommandRun> Train(params string[] more) => CommandRun.Of(
    [
        "train", "geolocator", "--data", "painted", "--preset", "smoke", "--out", _folder.File("model"), "--data-folder", _folder.File("data"),
        "--set", $"backbone={_folder.File("means.onnx")}#embedding", "--set", "preparation=vit", "--set", "backbone-side=16", "--set", "steps=150", .. more,
    ]);
}
