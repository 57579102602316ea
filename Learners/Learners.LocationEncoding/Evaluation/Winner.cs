using System.Numerics.Tensors;

namespace Learners.LocationEncoding.Evaluation;

/// <summary>The class that logits name.</summary>
internal static class Winner
{
    /// <summary>Of one place.</summary>
    /// <param name="logits">One, for class 1 against class 0 with its threshold at 0; or one a class, of which the largest wins.</param>
    internal static int Of(ReadOnlySpan<float> logits) => logits.Length == 1 ? (logits[0] > 0 ? 1 : 0) : TensorPrimitives.IndexOfMax(logits);

    /// <summary>Of one of many places.</summary>
    /// <param name="logits">[place][output].</param>
    /// <param name="place">Which.</param>
    /// <param name="classCount">2 for one output, else as many as outputs.</param>
    internal static int Of(ReadOnlySpan<float> logits, int place, int classCount)
    {
        var outputs = classCount == 2 ? 1 : classCount;
        return Of(logits.Slice(place * outputs, outputs));
    }
}
