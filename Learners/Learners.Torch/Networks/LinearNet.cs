using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Learners.Torch.Networks;

/// <summary>One linear layer with bias: a linear read-out of the positional encoding. Weights: <c>last.weight</c>, <c>last.bias</c>.</summary>
public sealed class LinearNet : nn.Module<Tensor, Tensor>, IGainedNetwork
{
    private readonly Linear _last;

    /// <summary>Builds the network with torch's default random weights (uniform ±1/√inputs): seed torch first.</summary>
    /// <param name="inputs">Features of one place.</param>
    /// <param name="outputs">Logits.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the weights live; null for the CPU.</param>
    public LinearNet(int inputs, int outputs, ScalarType type = ScalarType.Float32, Device? device = null)
        : base(nameof(LinearNet))
    {
        _last = nn.Linear(inputs, outputs, device: device, dtype: type);
        register_module("last", _last);
    }

    /// <inheritdoc/>
    public Func<Tensor>? FeatureGains { get; set; }

    /// <inheritdoc/>
    public Tensor FirstWeight => _last.weight;

    /// <summary>Logits of a batch.</summary>
    /// <param name="input">[batch, inputs].</param>
    /// <returns>[batch, outputs], owned by the caller's scope.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return FirstLayer.Forward(_last, input, FeatureGains).MoveToOuterDisposeScope();
    }
}
