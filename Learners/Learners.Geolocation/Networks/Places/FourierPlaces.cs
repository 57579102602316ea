using System.Text.Json.Nodes;
using GeoCore.Encoding.Positional;
using GeoCore.Geolocation.Models;
using GeoCore.Geolocation.Sources.Retrieval;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Learners.Geolocation.Networks.Places;

/// <summary>GeoCLIP's kind of location branch: networks over random Fourier features of the Equal Earth projection.</summary>
internal sealed class FourierPlaces : ILearntPlaces
{
    private readonly FourierFeatures _features;
    private readonly int _width, _shared;

    /// <summary>Chooses sizes and draws the frequencies.</summary>
    /// <param name="networks">Ranges of frequencies.</param>
    /// <param name="frequencies">Of each.</param>
    /// <param name="width">Neurons of a layer.</param>
    /// <param name="shared">Numbers of an embedding.</param>
    /// <param name="seed">Of the frequencies.</param>
    internal FourierPlaces(int networks, int frequencies, int width, int shared, long seed) =>
        (_features, _width, _shared) = (new FourierFeatures(networks, frequencies, seed), width, shared);

    /// <inheritdoc/>
    public IPositionalEncoding Encoding => _features;

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Create(ScalarType type, Device? device) =>
        new FourierNet(_features.Matrices.Count, _features.PartDimension, _width, _shared, type, device);

    /// <inheritdoc/>
    public ILocationBranch Branch(nn.Module<Tensor, Tensor> network) => new FourierBranch(_features.Matrices.Select((matrix, k) =>
    {
        var layers = Enumerable.Range(0, FourierNet.Layers).Select(layer => ((FourierNet)network).Layer(k, layer)).ToArray();
        return new FourierCapsule(
            matrix,
            [.. layers.Select(layer => (int)layer.weight.shape[0])],
            [.. layers.Select(layer => Doubles(layer.weight))],
            [.. layers.Select(layer => Doubles(layer.bias!))]);
    }));

    /// <inheritdoc/>
    public IEnumerable<GeoCore.Artifacts.Tensor> Tensors(nn.Module<Tensor, Tensor> network, string prefix)
    {
        for (var k = 0; k < _features.Matrices.Count; k++)
        {
            var matrix = _features.Matrices[k];
            yield return new GeoCore.Artifacts.Tensor(FourierTensors.Frequencies(prefix, k), [matrix.Length / 2, 2], Array.ConvertAll(matrix, number => (float)number));
            for (var layer = 0; layer < FourierNet.Layers; layer++)
            {
                var own = ((FourierNet)network).Layer(k, layer);
                yield return TorchNumbers.Of(FourierTensors.Weight(prefix, k, layer), own.weight);
                yield return TorchNumbers.Of(FourierTensors.Bias(prefix, k, layer), own.bias!);
            }
        }
    }

    /// <inheritdoc/>
    public void Describe(JsonObject source) => source["capsules"] = _features.Matrices.Count;

    private static double[] Doubles(Tensor numbers) => numbers.to_type(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
}
