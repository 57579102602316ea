using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Learners.DialoguePlanning.Networks;

/// <summary>
/// A text as a weighted sum of the vectors of its words and pairs of words, normalised, bent by a small residual network, then turned by one matrix for
/// every role and brought to unit length.
/// </summary>
/// <remarks>Section 6 of the specification, encoder of the processor. <see cref="BagEncoder"/> computes the same without torch.</remarks>
internal sealed class BagNet : nn.Module<Tensor, Tensor>, IRoleNet
{
    private const double TableDeviation = 0.05;
    private const double LastDeviation = 0.01;
    private const double RoleNoise = 0.02;

    private readonly Parameter _table;
    private readonly Tensor _weights;
    private readonly Linear _inner;
    private readonly Linear _outer;
    private readonly Parameter _roles;
    private readonly Parameter _offsets;
    private readonly long _width;

    /// <summary>Builds the network with random weights: seed torch first.</summary>
    /// <param name="weights">Of every number of the vocabulary.</param>
    /// <param name="width">Numbers of a vector, d.</param>
    /// <param name="hidden">Neurons of the residual network.</param>
    /// <param name="roles">Matrices of the last layer.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the weights live.</param>
    internal BagNet(float[] weights, int width, int hidden, int roles, ScalarType type, Device device)
        : base(nameof(BagNet))
    {
        _width = width;
        using (no_grad())
        {
            using var scope = NewDisposeScope();
            Tensor Noise(double deviation, params long[] shape) => randn(shape, type, device).mul(tensor(deviation, type, device));
            _table = nn.Parameter(Noise(TableDeviation, weights.Length, width));
            _weights = tensor(weights, [weights.Length, 1], type, device);
            _inner = nn.Linear(width, hidden, device: device, dtype: type);
            _outer = nn.Linear(hidden, width, device: device, dtype: type);
            _outer.weight.copy_(Noise(LastDeviation, width, hidden));
            _outer.bias!.copy_(zeros(width, type, device));
            _roles = nn.Parameter(eye(width, dtype: type, device: device).unsqueeze(0).add(Noise(RoleNoise, roles, width, width)));
            _offsets = nn.Parameter(zeros([roles, 1, width], type, device));
            _weights.DetachFromDisposeScope();
            _roles.DetachFromDisposeScope();
            _offsets.DetachFromDisposeScope();
            foreach (var own in new[] { _table, _inner.weight, _inner.bias!, _outer.weight, _outer.bias! })
            {
                own.DetachFromDisposeScope();
            }
        }

        register_parameter("table", _table);
        register_buffer("weights", _weights);
        register_module("inner", _inner);
        register_module("outer", _outer);
        register_parameter("roles", _roles);
        register_parameter("offsets", _offsets);
    }

    /// <summary>Vectors of texts in every role.</summary>
    /// <param name="input">[texts, tokens] numbers of the vocabulary, filled up with <see cref="Text.Vocabulary.Padding"/>.</param>
    /// <returns>[roles, texts, width] of unit length, owned by the caller's scope.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var sum = Sum(input);
        var normal = nn.functional.layer_norm(sum, [_width]);
        var bent = normal.add(_outer.forward(_inner.forward(normal).relu()));
        return nn.functional.normalize(bent.unsqueeze(0).matmul(_roles).add(_offsets), dim: 2).MoveToOuterDisposeScope();
    }

    // only what is not padding is looked up: turns are of very different lengths
    private Tensor Sum(Tensor input)
    {
        var present = input.to_type(ScalarType.Bool);
        var numbers = input.masked_select(present);
        var texts = present.nonzero()[.., 0].unsqueeze(1).expand(-1, _width);
        var terms = _table.index_select(0, numbers).mul(_weights.index_select(0, numbers));
        return zeros([input.shape[0], _width], terms.dtype, terms.device).scatter_add(0, texts, terms);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _table.Dispose();
            _weights.Dispose();
            _inner.Dispose();
            _outer.Dispose();
            _roles.Dispose();
            _offsets.Dispose();
        }

        base.Dispose(disposing);
    }
}
