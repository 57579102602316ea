using System.Numerics;

namespace Learners.Torch.Fused;

/// <summary>One step of Adam-L2, the same for every parameter: all that is read and written of an element passes the cache once.</summary>
internal readonly struct AdamKernel
{
    private readonly float _decay;
    private readonly float _beta1;
    private readonly float _fresh1;
    private readonly float _beta2;
    private readonly float _fresh2;
    private readonly float _correction2;
    private readonly float _epsilon;
    private readonly float _step;

    /// <summary>Settles the factors.</summary>
    /// <param name="beta1">Decay of the first moment.</param>
    /// <param name="beta2">Decay of the second moment.</param>
    /// <param name="epsilon">Added to the root.</param>
    /// <param name="weightDecay">L2 factor.</param>
    /// <param name="step">Learning rate over the correction of the first moment.</param>
    /// <param name="correction2">Root of the correction of the second moment.</param>
    public AdamKernel(double beta1, double beta2, double epsilon, double weightDecay, double step, double correction2)
    {
        (_decay, _step, _correction2, _epsilon) = ((float)weightDecay, (float)step, (float)correction2, (float)epsilon);
        (_beta1, _fresh1, _beta2, _fresh2) = ((float)beta1, (float)(1 - beta1), (float)beta2, (float)(1 - beta2));
    }

    /// <summary>Advances a stretch of a parameter.</summary>
    /// <param name="weights">Changed.</param>
    /// <param name="gradient">As many.</param>
    /// <param name="first">First moments, changed.</param>
    /// <param name="second">Second moments, changed.</param>
    public void Advance(Span<float> weights, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second)
    {
        Vector<float> decay = new(_decay), beta1 = new(_beta1), fresh1 = new(_fresh1), beta2 = new(_beta2), fresh2 = new(_fresh2);
        Vector<float> correction2 = new(_correction2), epsilon = new(_epsilon), step = new(_step);
        var i = 0;
        for (; i <= weights.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var w = new Vector<float>(weights[i..]);
            var g = Vector.FusedMultiplyAdd(w, decay, new Vector<float>(gradient[i..]));
            var m = Vector.FusedMultiplyAdd(g, fresh1, new Vector<float>(first[i..]) * beta1);
            var v = Vector.FusedMultiplyAdd(g * fresh2, g, new Vector<float>(second[i..]) * beta2);
            m.CopyTo(first[i..]);
            v.CopyTo(second[i..]);
            (w - (step * m / ((Vector.SquareRoot(v) / correction2) + epsilon))).CopyTo(weights[i..]);
        }

        for (; i < weights.Length; i++)
        {
            var g = MathF.FusedMultiplyAdd(weights[i], _decay, gradient[i]);
            first[i] = MathF.FusedMultiplyAdd(g, _fresh1, first[i] * _beta1);
            second[i] = MathF.FusedMultiplyAdd(g * _fresh2, g, second[i] * _beta2);
            weights[i] -= _step * first[i] / ((MathF.Sqrt(second[i]) / _correction2) + _epsilon);
        }
    }
}
