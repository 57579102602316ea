using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Networks;

/// <summary>What a forward pass leaves behind. The caller's scope owns the tensors.</summary>
/// <param name="Logits">[batch, classes].</param>
/// <param name="Embedding">[batch, width] before the last layer.</param>
/// <param name="LayerInputs">Of each layer [rows, inputs + 1] with its constant 1; an example has as many rows as the layer looks at places of it.</param>
internal sealed record Pass(Tensor Logits, Tensor Embedding, IReadOnlyList<Tensor> LayerInputs);

/// <summary>A network whose layers are matrices over inputs that end in a constant 1: the bias is the last column, and a projector protects it with the rest.</summary>
internal abstract class ContinualNet : nn.Module<Tensor, Tensor>
{
    private readonly List<Parameter> _layers = [];

    /// <summary>Without layers yet.</summary>
    /// <param name="name">Of the module.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the weights live.</param>
    protected ContinualNet(string name, ScalarType type, Device device)
        : base(name) => (Type, Place) = (type, device);

    /// <summary>Weights [outputs, inputs + 1] in the order of the pass; the last one is the head.</summary>
    internal IReadOnlyList<Parameter> Layers => _layers;

    /// <summary>Numbers of the weights.</summary>
    internal ScalarType Type { get; }

    /// <summary>Where the weights live.</summary>
    internal Device Place { get; }

    /// <summary>Goes through the layers.</summary>
    /// <param name="input">[batch, …].</param>
    internal abstract Pass Run(Tensor input);

    /// <summary>A network of the same form, with zeros.</summary>
    internal abstract ContinualNet Twin();

    /// <summary>Logits of a batch, owned by the caller's scope.</summary>
    /// <param name="input">[batch, …].</param>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return Run(input).Logits.MoveToOuterDisposeScope();
    }

    /// <summary>Draws all weights anew, evenly within ±1/√inputs.</summary>
    /// <param name="seed">Fixes them.</param>
    internal void Reset(long seed)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var random = new Random(unchecked((int)(seed * 7919 + 17)));
        foreach (var layer in _layers)
        {
            var bound = 1 / Math.Sqrt(Math.Max(1, layer.shape[1] - 1));
            var numbers = new double[layer.numel()];
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = bound * (2 * random.NextDouble() - 1);
            }

            layer.copy_(tensor(numbers, layer.shape, Type).to(Place));
        }
    }

    /// <summary>Adds a layer.</summary>
    /// <param name="inputs">Numbers of a row without the constant.</param>
    /// <param name="outputs">Numbers of an answer.</param>
    protected void Add(long inputs, long outputs)
    {
        using var scope = NewDisposeScope();
        var layer = new Parameter(zeros(outputs, inputs + 1, Type, Place)).DetachFromDisposeScope();
        register_parameter($"layer{_layers.Count}", (Parameter)layer);
        _layers.Add((Parameter)layer);
    }

    /// <summary>Rows with a constant 1 at their end.</summary>
    /// <param name="rows">[rows, inputs].</param>
    protected Tensor Augment(Tensor rows) => cat([rows, ones(rows.shape[0], 1, Type, Place)], 1);
}
