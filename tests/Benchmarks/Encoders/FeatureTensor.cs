using System.Runtime.InteropServices;
using GeoCore.Encoding.Positional;
using static TorchSharp.torch;

namespace Benchmarks.Encoders;

/// <summary>Our features written straight into a tensor's memory.</summary>
internal static class FeatureTensor
{
    /// <summary>Encodes places.</summary>
    /// <returns>[places, features] in float32, owned by the caller's scope.</returns>
    public static Tensor Of(IPositionalEncoding encoding, Places places)
    {
        var features = empty([places.Count, encoding.Dimension], ScalarType.Float32);
        encoding.Encode(places.Longitudes, places.Latitudes, MemoryMarshal.Cast<byte, float>(features.bytes));
        return features;
    }
}
