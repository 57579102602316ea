using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Learners.Torch.Networks;

/// <summary>A network whose first layer is linear in its features, and can weigh each of them with a gain.</summary>
/// <remarks>Gains are multiplied into the weights, not into the features: a batch then costs nothing more, on the way back too.</remarks>
public interface IGainedNetwork
{
    /// <summary>Gives one gain per feature, [inputs], owned by the caller's scope; null for none.</summary>
    Func<Tensor>? FeatureGains { get; set; }

    /// <summary>Weights of the first layer, [neurons, inputs].</summary>
    Tensor FirstWeight { get; }
}

/// <summary>A first layer with its gains.</summary>
internal static class FirstLayer
{
    /// <summary>The layer's sums. A batch of fewer features meets the first weights alone, as if the others were 0.</summary>
    internal static Tensor Forward(Linear layer, Tensor input, Func<Tensor>? gains) =>
        nn.functional.linear(input, Weight(layer, input.shape[^1], gains), layer.bias);

    /// <summary>The weights that so many features meet, with their gains; the layer's own where nothing changes them.</summary>
    internal static Tensor Weight(Linear layer, long features, Func<Tensor>? gains)
    {
        if (gains is null && features == layer.weight.shape[1])
        {
            return layer.weight;
        }

        var weight = layer.weight.narrow(1, 0, features);
        return gains is null ? weight.contiguous() : weight.mul(gains().narrow(0, 0, features));
    }
}
