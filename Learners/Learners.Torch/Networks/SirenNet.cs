using Learners.Torch.Fused;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Learners.Torch.Networks;

/// <summary>Sine layers followed by one linear layer. Weights are named <c>layers.0.weight</c> … <c>last.bias</c>, as in a published artifact.</summary>
/// <remarks>Sitzmann et al., arXiv 2006.09661; as a location encoder arXiv 2310.06743, section 3.2.</remarks>
public sealed class SirenNet : nn.Module<Tensor, Tensor>, IGainedNetwork
{
    private readonly ModuleList<Linear> _layers;
    private readonly Linear _last;
    private FusedSiren? _fused;
    private int _fusedInputs;

    /// <summary>Builds the network with random weights from torch's own generator: seed it first.</summary>
    /// <param name="shape">Size and frequencies.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the weights live; null for the CPU.</param>
    public SirenNet(SirenShape shape, ScalarType type = ScalarType.Float32, Device? device = null)
        : base(nameof(SirenNet))
    {
        Shape = shape;
        _layers = nn.ModuleList<Linear>();
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var inputs = layer == 0 ? shape.Inputs : shape.HiddenWidth;
            _layers.Add(Uniform(nn.Linear(inputs, shape.HiddenWidth, device: device, dtype: type), Bound(shape, layer)));
        }

        _last = Uniform(nn.Linear(shape.HiddenWidth, shape.Outputs, device: device, dtype: type), Bound(shape, shape.Layers));
        register_module("layers", _layers);
        register_module("last", _last);
    }

    /// <summary>Size and frequencies.</summary>
    public SirenShape Shape { get; }

    /// <summary>Whether training steps in float32 on the CPU run on our kernels rather than on torch's; the arithmetic is the same up to rounding.</summary>
    public bool UseFusedSteps { get; set; } = true;

    /// <summary>Half the width of the interval around 0 from which a layer's weights and biases are drawn.</summary>
    /// <param name="shape">Size and frequencies.</param>
    /// <param name="layer">0 for the first sine layer; <see cref="SirenShape.Layers"/> for the linear layer at the end.</param>
    public static double Bound(SirenShape shape, int layer) =>
        layer == 0 ? 1.0 / shape.Inputs : Math.Sqrt(6.0 / shape.HiddenWidth) / shape.Omega;

    /// <inheritdoc/>
    public Func<Tensor>? FeatureGains { get; set; }

    /// <inheritdoc/>
    public Tensor FirstWeight => _layers[0].weight;

    /// <summary>Logits of a batch.</summary>
    /// <param name="input">[batch, inputs].</param>
    /// <returns>[batch, outputs], owned by the caller's scope.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        if (UseFusedSteps && is_grad_enabled() && CanFuse(input))
        {
            var inputs = (int)input.shape[1];
            if (_fused is null || _fusedInputs != inputs)
            {
                (_fused, _fusedInputs) = (new FusedSiren(Shape with { Inputs = inputs }), inputs);
            }

            Tensor[] first = [FirstLayer.Weight(_layers[0], inputs, FeatureGains), _layers[0].bias!];
            return SirenFunction.Apply(_fused, input, first.Concat(Layers().Skip(1).SelectMany(layer => new Tensor[] { layer.weight!, layer.bias! }))).MoveToOuterDisposeScope();
        }

        var x = input;
        for (var layer = 0; layer < Shape.Layers; layer++)
        {
            var omega = layer == 0 ? Shape.Omega0 : Shape.Omega;
            x = layer == 0 ? FirstLayer.Forward(_layers[0], x, FeatureGains) : _layers[layer].forward(x);
            x = omega == 1 ? x.sin() : x.mul(omega).sin();
        }

        return _last.forward(x).MoveToOuterDisposeScope();
    }

    private IEnumerable<Linear> Layers() => _layers.Append(_last);

    // where somebody asks for the slope by the features, or a part of the network is frozen, torch knows what to do
    private bool CanFuse(Tensor input) =>
        input is { device_type: DeviceType.CPU, dtype: ScalarType.Float32, requires_grad: false, Dimensions: 2 }
        && Layers().All(layer => layer is { weight: { dtype: ScalarType.Float32, requires_grad: true }, bias.requires_grad: true });

    private static Linear Uniform(Linear linear, double bound)
    {
        using var frozen = no_grad();
        nn.init.uniform_(linear.weight, -bound, bound);
        nn.init.uniform_(linear.bias!, -bound, bound);
        return linear;
    }
}
