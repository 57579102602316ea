using System.Numerics.Tensors;

namespace GeoCore.Geolocation.Models;

/// <summary>A linear layer from the embedding of a picture to the numbers of a source, or several with rectifiers between them. Immutable.</summary>
public sealed class DenseHead
{
    private readonly DenseHead? _before;
    private readonly int _width;
    private readonly float[] _weights;
    private readonly float[] _bias;

    /// <summary>Takes weights.</summary>
    /// <param name="inputs">Numbers of an embedding, at least 1.</param>
    /// <param name="weights">[outputs, inputs].</param>
    /// <param name="bias">One an output, at least one.</param>
    /// <exception cref="ArgumentException">The numbers do not fit each other.</exception>
    public DenseHead(int inputs, float[] weights, float[] bias)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(bias);
        if (inputs < 1 || bias.Length < 1 || weights.Length != (long)inputs * bias.Length)
            throw new ArgumentException($"{weights.Length} weights and {bias.Length} numbers of a bias are no layer of {inputs} inputs.", nameof(weights));
        (_width, _weights, _bias) = (inputs, weights, bias);
    }

    private DenseHead(DenseHead before, DenseHead last) => (_before, _width, _weights, _bias) = (before, last._width, last._weights, last._bias);

    /// <summary>Numbers of an embedding.</summary>
    public int Inputs => _before?.Inputs ?? _width;

    /// <summary>Numbers of an answer.</summary>
    public int Outputs => _bias.Length;

    /// <summary>A further linear layer over this one's numbers, of which negative ones become 0.</summary>
    /// <param name="next">A single layer with as many inputs as this has outputs.</param>
    /// <exception cref="ArgumentException">It has others, or is more than a layer.</exception>
    public DenseHead Then(DenseHead next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return next._before is null && next.Inputs == Outputs
            ? new DenseHead(this, next)
            : throw new ArgumentException($"A layer of {next.Inputs} inputs does not go over {Outputs} numbers.", nameof(next));
    }

    /// <summary>W x + b of the last layer.</summary>
    /// <param name="embedding"><see cref="Inputs"/> numbers.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public float[] Of(ReadOnlySpan<float> embedding)
    {
        if (embedding.Length != Inputs)
            throw new ArgumentException($"A head of {Inputs} inputs takes no embedding of {embedding.Length}.", nameof(embedding));
        if (_before is not null)
        {
            var hidden = _before.Of(embedding);
            TensorPrimitives.Max(hidden, 0f, hidden);
            embedding = hidden;
        }

        var outputs = new float[Outputs];
        for (var i = 0; i < outputs.Length; i++)
        {
            outputs[i] = _bias[i] + TensorPrimitives.Dot(embedding, _weights.AsSpan(i * _width, _width));
        }

        return outputs;
    }
}
