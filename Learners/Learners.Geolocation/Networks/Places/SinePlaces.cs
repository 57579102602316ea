using System.Text.Json.Nodes;
using GeoCore.Encoding;
using GeoCore.Encoding.Networks;
using GeoCore.Encoding.Positional;
using GeoCore.Geolocation.Sources.Retrieval;
using Learners.Torch.Networks;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Learners.Geolocation.Networks.Places;

/// <summary>A sine network over spherical harmonics.</summary>
/// <remarks>Klemmer et al., "SatCLIP", arXiv 2311.17179: its location branch is SirenNet over spherical harmonics.</remarks>
internal sealed class SinePlaces : ILearntPlaces
{
    private readonly SirenShape _shape;
    private readonly int _degrees;

    /// <summary>Chooses sizes.</summary>
    /// <param name="degrees">L of the harmonics.</param>
    /// <param name="width">Neurons of the sine layer.</param>
    /// <param name="shared">Numbers of an embedding.</param>
    /// <param name="omega0">Frequency factor.</param>
    internal SinePlaces(int degrees, int width, int shared, double omega0)
    {
        _degrees = degrees;
        Encoding = PositionalEncodings.Create(new PositionalEncodingOptions { Name = PositionalEncodings.SphericalHarmonics, Degrees = degrees });
        _shape = new SirenShape(Encoding.Dimension, width, 1, shared, omega0, 1);
    }

    /// <inheritdoc/>
    public IPositionalEncoding Encoding { get; }

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Create(ScalarType type, Device? device) => new SirenNet(_shape, type, device);

    /// <inheritdoc/>
    public ILocationBranch Branch(nn.Module<Tensor, Tensor> network)
    {
        var weights = network.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.to_type(ScalarType.Float64).cpu().data<double>().ToArray());
        var served = DenseNetwork.Build(
            new NetworkShape(NetworkShape.Siren, _shape.Inputs, _shape.HiddenWidth, _shape.Layers, _shape.Outputs, _shape.Omega0, _shape.Omega), tensor => weights[tensor.Name]);
        return new EncoderBranch(new LocationEncoder(Encoding, served, OutputKind.Regression));
    }

    /// <inheritdoc/>
    public IEnumerable<GeoCore.Artifacts.Tensor> Tensors(nn.Module<Tensor, Tensor> network, string prefix) =>
        network.named_parameters().Select(pair => TorchNumbers.Of(prefix + pair.name, pair.parameter));

    /// <inheritdoc/>
    public void Describe(JsonObject source)
    {
        source["degrees"] = _degrees;
        source["placeWidth"] = _shape.HiddenWidth;
        source["omega0"] = _shape.Omega0;
    }
}
