using System.Globalization;
using GeoCore.Artifacts.Onnx;
using GeoCore.Geolocation.Models;
using GeoCore.Geolocation.Sources.Retrieval;
using GeoCore.Imaging;
using GeoCore.Onnx;
using Learners.Tests.Host;

namespace Learners.Tests.Geolocation.GeoClip;

/// <summary>Files in the layout that GeoCLIP's authors publish, with narrower layers: 6 → 5 → 4 over a picture network, three networks of 8 frequencies over places.</summary>
public sealed class GeoClipImportTests : IDisposable
{
    private const int Image = 3, Hidden = 5, Shared = 4, Frequencies = 8, Width = 7;
    private const double LogScale = 3.68103;

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(5);
    private readonly List<(string Name, long[] Shape, float[] Values)> _image = [], _places = [];

    private readonly string? _home = Environment.GetEnvironmentVariable("GEOSUITE_HOME");

    public GeoClipImportTests()
    {
        Environment.SetEnvironmentVariable("GEOSUITE_HOME", Checkout.Root);
        Layer(_image, "0", Hidden, Image);
        Layer(_image, "2", Shared, Hidden);
        for (var capsule = 0; capsule < 3; capsule++)
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"LocEnc{capsule}.");
            _places.Add((prefix + "capsule.0.b", [Frequencies, 2], Numbers(2 * Frequencies, Math.Pow(16, capsule))));
            Layer(_places, prefix + "capsule.1", Width, 2 * Frequencies);
            Layer(_places, prefix + "capsule.3", Width, Width);
            Layer(_places, prefix + "capsule.5", Width, Width);
            Layer(_places, prefix + "head.0", Shared, Width);
        }

        Directory.CreateDirectory(PathOf("weights"));
        TorchFile.Write(PathOf("weights/image_encoder_mlp_weights.pth"), _image);
        TorchFile.Write(PathOf("weights/location_encoder_weights.pth"), _places);
        TorchFile.WriteNumber(PathOf("weights/logit_scale_weights.pth"), (float)LogScale);
        var graph = new OnnxGraph("mean colour");
        var x = graph.Input("pixel_values", OnnxType.Float32, 1, 3, 8, 8);
        graph.Output(graph.Node("Flatten", "image_embeds", [graph.Node("GlobalAveragePool", "mean", [x])]), OnnxType.Float32, 1, Image);
        File.WriteAllBytes(PathOf("clip.onnx"), graph.ToBytes());
        File.WriteAllText(PathOf("gallery.csv"), "LAT,LON\n48.9,2.3\n-33.9,151.2\n-33.9,151.2\n40.7,-74\n");
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("GEOSUITE_HOME", _home);
        _folder.Dispose();
    }

    [Fact]
    public async Task Published_weights_become_a_geolocator_that_says_what_the_formulas_say()
    {
        var run = await Import("--gallery", PathOf("gallery.csv"));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("GeoCLIP, 768 cells, sources places, gallery", run.Output, StringComparison.Ordinal);

        var artifact = GeolocatorArtifact.Load(PathOf("model"));
        Assert.Equal(("geosuite.geolocator/1", "MIT"), (artifact.Card.Format, artifact.Card.Licence));
        Assert.Equal([1.0, 0], artifact.Ensemble.Members.Select(member => member.Weight));
        Assert.Equal(ResizeKernel.Cubic, artifact.Preparation.Kernel);
        using var backbone = OnnxBackbone.Load(artifact.BackbonePath, artifact.Preparation, new OnnxBackboneOptions { Output = artifact.Card.Backbone.Output });
        var embedding = new float[backbone.Width];
        backbone.Embed(new Picture(20, 10, [.. Enumerable.Range(0, 600).Select(i => (byte)(i % 3 == 0 ? 240 : i % 251))]), embedding, TestContext.Current.CancellationToken);
        var vectors = artifact.InputsOf(embedding);
        float[] image = [.. Linear("2", _image, Linear("0", _image, [.. embedding.Select(x => (double)x)], true), false).Select(x => (float)x)];
        Assert.Equal(image, vectors[0], (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(vectors[0], vectors[1]);

        // of a field over an even prior, the logarithm of two densities differs as the cosines do
        var map = artifact.Ensemble.Members[0].Source.Evaluate(vectors[0], TestContext.Current.CancellationToken);
        for (var cell = 1; cell < artifact.Grid.Count; cell += 37)
        {
            var expected = Math.Exp(LogScale) * (Cosine(image, Place(artifact.Grid.CentreOf(cell))) - Cosine(image, Place(artifact.Grid.CentreOf(0))));
            Assert.Equal(expected, map.LogDensity(cell) - map.LogDensity(0), 0.1);
        }

        var gallery = Assert.IsType<RetrievalGallery>(artifact.Ensemble.Members[1].Source);
        (double, double)[] asked = [(2.3, 48.9), (151.2, -33.9), (151.2, -33.9), (-74, 40.7)];
        double[] cosines = [.. asked.Select(place => Math.Exp(Math.Exp(LogScale) * Cosine(image, Place(place))))];
        Assert.Equal(cosines.Select(value => value / cosines.Sum()), gallery.Probabilities(vectors[1]), (a, b) => Math.Abs(a - b) < 0.02);
        Assert.Equal(1, artifact.Ensemble.Evaluate(vectors, default, TestContext.Current.CancellationToken).Map.Masses().Sum(), 1e-9);
    }

    [Fact]
    public async Task A_state_file_becomes_safetensors()
    {
        var run = await CommandRun.Of("learners", "import", "tensors", PathOf("weights/location_encoder_weights.pth"), "--out", PathOf("places.safetensors"));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("27 tensors", run.Output, StringComparison.Ordinal);
        var read = GeoCore.Artifacts.Safetensors.Read(PathOf("places.safetensors"));
        Assert.All(_places, tensor => Assert.Equal(tensor.Values, read.Floats(tensor.Name, tensor.Shape)));
    }

    [Theory]
    [InlineData("backbone", "gives 3 numbers, and the layers of image_encoder_mlp_weights.pth take 6", 1)]
    [InlineData("stranger", "'classifier.weight' is none of GeoCLIP's", 1)]
    [InlineData("missing", "tensor 'LocEnc1.head.0.bias' is missing", 1)]
    [InlineData("hostile", "the pickle asks for", 1)]
    [InlineData("none", "holds no image_encoder_mlp_weights.pth", 1)]
    [InlineData("network", "no.onnx: there is no such file", 1)]
    [InlineData("grid", "'hexagons' is no grid", 2)]
    [InlineData("preparation", "'sharp' is none of clip", 2)]
    [InlineData("gallery", "has no places", 1)]
    public async Task What_is_wrong_is_one_line(string what, string message, int code)
    {
        void Rewrite(string file, IReadOnlyList<(string Name, long[] Shape, float[] Values)> tensors)
        {
            File.Delete(PathOf(file));
            TorchFile.Write(PathOf(file), tensors);
        }

        switch (what)
        {
            case "backbone":
                _image.Clear();
                Layer(_image, "0", Hidden, 6);
                Layer(_image, "2", Shared, Hidden);
                Rewrite("weights/image_encoder_mlp_weights.pth", _image);
                break;
            case "stranger": Rewrite("weights/image_encoder_mlp_weights.pth", [.. _image, ("classifier.weight", [1], [1])]); break;
            case "missing": Rewrite("weights/location_encoder_weights.pth", [.. _places.Where(tensor => tensor.Name != "LocEnc1.head.0.bias")]); break;
            case "hostile": File.Copy(Path.Combine(AppContext.BaseDirectory, "golden", "torch", "hostile.pth"), PathOf("weights/logit_scale_weights.pth"), overwrite: true); break;
            case "none": File.Delete(PathOf("weights/image_encoder_mlp_weights.pth")); break;
            case "gallery": File.WriteAllText(PathOf("gallery.csv"), "LAT,LON\n"); break;
        }

        var run = await Import(what switch
        {
            "network" => ["--backbone", PathOf("no.onnx")],
            "grid" => ["--grid", "hexagons"],
            "preparation" => ["--preparation", "sharp"],
            "gallery" => ["--gallery", PathOf("gallery.csv")],
            _ => [],
        });
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(message, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(PathOf("model")));
    }

    private Task<CommandRun> Import(params string[] more)
    {
        string[] usual = ["--backbone", PathOf("clip.onnx"), "--grid", "healpix:3", "--preparation", "clip"];
        string[] words = [.. usual.Chunk(2).Where(pair => !more.Contains(pair[0])).SelectMany(pair => pair), .. more];
        return CommandRun.Of(["learners", "import", "geoclip", _folder.Path, "--side", "8", "--out", PathOf("model"), .. words]);
    }

    private double[] Place((double Longitude, double Latitude) place)
    {
        var sum = new double[Shared];
        for (var capsule = 0; capsule < 3; capsule++)
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"LocEnc{capsule}.");
            var features = new double[2 * Frequencies];
            new EqualEarthFeatures([.. _places.Single(tensor => tensor.Name == prefix + "capsule.0.b").Values.Select(x => (double)x)])
                .Encode([place.Longitude], [place.Latitude], features);
            foreach (var layer in (string[])["capsule.1", "capsule.3", "capsule.5"])
            {
                features = Linear(prefix + layer, _places, features, true);
            }

            sum = [.. sum.Zip(Linear(prefix + "head.0", _places, features, false), (a, b) => a + b)];
        }

        return sum;
    }

    private static double[] Linear(string name, List<(string Name, long[] Shape, float[] Values)> tensors, double[] inputs, bool isRectified)
    {
        float[] weights = tensors.Single(tensor => tensor.Name == name + ".weight").Values, bias = tensors.Single(tensor => tensor.Name == name + ".bias").Values;
        double[] outputs = [.. bias.Select((b, i) => b + inputs.Select((x, j) => x * weights[i * inputs.Length + j]).Sum())];
        return isRectified ? [.. outputs.Select(x => Math.Max(0, x))] : outputs;
    }

    private static double Cosine(float[] a, double[] b) =>
        a.Zip(b, (x, y) => x * y).Sum() / Math.Sqrt(a.Sum(x => (double)x * x) * b.Sum(x => x * x));

    private void Layer(List<(string, long[], float[])> tensors, string name, int outputs, int inputs)
    {
        tensors.Add((name + ".weight", [outputs, inputs], Numbers(outputs * inputs, 1)));
        tensors.Add((name + ".bias", [outputs], Numbers(outputs, 0.2)));
    }

    private float[] Numbers(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => (float)(scale * (2 * _random.NextDouble() - 1)))];

    private string PathOf(string name) => _folder.File(name);
}
