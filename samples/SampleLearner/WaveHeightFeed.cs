using GeoCore.Encoding.Positional;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace SampleLearner;

/// <summary>Places drawn evenly over the sphere, with the height of the waves there.</summary>
/// <param name="seed">Of the run.</param>
/// <param name="type">float32 or float64.</param>
/// <param name="device">Where the network lives.</param>
/// <param name="count">Examples of one pass for a held-out set; null draws fresh ones for ever.</param>
internal sealed class WaveHeightFeed(long seed, ScalarType type, Device device, long? count = null) : IFeed
{
    private static readonly IPositionalEncoding s_encoding = PositionalEncodings.Create(new() { Name = PositionalEncodings.Cartesian3D });

    /// <inheritdoc/>
    public long? Count => count;

    /// <inheritdoc/>
    public int CountAt(long stepIndex, int size) => count is { } all ? (int)Math.Clamp(all - stepIndex * size, 0, size) : size;

    /// <inheritdoc/>
    public Batch Draw(long stepIndex, int size)
    {
        // a batch is a function of seed and step, so that a resumed run sees what an uninterrupted one would have seen
        var random = new Random(unchecked((int)(seed * 1_000_003 + stepIndex)));
        var places = CountAt(stepIndex, size);
        double[] longitudes = new double[places], latitudes = new double[places], heights = new double[places];
        for (var i = 0; i < places; i++)
        {
            longitudes[i] = 360 * random.NextDouble() - 180;
            latitudes[i] = double.RadiansToDegrees(Math.Asin(2 * random.NextDouble() - 1));
            heights[i] = HeightAt(longitudes[i], latitudes[i]);
        }

        return new Batch(Points(longitudes, latitudes, type).to(device), tensor(heights, [places, 1], dtype: type).to(device), Weights: null);
    }

    /// <summary>[places, 3] points of the unit sphere, on the CPU.</summary>
    internal static Tensor Points(double[] longitudes, double[] latitudes, ScalarType type)
    {
        var points = new double[longitudes.Length * s_encoding.Dimension];
        s_encoding.Encode(longitudes, latitudes, points);
        return tensor(points, [longitudes.Length, s_encoding.Dimension], dtype: type);
    }

    // metres: calm at the equator and the poles, high in the westerlies, with three swells around the globe
    private static double HeightAt(double longitude, double latitude)
    {
        var (lambda, phi) = (double.DegreesToRadians(longitude), double.DegreesToRadians(latitude));
        return 1 + 3 * Math.Pow(Math.Sin(2 * phi), 2) * (1 + 0.3 * Math.Cos(3 * lambda + phi));
    }
}
