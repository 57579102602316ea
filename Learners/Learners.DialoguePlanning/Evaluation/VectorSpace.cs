using System.Numerics.Tensors;
using Learners.DialoguePlanning.Networks;
using Learners.DialoguePlanning.Pairs;

namespace Learners.DialoguePlanning.Evaluation;

/// <summary>Turns as vectors of a trained encoder: a similarity is a cosine.</summary>
internal sealed class VectorSpace : ITurnSpace
{
    private readonly float[] _vectors;
    private readonly int _width;
    private readonly RoleSet _roles;
    private readonly int _stride;

    /// <summary>Encodes turns.</summary>
    /// <param name="encoder">Trained.</param>
    /// <param name="turns">In the order of their numbers; each is encoded once.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal VectorSpace(ITextEncoder encoder, IReadOnlyList<string> turns, CancellationToken cancellationToken)
    {
        (_width, _roles) = (encoder.Width, encoder.Roles);
        _stride = Pairs.Roles.Count(_roles) * _width;
        _vectors = new float[turns.Count * _stride];
        for (var i = 0; i < turns.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            encoder.Encode(turns[i], _vectors.AsSpan(i * _stride, _stride));
        }
    }

    /// <inheritdoc/>
    public double Similarity(int before, Parity parity, int after) => TensorPrimitives.Dot(Before(before, parity), After(after));

    /// <summary>Vector of a turn that comes before.</summary>
    internal ReadOnlySpan<float> Before(int turn, Parity parity) => Role(turn, Pairs.Roles.Before(_roles, parity));

    /// <summary>Vector of a turn that comes after.</summary>
    internal ReadOnlySpan<float> After(int turn) => Role(turn, Pairs.Roles.After(_roles));

    private ReadOnlySpan<float> Role(int turn, int role) => _vectors.AsSpan((turn * _stride) + (role * _width), _width);
}
