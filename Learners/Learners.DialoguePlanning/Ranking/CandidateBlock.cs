using Learners.DialoguePlanning.Networks;

namespace Learners.DialoguePlanning.Ranking;

/// <summary>Candidates for the next turn: the vectors of their after role in one block.</summary>
/// <param name="Vectors">[count × width].</param>
/// <param name="Width">Numbers of a vector.</param>
internal sealed record CandidateBlock(float[] Vectors, int Width)
{
    /// <summary>Candidates.</summary>
    internal int Count => Vectors.Length / Width;

    /// <summary>Encodes texts.</summary>
    /// <param name="encoder">Trained.</param>
    /// <param name="texts">Candidates in the order of their numbers.</param>
    internal static CandidateBlock Of(ITextEncoder encoder, IReadOnlyList<string> texts)
    {
        var roles = Pairs.Roles.Count(encoder.Roles);
        var all = new float[roles * encoder.Width];
        var vectors = new float[texts.Count * encoder.Width];
        for (var i = 0; i < texts.Count; i++)
        {
            encoder.Encode(texts[i], all);
            all.AsSpan(Pairs.Roles.After(encoder.Roles) * encoder.Width, encoder.Width).CopyTo(vectors.AsSpan(i * encoder.Width));
        }

        return new CandidateBlock(vectors, encoder.Width);
    }

    /// <summary>Some of the candidates.</summary>
    /// <param name="numbers">Which.</param>
    internal CandidateBlock At(IReadOnlyList<int> numbers)
    {
        var vectors = new float[numbers.Count * Width];
        for (var i = 0; i < numbers.Count; i++)
        {
            Vectors.AsSpan(numbers[i] * Width, Width).CopyTo(vectors.AsSpan(i * Width));
        }

        return new CandidateBlock(vectors, Width);
    }
}
