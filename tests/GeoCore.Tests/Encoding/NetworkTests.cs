using System.Text.Json;
using GeoCore.Encoding;
using GeoCore.Encoding.Harmonics;
using GeoCore.Encoding.Networks;

namespace GeoCore.Tests.Encoding;

public sealed class NetworkTests
{
    private static readonly JsonElement s_golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", "networks.json"))).RootElement;

    [Fact]
    public void A_sinusoidal_network_repeats_the_reference()
    {
        var siren = s_golden.GetProperty("siren");
        Repeats(siren, new NetworkShape(NetworkShape.Siren, 4, 6, 2, 3), [.. siren.GetProperty("layers").EnumerateArray()], ["layers.0", "layers.1", "last"]);
    }

    [Fact]
    public void A_residual_network_repeats_the_reference()
    {
        var fcnet = s_golden.GetProperty("fcnet");
        string[] names = ["first", .. Enumerable.Range(0, 4).SelectMany(block => new[] { $"blocks.{block}.w1", $"blocks.{block}.w2" }), "last"];
        var last = JsonDocument.Parse("""{"weight_tag":200,"weight_scale":0.4}""").RootElement;
        Repeats(fcnet, new NetworkShape(NetworkShape.FcNet, 4, 6, 0, 3), [.. fcnet.GetProperty("linears").EnumerateArray(), last], names);
    }

    [Fact]
    public void A_sine_layer_with_weights_set_by_hand_is_the_grid_encoding()
    {
        const int scales = 4;
        double[] alpha = [.. Enumerable.Range(0, scales).Select(s => 0.05 * Math.Pow(20, s / (scales - 1.0)))];
        var shape = new NetworkShape(NetworkShape.Siren, 2, 4 * scales, 1, 4 * scales);
        var tensors = NetworkTensors.Of(shape).ToDictionary(tensor => tensor.Name, tensor => new double[tensor.Outputs * Math.Max(1, tensor.Inputs)]);
        for (var i = 0; i < 4 * scales; i++)
        {
            var (coordinate, scale, cosine) = (i / (2 * scales), i / 2 % scales, i % 2 == 1);
            tensors["layers.0.weight"][(2 * i) + coordinate] = 1 / (30 * alpha[scale]);
            tensors["layers.0.bias"][i] = ((Math.PI / alpha[scale]) + (cosine ? Math.PI / 2 : 0)) / 30;
            tensors["last.weight"][(i * 4 * scales) + i] = 1;
        }

        var network = DenseNetwork.Build(shape, tensor => tensors[tensor.Name]);
        var outputs = new double[4 * scales];
        var (longitudes, latitudes) = RandomNetworks.Places(200, 3);
        for (var i = 0; i < longitudes.Length; i++)
        {
            double[] angles = [double.DegreesToRadians(longitudes[i]), double.DegreesToRadians(latitudes[i])];
            network.Evaluate([angles[0] - Math.PI, angles[1] - Math.PI], outputs);
            for (var k = 0; k < outputs.Length; k++)
            {
                var phase = angles[k / (2 * scales)] / alpha[k / 2 % scales];
                Assert.Equal(k % 2 == 0 ? Math.Sin(phase) : Math.Cos(phase), outputs[k], 1e-13);
            }
        }
    }

    [Theory]
    [InlineData(NetworkShape.Siren)]
    [InlineData(NetworkShape.FcNet)]
    [InlineData(NetworkShape.Linear)]
    public void Kernels_agree_with_the_double_twin_for_every_width(string name)
    {
        var (longitudes, latitudes) = RandomNetworks.Places(5, 11);
        for (var width = 1; width <= 70; width += name == NetworkShape.Linear ? 70 : 1)
        {
            var shape = new NetworkShape(name, 9, width, 2, 1 + (width % 11));
            var encoder = new LocationEncoder(new SphericalHarmonics(3), RandomNetworks.Build(shape, width), OutputKind.Regression);
            var exact = new double[5 * shape.Outputs];
            var fast = new float[exact.Length];
            encoder.Evaluate(longitudes, latitudes, exact);
            encoder.Evaluate(longitudes, latitudes, fast, TestContext.Current.CancellationToken);
            for (var i = 0; i < exact.Length; i++)
            {
                Assert.Equal(exact[i], fast[i], 2e-5 * Math.Max(1, Math.Abs(exact[i])));
            }
        }
    }

    [Fact]
    public void Networks_whose_numbers_make_no_sense_are_refused()
    {
        NetworkShape[] broken =
        [
            new("mlp", 4, 4, 1, 1), new(NetworkShape.Siren, 0, 4, 1, 1), new(NetworkShape.Siren, 4, 0, 1, 1), new(NetworkShape.Siren, 4, 4, 0, 1),
            new(NetworkShape.Siren, 4, 4, 1, 0), new(NetworkShape.Siren, 4, 4, 1, 1, double.NaN), new(NetworkShape.Siren, 1 << 20, 1 << 20, 1, 1),
        ];
        Assert.All(broken, shape => Assert.Throws<ArgumentException>(() => DenseNetwork.Build(shape, _ => [])));
    }

    private static void Repeats(JsonElement golden, NetworkShape shape, JsonElement[] rules, string[] names)
    {
        var byName = names.Zip(rules).ToDictionary(pair => pair.First, pair => pair.Second);
        var network = DenseNetwork.Build(shape, tensor =>
        {
            var (name, kind) = (tensor.Name[..tensor.Name.LastIndexOf('.')], tensor.Inputs == 0 ? "bias" : "weight");
            double scale = byName[name].GetProperty($"{kind}_scale").GetDouble(), tag = byName[name].GetProperty($"{kind}_tag").GetDouble();
            return tensor.Inputs == 0
                ? [.. Enumerable.Range(0, tensor.Outputs).Select(i => scale * Math.Sin(1 + (5 * i) + tag))]
                : [.. from i in Enumerable.Range(0, tensor.Outputs) from j in Enumerable.Range(0, tensor.Inputs) select scale * Math.Sin(1 + (7 * i) + (3 * j) + tag)];
        });
        double[] Flat(string field) => [.. golden.GetProperty(field).EnumerateArray().SelectMany(row => row.EnumerateArray().Select(cell => cell.GetDouble()))];
        var (inputs, expected) = (Flat("inputs"), Flat("outputs"));
        var outputs = new double[expected.Length];
        network.Evaluate(inputs, outputs);
        Assert.All(expected.Zip(outputs), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }
}
