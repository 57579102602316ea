using System.Text.Json.Nodes;
using GeoCore.Artifacts;
using GeoCore.Artifacts.Onnx;
using GeoCore.Encoding.Networks;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Models;
using GeoCore.Geolocation.Sources;
using GeoCore.Imaging;
using GeoCore.Onnx;

namespace GeoCore.Tests.Geolocation.Models;

/// <summary>An artifact made here: its network says the mean colour of a picture, and redder pictures are from the north.</summary>
public sealed class GeolocatorArtifactTests : IDisposable
{
    private static readonly NestedGrid s_grid = NestedGrid.Healpix(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("geolocator").FullName;

    public GeolocatorArtifactTests() => Write(_ => { });

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_red_picture_comes_from_the_north_and_a_blue_one_from_the_south()
    {
        var artifact = GeolocatorArtifact.Load(_folder);
        using var backbone = OnnxBackbone.Load(artifact.BackbonePath, artifact.Preparation, new OnnxBackboneOptions { Output = artifact.Card.Backbone.Output });

        Assert.True(NorthOf(250, 10) > 0.85);
        Assert.True(NorthOf(10, 250) < 0.15);

        double NorthOf(byte red, byte blue)
        {
            var picture = new Picture(8, 4, [.. Enumerable.Repeat<byte[]>([red, 0, blue], 32).SelectMany(pixel => pixel)]);
            var embedding = new float[3];
            backbone.Embed(picture, embedding, TestContext.Current.CancellationToken);
            Assert.Equal([red / 255f, 0, blue / 255f], embedding, (a, b) => Math.Abs(a - b) < 1e-5);
            var map = artifact.Ensemble.Evaluate(artifact.InputsOf(embedding), cancellationToken: TestContext.Current.CancellationToken).Map;
            return Enumerable.Range(0, s_grid.Count).Where(IsNorth).Sum(map.Mass);
        }
    }

    [Fact]
    public void All_three_kinds_of_sources_are_built_with_their_weights_and_priors()
    {
        var artifact = GeolocatorArtifact.Load(_folder);

        Assert.Equal(["cells", "places", "half"], artifact.Ensemble.Members.Select(member => member.Source.Name));
        Assert.Equal([0, 0.5, 1], artifact.Ensemble.Members.Select(member => member.Weight));
        Assert.Equal(["land", "training", "uniform"], artifact.Priors.Keys.Order());
        Assert.IsType<HierarchicalClassifier>(artifact.Ensemble.Members[0].Source);
        Assert.Equal(1, artifact.Ensemble.Prior.Masses().Sum(), 9);
        Assert.Equal(64, artifact.Digest.Length);
    }

    [Theory]
    [InlineData("format", "'format' is 'geosuite.geolocator/9'")]
    [InlineData("grid", "'grid' 'hexagons' is no grid")]
    [InlineData("kind", "'sources[half].kind' 'guess' is unknown")]
    [InlineData("classes", "half takes 3 numbers and its head gives 2")]
    [InlineData("tensor", "tensor 'nothing.weight' is missing")]
    [InlineData("digest", "SHA-256 is")]
    [InlineData("prior", "'prior.default' 'moon' is none of its kinds")]
    [InlineData("width", "'width' is 0")]
    [InlineData("climb", "'../backbone.onnx' is no file name")]
    public void What_is_wrong_is_named(string what, string message)
    {
        Write(card =>
        {
            var half = card["sources"]![2]!;
            switch (what)
            {
                case "format": card["format"] = "geosuite.geolocator/9"; break;
                case "grid": card["grid"] = "hexagons"; break;
                case "kind": half["kind"] = "guess"; break;
                case "classes": half["classes"] = new JsonArray("a", "b", "c"); break;
                case "tensor": half["head"]!["layers"]![0] = "nothing.weight"; break;
                case "digest": card["weights"]!["sha256"] = new string('0', 64); break;
                case "prior": card["prior"]!["default"] = "moon"; break;
                case "width": card["backbone"]!["input"]!["width"] = 0; break;
                default: card["backbone"]!["file"] = "../backbone.onnx"; break;
            }
        });

        Assert.Contains(message, Assert.Throws<ArtifactException>(() => GeolocatorArtifact.Load(_folder)).Message, StringComparison.Ordinal);
    }

    private static bool IsNorth(int cell) => s_grid.CentreOf(cell).Latitude > 0;

    private void Write(Action<JsonNode> change)
    {
        var graph = new OnnxGraph("mean colour");
        var x = graph.Input("picture", OnnxType.Float32, 1, 3, 4, 4);
        graph.Output(graph.Node("Flatten", "embedding", [graph.Node("GlobalAveragePool", "mean", [x])]), OnnxType.Float32, 1, 3);
        double[] longitudes = [.. Enumerable.Range(0, 64).Select(i => -177.0 + i * 5.6)], latitudes = [.. Enumerable.Range(0, 64).Select(i => i % 2 == 0 ? 40.0 : -40.0)];
        var classes = PhotoPartition.Build(longitudes, latitudes, 8, 2, 1, 8).Grid.Count;
        var branch = NetworkTensors.Of(new NetworkShape(NetworkShape.Siren, 4, 3, 1, 2));
        Tensor[] tensors =
        [
            Of("cells.weight", [classes, 3], i => i % 5), Of("cells.bias", [classes], _ => 0),
            Of("places.weight", [2, 3], i => i + 1), Of("places.bias", [2], _ => 0.1f),
            Of("half.weight", [2, 3], i => i is 0 or 5 ? 10 : 0), Of("half.bias", [2], _ => 0),
            .. branch.Select(tensor => Of("branch." + tensor.Name, tensor.Shape, i => (i % 7 - 3) / 5f)),
            Of("training.longitudes", [64], i => (float)longitudes[i]), Of("training.latitudes", [64], i => (float)latitudes[i]),
            Of("half.cells", [s_grid.Count], cell => IsNorth(cell) ? 0 : 1), Of("land.cells", [s_grid.Count], _ => 1), Of("prior.training", [s_grid.Count], _ => 0),
        ];
        byte[] backbone = graph.ToBytes(), weights = SafetensorsWriter.Write(tensors);
        var card = JsonNode.Parse($$"""
            {"format":"geosuite.geolocator/1","id":"halves","title":"Halves","grid":"healpix:2",
             "backbone":{"file":"backbone.onnx","sha256":"{{Sha256(backbone)}}","width":3,"output":"embedding",
               "input":{"width":4,"height":4,"fit":"squash","layout":"nchw","order":"rgb","scale":{{1 / 255.0:R}},"mean":[0,0,0],"std":[1,1,1]} },
             "sources":[
               {"name":"cells","title":"Cells","kind":"classifier","weight":0,"floor":0.001,"head":{"layers":["cells.weight","cells.bias"]},
                "partitions":[{"most":8,"fewest":2}],"photographs":["training.longitudes","training.latitudes"]},
               {"name":"places","title":"Places","kind":"retrieval-field","weight":0.5,"floor":0.001,"head":{"layers":["places.weight","places.bias"]},
                "scale":0.01,"degrees":2,"placeWidth":3,"omega0":5},
               {"name":"half","title":"Half of the Earth","kind":"attribute","weight":1,"floor":0.001,"head":{"layers":["half.weight","half.bias"]},
                "temperature":1,"classes":["north","south"],"classOfCell":"half.cells"}],
             "prior":{"kinds":["land","uniform","training"],"default":"land"},"rule":"LogLinear",
             "weights":{"file":"weights.safetensors","sha256":"{{Sha256(weights)}}"},"training":{"learner":"geolocator"} }
            """)!;
        change(card);
        File.WriteAllBytes(Path.Combine(_folder, "backbone.onnx"), backbone);
        File.WriteAllBytes(Path.Combine(_folder, "weights.safetensors"), weights);
        File.WriteAllText(Path.Combine(_folder, "card.json"), card.ToJsonString());
    }

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));

    private static Tensor Of(string name, long[] shape, Func<int, float> value) =>
        new(name, shape, Enumerable.Range(0, (int)shape.Aggregate(1L, (product, size) => product * size)).Select(value).ToArray());
}
