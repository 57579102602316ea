using GeoCore.Encoding;
using GeoCore.Encoding.Harmonics;
using GeoCore.Encoding.Networks;

namespace GeoCore.Tests.Encoding;

/// <summary>Networks with weights from a seed.</summary>
internal static class RandomNetworks
{
    public static NetworkShape Siren(int inputs, int hidden, int layers, int outputs) => new(NetworkShape.Siren, inputs, hidden, layers, outputs);

    /// <summary>Weights as torch would draw them, times a gain that makes fields rougher.</summary>
    public static Dictionary<string, double[]> Tensors(NetworkShape shape, int seed, double gain = 1)
    {
        var random = new Random(seed);
        return NetworkTensors.Of(shape).ToDictionary(
            tensor => tensor.Name,
            tensor =>
            {
                var first = tensor.Name.StartsWith("layers.0.", StringComparison.Ordinal);
                var bound = (float)(gain * (first ? 1.0 / shape.Inputs : Math.Sqrt(6.0 / Math.Max(1, shape.Hidden))));
                return Enumerable.Range(0, tensor.Outputs * Math.Max(1, tensor.Inputs)).Select(_ => (double)(float)(bound * ((2 * random.NextDouble()) - 1))).ToArray();
            });
    }

    public static DenseNetwork Build(NetworkShape shape, int seed, double gain = 1)
    {
        var tensors = Tensors(shape, seed, gain);
        return DenseNetwork.Build(shape, tensor => tensors[tensor.Name]);
    }

    public static LocationEncoder Harmonic(int degrees, int hidden, int layers, int outputs, int seed, double gain = 1) => new(
        new SphericalHarmonics(degrees),
        Build(Siren(degrees * degrees, hidden, layers, outputs), seed, gain),
        outputs == 1 ? OutputKind.Binary : OutputKind.Categorical);

    public static (double[] Longitudes, double[] Latitudes) Places(int count, int seed)
    {
        var random = new Random(seed);
        return ([.. Enumerable.Range(0, count).Select(_ => (360 * random.NextDouble()) - 180)], [.. Enumerable.Range(0, count).Select(_ => (180 * random.NextDouble()) - 90)]);
    }
}
