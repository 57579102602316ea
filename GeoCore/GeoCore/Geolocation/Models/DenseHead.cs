using System.Numerics.Tensors;

namespace GeoCore.Geolocation.Models;

/// <summary>A linear layer from the embedding of a picture to the numbers of a source. Immutable.</summary>
public sealed class DenseHead
{
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
        (Inputs, _weights, _bias) = (inputs, weights, bias);
    }

    /// <summary>Numbers of an embedding.</summary>
    public int Inputs { get; }

    /// <summary>Numbers of an answer.</summary>
    public int Outputs => _bias.Length;

    /// <summary>W x + b.</summary>
    /// <param name="embedding"><see cref="Inputs"/> numbers.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public float[] Of(ReadOnlySpan<float> embedding)
    {
        if (embedding.Length != Inputs)
            throw new ArgumentException($"A head of {Inputs} inputs takes no embedding of {embedding.Length}.", nameof(embedding));
        var outputs = new float[Outputs];
        for (var i = 0; i < outputs.Length; i++)
        {
            outputs[i] = _bias[i] + TensorPrimitives.Dot(embedding, _weights.AsSpan(i * Inputs, Inputs));
        }

        return outputs;
    }
}
