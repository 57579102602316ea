using System.Numerics.Tensors;
using GeoCore.Artifacts;
using Learners.DialoguePlanning.Pairs;
using Learners.DialoguePlanning.Text;

namespace Learners.DialoguePlanning.Networks;

/// <summary><see cref="BagNet"/> without torch: the same vectors, from the published weights.</summary>
internal sealed class BagEncoder : ITextEncoder
{
    private const double LayerNormEpsilon = 1e-5;
    private const float ShortestLength = 1e-12f; // torch's, below which it does not divide

    private readonly Vocabulary _vocabulary;
    private readonly float[] _table, _inner, _innerBias, _outer, _outerBias, _roles, _offsets;

    /// <summary>Takes weights by the names that <see cref="BagNet"/> gives them.</summary>
    /// <param name="vocabulary">Of the texts.</param>
    /// <param name="roles">What the last layer knows.</param>
    /// <param name="weights">Numbers of a tensor by its name.</param>
    /// <exception cref="ArtifactException">The numbers of a tensor do not fit the others.</exception>
    internal BagEncoder(Vocabulary vocabulary, RoleSet roles, Func<string, float[]> weights)
    {
        (_vocabulary, Roles) = (vocabulary, roles);
        _outerBias = weights("outer.bias");
        _innerBias = weights("inner.bias");
        (Width, var hidden) = (_outerBias.Length, _innerBias.Length);
        float[] Fitting(string name, long count) => weights(name) is { } numbers && numbers.Length == count
            ? numbers
            : throw new ArtifactException($"tensor '{name}' has not the {count} numbers that the others ask for");
        var count = Pairs.Roles.Count(roles);
        _table = Fitting("table", (long)vocabulary.Size * Width);
        _inner = Fitting("inner.weight", (long)hidden * Width);
        _outer = Fitting("outer.weight", (long)hidden * Width);
        _roles = Fitting("roles", (long)count * Width * Width);
        _offsets = Fitting("offsets", (long)count * Width);
    }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public RoleSet Roles { get; }

    /// <inheritdoc/>
    public void Encode(string text, Span<float> vectors)
    {
        var hidden = _innerBias.Length;
        Span<float> bent = stackalloc float[Width], inner = stackalloc float[hidden];
        Sum(text, bent);
        Normalise(bent);
        for (var j = 0; j < hidden; j++)
        {
            inner[j] = Math.Max(0, TensorPrimitives.Dot(_inner.AsSpan(j * Width, Width), bent) + _innerBias[j]);
        }

        for (var i = 0; i < Width; i++)
        {
            vectors[i] = TensorPrimitives.Dot<float>(_outer.AsSpan(i * hidden, hidden), inner) + _outerBias[i];
        }

        TensorPrimitives.Add(bent, vectors[..Width], bent);
        for (var role = 0; role < Pairs.Roles.Count(Roles); role++)
        {
            Turn(bent, role, vectors.Slice(role * Width, Width));
        }
    }

    private void Sum(string text, Span<float> sum)
    {
        sum.Clear();
        foreach (var number in _vocabulary.Numbers(text))
        {
            TensorPrimitives.MultiplyAdd(_table.AsSpan(number * Width, Width), _vocabulary.Weights[number], sum, sum);
        }
    }

    private static void Normalise(Span<float> numbers)
    {
        var mean = TensorPrimitives.Sum<float>(numbers) / numbers.Length;
        TensorPrimitives.Subtract(numbers, mean, numbers);
        var variance = TensorPrimitives.SumOfSquares<float>(numbers) / numbers.Length;
        TensorPrimitives.Multiply(numbers, (float)(1 / Math.Sqrt(variance + LayerNormEpsilon)), numbers);
    }

    // row times matrix, so that torch's batches and this row have one layout of weights
    private void Turn(ReadOnlySpan<float> bent, int role, Span<float> vector)
    {
        _offsets.AsSpan(role * Width, Width).CopyTo(vector);
        var matrix = _roles.AsSpan(role * Width * Width, Width * Width);
        for (var i = 0; i < Width; i++)
        {
            TensorPrimitives.MultiplyAdd(matrix.Slice(i * Width, Width), bent[i], vector, vector);
        }

        TensorPrimitives.Divide(vector, Math.Max(TensorPrimitives.Norm<float>(vector), ShortestLength), vector);
    }
}
