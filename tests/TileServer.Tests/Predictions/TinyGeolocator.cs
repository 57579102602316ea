using System.Text.Json.Nodes;
using GeoCore.Artifacts;
using GeoCore.Artifacts.Onnx;
using GeoCore.Encoding.Networks;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;

namespace TileServer.Tests.Predictions;

/// <summary>An artifact of a geolocator whose network takes the mean colour: blue pictures lie in the south, for one head; the others have random weights.</summary>
internal static class TinyGeolocator
{
    public static readonly NestedGrid Grid = NestedGrid.Healpix(3);

    private const int Width = 3;

    /// <summary>Writes it.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="change">Changes the card before it is written.</param>
    public static void Write(string folder, Action<JsonNode>? change = null)
    {
        var random = new Random(7);
        double[] longitudes = [.. Enumerable.Range(0, 60).Select(_ => 360 * (random.NextDouble() - 0.5))], latitudes = [.. Enumerable.Range(0, 60).Select(_ => 140 * (random.NextDouble() - 0.5))];
        (int Most, int Fewest)[] limits = [(4, 1), (12, 1)];
        var classes = limits.Sum(limit => PhotoPartition.Build(Round(longitudes), Round(latitudes), limit.Most, limit.Fewest, 1, 8).Grid.Count);
        var prior = new float[Grid.Count];
        DensityMap.Uniform(Grid).WriteLogDensities(prior);
        var shape = new NetworkShape(NetworkShape.Siren, 9, 8, 1, Width, 10);
        var tensors = new List<Tensor>
        {
            new("land.cells", [Grid.Count], Cells(_ => 1)), new("prior.training", [Grid.Count], prior), new("zone.cells", [Grid.Count], Cells(latitude => latitude >= 0 ? 0 : 1)),
            new("zone.weight", [2, Width], new float[] { 8, 0, -8, -8, 0, 8 }), new("zone.bias", [2], new float[] { 0, 0 }),
            new("places.weight", [Width, Width], new float[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 }), new("places.bias", [Width], new float[] { -0.5f, -0.5f, -0.5f }),
            new("cells.weight", [classes, Width], Some(random, classes * Width)), new("cells.bias", [classes], Some(random, classes)),
            new("training.longitudes", [longitudes.Length], longitudes.Select(number => (float)number).ToArray()), new("training.latitudes", [latitudes.Length], latitudes.Select(number => (float)number).ToArray()),
        };
        tensors.AddRange(NetworkTensors.Of(shape).Select(tensor => new Tensor("branch." + tensor.Name, tensor.Shape, Some(random, (int)tensor.Shape.Aggregate(1L, (a, b) => a * b)))));
        var (weights, network) = (SafetensorsWriter.Write(tensors), Network());
        var card = JsonNode.Parse($$$"""
            {"format":"geosuite.geolocator/1","id":"tiny","title":"Tiny","description":"Made up","licence":"CC0-1.0","grid":"healpix:3",
             "backbone":{"file":"backbone.onnx","sha256":"{{{Digest(network)}}}","output":"embedding","width":3,
              "input":{"width":4,"height":4,"fit":"squash","layout":"nchw","order":"rgb","scale":0.00392156862745098,"mean":[0,0,0],"std":[1,1,1]}},
             "sources":[
              {"name":"cells","title":"Cells","kind":"classifier","weight":0.5,"floor":0.001,"head":{"layers":["cells.weight","cells.bias"],"activation":"none"},
               "partitions":[{"most":4,"fewest":1},{"most":12,"fewest":1}],"photographs":["training.longitudes","training.latitudes"]},
              {"name":"places","title":"Places","kind":"retrieval-field","weight":0.25,"floor":0.001,"head":{"layers":["places.weight","places.bias"],"activation":"none"},"scale":5,"degrees":3,"placeWidth":8,"omega0":10},
              {"name":"zone","title":"Zone","kind":"attribute","weight":1,"floor":0.001,"head":{"layers":["zone.weight","zone.bias"],"activation":"none"},"temperature":1,"classes":["north","south"],"classOfCell":"zone.cells"}],
             "prior":{"kinds":["land","uniform","training"],"default":"land"},"rule":"LogLinear","weights":{"file":"weights.safetensors","sha256":"{{{Digest(weights)}}}" },
             "metrics":[],"responsibleUse":{"minimumCellKm2":664000,"pictures":"plain colours"}}
            """)!;
        change?.Invoke(card);
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "backbone.onnx"), network);
        File.WriteAllBytes(Path.Combine(folder, "weights.safetensors"), weights);
        File.WriteAllText(Path.Combine(folder, "card.json"), card.ToJsonString());
    }

    /// <summary>As the file holds places.</summary>
    private static double[] Round(double[] degrees) => [.. degrees.Select(number => (double)(float)number)];

    private static float[] Some(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];

    private static float[] Cells(Func<double, float> valueAt) => [.. Enumerable.Range(0, Grid.Count).Select(cell => valueAt(Grid.CentreOf(cell).Latitude))];

    private static byte[] Network()
    {
        var graph = new OnnxGraph("tiny");
        var picture = graph.Input("picture", OnnxType.Float32, 1, 3, 4, 4);
        graph.Node("ReduceMean", "embedding", [picture], OnnxSetting.Of("axes", 2L, 3L), OnnxSetting.Of("keepdims", 0L));
        graph.Output("embedding", OnnxType.Float32, 1, Width);
        return graph.ToBytes();
    }

    private static string Digest(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
}
