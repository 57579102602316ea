using System.Globalization;
using GeoCore.Artifacts;
using GeoCore.Geolocation.Sources.Retrieval;

namespace GeoCore.Geolocation.Models;

/// <summary>The numbers of a location branch over Fourier features, as tensors: <c>P0.frequencies</c>, <c>P0.layers.0.weight</c>, <c>P0.layers.0.bias</c> … of each network, after a prefix P.</summary>
public static class FourierTensors
{
    private const int MostCapsules = 16;
    private const int MostLayers = 64;

    /// <summary>Name of the frequencies of a network.</summary>
    /// <param name="prefix">Before all names.</param>
    /// <param name="capsule">Which network, from 0.</param>
    public static string Frequencies(string prefix, int capsule) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{capsule}.frequencies");

    /// <summary>Name of a layer's weights.</summary>
    /// <param name="prefix">Before all names.</param>
    /// <param name="capsule">Which network, from 0.</param>
    /// <param name="layer">From 0.</param>
    public static string Weight(string prefix, int capsule, int layer) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{capsule}.layers.{layer}.weight");

    /// <summary>Name of a layer's bias.</summary>
    /// <param name="prefix">Before all names.</param>
    /// <param name="capsule">Which network, from 0.</param>
    /// <param name="layer">From 0.</param>
    public static string Bias(string prefix, int capsule, int layer) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{capsule}.layers.{layer}.bias");

    /// <summary>Builds the branch.</summary>
    /// <param name="weights">The numbers.</param>
    /// <param name="prefix">Before all names.</param>
    /// <param name="capsules">Number of networks, 1 to 16.</param>
    /// <exception cref="ArtifactException">There are others, or a tensor is missing.</exception>
    /// <exception cref="ArgumentException">Layers do not fit each other.</exception>
    public static FourierBranch Read(Safetensors weights, string prefix, int capsules)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (capsules is < 1 or > MostCapsules)
            throw new ArtifactException($"A location branch has 1 to {MostCapsules} networks, not {capsules}.");
        var names = weights.Entries.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        return new FourierBranch(Enumerable.Range(0, capsules).Select(capsule =>
        {
            var layers = Math.Max(1, Enumerable.Range(0, MostLayers).TakeWhile(layer => names.Contains(Bias(prefix, capsule, layer))).Count());
            double[][] biases = [.. Enumerable.Range(0, layers).Select(layer => weights.Doubles(Bias(prefix, capsule, layer)))];
            return new FourierCapsule(
                weights.Doubles(Frequencies(prefix, capsule)),
                [.. biases.Select(bias => bias.Length)],
                [.. Enumerable.Range(0, layers).Select(layer => weights.Doubles(Weight(prefix, capsule, layer)))],
                biases);
        }));
    }
}
