using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Learners.Geolocation.Networks.Places;

/// <summary>One rectified network for each range of frequencies; their outputs are added.</summary>
/// <remarks>V. Vivanco Cepeda, G. K. Nayak, M. Shah, "GeoCLIP", NeurIPS 2023, section 3.2.</remarks>
internal sealed class FourierNet : nn.Module<Tensor, Tensor>
{
    /// <summary>Layers of each network, the linear one at the end among them.</summary>
    internal const int Layers = 3;

    private readonly ModuleList<Linear> _layers = nn.ModuleList<Linear>();
    private readonly int _networks, _features;

    /// <summary>Builds the networks with random weights from torch's own generator.</summary>
    /// <param name="networks">How many.</param>
    /// <param name="features">Of each.</param>
    /// <param name="width">Neurons of a layer.</param>
    /// <param name="outputs">Numbers of an embedding.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the weights live; null for the CPU.</param>
    internal FourierNet(int networks, int features, int width, int outputs, ScalarType type, Device? device)
        : base(nameof(FourierNet))
    {
        (_networks, _features) = (networks, features);
        for (var network = 0; network < networks; network++)
        {
            _layers.Add(nn.Linear(features, width, device: device, dtype: type));
            _layers.Add(nn.Linear(width, width, device: device, dtype: type));
            _layers.Add(nn.Linear(width, outputs, device: device, dtype: type));
        }

        register_module("layers", _layers);
    }

    /// <summary>A layer.</summary>
    /// <param name="network">From 0.</param>
    /// <param name="layer">From 0.</param>
    internal Linear Layer(int network, int layer) => _layers[network * Layers + layer];

    /// <summary>Embeddings of places.</summary>
    /// <param name="input">[places, networks · features].</param>
    /// <returns>[places, outputs], owned by the caller's scope.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor? sum = null;
        for (var network = 0; network < _networks; network++)
        {
            var x = input.narrow(1, network * _features, _features);
            for (var layer = 0; layer < Layers; layer++)
            {
                x = Layer(network, layer).forward(x);
                x = layer < Layers - 1 ? nn.functional.relu(x) : x;
            }

            sum = sum is null ? x : sum.add(x);
        }

        return sum!.MoveToOuterDisposeScope();
    }
}
