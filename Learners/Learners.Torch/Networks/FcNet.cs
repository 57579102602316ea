using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Learners.Torch.Networks;

/// <summary>The residual network of geographic priors: one ReLU layer, four residual blocks, a linear layer without bias.</summary>
/// <remarks>Mac Aodha et al., arXiv 1906.05272; as used in arXiv 2310.06743. Weights: <c>first</c>, <c>blocks.N.w1</c>, <c>blocks.N.w2</c>, <c>last</c>.</remarks>
public sealed class FcNet : nn.Module<Tensor, Tensor>, IGainedNetwork
{
    private const int BlockCount = 4;
    private readonly Linear _first;
    private readonly ModuleList<ResidualBlock> _blocks;
    private readonly Linear _last;

    /// <summary>Builds the network with torch's default random weights: seed torch first.</summary>
    /// <param name="inputs">Features of one place.</param>
    /// <param name="hiddenWidth">Neurons of a layer.</param>
    /// <param name="outputs">Logits.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the weights live; null for the CPU.</param>
    public FcNet(int inputs, int hiddenWidth, int outputs, ScalarType type = ScalarType.Float32, Device? device = null)
        : base(nameof(FcNet))
    {
        _first = nn.Linear(inputs, hiddenWidth, device: device, dtype: type);
        _blocks = nn.ModuleList<ResidualBlock>();
        for (var block = 0; block < BlockCount; block++)
        {
            _blocks.Add(new ResidualBlock(hiddenWidth, type, device));
        }

        _last = nn.Linear(hiddenWidth, outputs, hasBias: false, device: device, dtype: type);
        register_module("first", _first);
        register_module("blocks", _blocks);
        register_module("last", _last);
    }

    /// <inheritdoc/>
    public Func<Tensor>? FeatureGains { get; set; }

    /// <inheritdoc/>
    public Tensor FirstWeight => _first.weight;

    /// <summary>Logits of a batch.</summary>
    /// <param name="input">[batch, inputs].</param>
    /// <returns>[batch, outputs], owned by the caller's scope.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = FirstLayer.Forward(_first, input, FeatureGains).relu();
        foreach (var block in _blocks)
        {
            x = block.forward(x);
        }

        return _last.forward(x).MoveToOuterDisposeScope();
    }
}

/// <summary>h + ReLU(w2 · dropout(ReLU(w1 · h))), the dropout (one half) only while training.</summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly Linear _w1;
    private readonly Linear _w2;

    public ResidualBlock(int width, ScalarType type, Device? device)
        : base(nameof(ResidualBlock))
    {
        _w1 = nn.Linear(width, width, device: device, dtype: type);
        _w2 = nn.Linear(width, width, device: device, dtype: type);
        register_module("w1", _w1);
        register_module("w2", _w2);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var inner = nn.functional.dropout(_w1.forward(input).relu(), 0.5, training);
        return (input + _w2.forward(inner).relu()).MoveToOuterDisposeScope();
    }
}
