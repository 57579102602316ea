using System.Numerics.Tensors;
using GeoCore.Encoding;
using GeoCore.Encoding.Networks;

namespace GeoCore.Geolocation.Sources.Retrieval;

/// <summary>One network of GeoCLIP's location encoder: Fourier features of one range of frequencies, rectified layers and a linear one.</summary>
/// <param name="Frequencies">B, [features, 2].</param>
/// <param name="Widths">Neurons of each layer after the features, the embedding's last.</param>
/// <param name="Weights">Of each layer, [outputs, inputs].</param>
/// <param name="Biases">Of each layer.</param>
public sealed record FourierCapsule(double[] Frequencies, IReadOnlyList<int> Widths, IReadOnlyList<double[]> Weights, IReadOnlyList<double[]> Biases);

/// <summary>GeoCLIP's location encoder: networks over low, middle and high frequencies, whose outputs are added.</summary>
/// <remarks>V. Vivanco Cepeda, G. K. Nayak, M. Shah, "GeoCLIP", NeurIPS 2023, section 3.2.</remarks>
public sealed class FourierBranch : ILocationBranch
{
    private readonly LocationEncoder[] _capsules;

    /// <summary>Takes the networks.</summary>
    /// <param name="capsules">At least one, all with embeddings of one width.</param>
    /// <exception cref="ArgumentException">The numbers do not fit.</exception>
    public FourierBranch(IEnumerable<FourierCapsule> capsules)
    {
        _capsules = [.. capsules.Select(Build)];
        if (_capsules.Length == 0 || _capsules.Any(capsule => capsule.OutputCount != _capsules[0].OutputCount))
            throw new ArgumentException("A location encoder has networks with outputs of one width.", nameof(capsules));
    }

    /// <inheritdoc/>
    public int Width => _capsules[0].OutputCount;

    /// <inheritdoc/>
    public void Embed(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<float> embeddings)
    {
        var sum = embeddings[..(longitudes.Length * Width)];
        var part = new float[sum.Length];
        sum.Clear();
        foreach (var capsule in _capsules)
        {
            capsule.Evaluate(longitudes, latitudes, part, CancellationToken.None);
            TensorPrimitives.Add(sum, part, sum);
        }
    }

    private static LocationEncoder Build(FourierCapsule capsule)
    {
        var features = new EqualEarthFeatures(capsule.Frequencies);
        var network = DenseNetwork.BuildRectified([features.Dimension, .. capsule.Widths], capsule.Weights, capsule.Biases);
        return new LocationEncoder(features, network, OutputKind.Regression);
    }
}
