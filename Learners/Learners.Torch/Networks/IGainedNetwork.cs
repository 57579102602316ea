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
    /// <summary>The layer's sums.</summary>
    internal static Tensor Forward(Linear layer, Tensor input, Func<Tensor>? gains) =>
        gains is null ? layer.forward(input) : nn.functional.linear(input, layer.weight.mul(gains()), layer.bias);
}
