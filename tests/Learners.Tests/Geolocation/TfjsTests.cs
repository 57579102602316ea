using System.Text.Json;
using System.Text.Json.Nodes;
using GeoCore.Artifacts;
using GeoCore.Geolocation.Models;
using GeoCore.Imaging;
using GeoCore.Onnx;
using Learners.Geolocation.Backbones;

namespace Learners.Tests.Geolocation;

public class TfjsTests
{
    private static readonly string s_golden = Path.Combine(AppContext.BaseDirectory, "golden", "tfjs");

    [Fact]
    public void Every_kind_of_layer_answers_as_tensorflow_does()
    {
        var expected = Expected("small");
        var onnx = TfjsToOnnx.Convert(TfjsModel.Read(Path.Combine(s_golden, "small.json")), "output", 19, 23);
        using var network = OnnxBackbone.Load("small", onnx, new PicturePreparation { Width = 19, Height = 23, Scale = 1 });

        var embedding = Embed(network, Picture(23, 19));

        Assert.Equal(expected.Length, embedding.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], embedding[i], 2e-5);
        }
    }

    [Fact]
    public void The_trunk_of_centernet_answers_as_tensorflow_does()
    {
        var home = Environment.GetEnvironmentVariable("GEOSUITE_HOME") ?? Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..");
        var path = CenternetBackbone.PathIn(Path.Combine(home, "artifacts", "data"));
        Assert.SkipUnless(File.Exists(path), "centernet was not fetched: ./geosuite experiment ensemble --table ground fetches it");
        var expected = Expected("centernet");
        using var network = OnnxBackbone.Load("centernet", TfjsToOnnx.Convert(TfjsModel.Read(path), CenternetBackbone.Trunk, 512, 512), CenternetBackbone.Preparation);

        var embedding = Embed(network, Picture(512, 512));

        Assert.Equal(480, network.Width);
        var largest = expected.Max(MathF.Abs);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], embedding[i], 1e-4 * largest);
        }
    }

    [Theory]
    [InlineData("""{"format":"layers-model","modelTopology":{"class_name":"Model"},"weightsManifest":[]}""", "a layers model of Keras cannot be read")]
    [InlineData("""{"modelTopology":{"node":[]}}""", "no graph model")]
    [InlineData("""not json""", "no graph model")]
    [InlineData("""{"modelTopology":{"node":[]},"weightsManifest":[{"paths":["../x.bin"],"weights":[]}]}""", "'../x.bin', which is not beside it")]
    [InlineData("""{"modelTopology":{"node":[{"name":"a","op":"Relu"},{"name":"a","op":"Relu"}]},"weightsManifest":[]}""", "two nodes 'a'")]
    public void What_is_no_graph_model_is_explained(string json, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("model.json"), json);

        var fault = Assert.Throws<ArtifactException>(() => TfjsModel.Read(folder.File("model.json")));

        Assert.StartsWith("model.json is no graph model", fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_end_too_early_or_too_late_are_refused()
    {
        using var folder = Copy(model => { });
        File.WriteAllBytes(folder.File("small.2of2.bin"), [.. File.ReadAllBytes(folder.File("small.2of2.bin")).SkipLast(1)]);
        Assert.Contains("ends behind its file", Assert.Throws<ArtifactException>(() => TfjsModel.Read(folder.File("small.json"))).Message, StringComparison.Ordinal);
        File.WriteAllBytes(folder.File("small.2of2.bin"), [.. File.ReadAllBytes(Path.Combine(s_golden, "small.2of2.bin")), 0]);
        Assert.Contains("its files have", Assert.Throws<ArtifactException>(() => TfjsModel.Read(folder.File("small.json"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("op", "LSTM", "is a LSTM, which is not converted")]
    [InlineData("input", "nowhere", "no node 'nowhere'")]
    [InlineData("input", "output", "goes in a circle")]
    public void A_graph_that_cannot_be_converted_is_explained(string field, string value, string expected)
    {
        using var folder = Copy(model =>
        {
            var node = model["modelTopology"]!["node"]!.AsArray().Single(one => (string?)one!["name"] == "positive")!;
            node[field] = field == "op" ? value : new JsonArray(value);
        });

        var fault = Assert.Throws<ArtifactException>(() => TfjsToOnnx.Convert(TfjsModel.Read(folder.File("small.json")), "output", 19, 23));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    private static TemporaryFolder Copy(Action<JsonNode> change)
    {
        var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(s_golden, "small.*"))
        {
            File.Copy(file, folder.File(Path.GetFileName(file)));
        }

        var model = JsonNode.Parse(File.ReadAllText(folder.File("small.json")))!;
        change(model);
        File.WriteAllText(folder.File("small.json"), model.ToJsonString());
        return folder;
    }

    // the formula of generate.mjs
    private static Picture Picture(int height, int width)
    {
        var pixels = new byte[height * width * 3];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y, c) = (i / 3 % width, i / 3 / width, i % 3);
            pixels[i] = (byte)((x * 7 + y * 13 + c * 50 + (x * y % 31)) % 256);
        }

        return new Picture(width, height, pixels);
    }

    private static float[] Embed(OnnxBackbone network, Picture picture)
    {
        var embedding = new float[network.Width];
        network.Embed(picture, embedding, TestContext.Current.CancellationToken);
        return embedding;
    }

    private static float[] Expected(string model)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_golden, "expected.json")));
        return [.. document.RootElement.GetProperty(model).GetProperty("embedding").EnumerateArray().Select(number => number.GetSingle())];
    }
}
