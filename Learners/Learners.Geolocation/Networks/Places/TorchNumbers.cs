using static TorchSharp.torch;

namespace Learners.Geolocation.Networks.Places;

/// <summary>Torch's tensors as those of an artifact.</summary>
internal static class TorchNumbers
{
    /// <summary>In single precision.</summary>
    /// <param name="name">Of the tensor.</param>
    /// <param name="numbers">The numbers.</param>
    internal static GeoCore.Artifacts.Tensor Of(string name, Tensor numbers) =>
        new(name, numbers.shape, numbers.to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray());
}
