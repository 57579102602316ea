using System.Numerics.Tensors;

namespace Learners.LocationEncoding.Evaluation;

/// <summary>One number T by which all logits of a network are divided, so that its probabilities fit held-out places: above 1 where it was too sure of itself.</summary>
/// <remarks>Guo et al., "On Calibration of Modern Neural Networks", arXiv 1706.04599, section 4.2.</remarks>
public static class TemperatureScaling
{
    /// <summary>T stays within 1/<see cref="Largest"/> and this, also where held-out places would like it to be 0 or infinite.</summary>
    public const double Largest = 100;

    // halvings of the range of ln T, which leave 1e-11
    private const int Halvings = 40;

    /// <summary>The T of the lowest log-loss.</summary>
    /// <param name="logits">[place][output] of held-out places.</param>
    /// <param name="targets">Class of each place.</param>
    /// <param name="classCount">2 for one output, else as many as outputs.</param>
    /// <exception cref="ArgumentException">The spans do not fit together, or are empty.</exception>
    public static double Fit(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int classCount)
    {
        var outputs = classCount == 2 ? 1 : classCount;
        if (targets.IsEmpty || logits.Length != targets.Length * outputs)
        {
            throw new ArgumentException($"{logits.Length} logits are not {outputs} for each of {targets.Length} places, at least one.", nameof(logits));
        }

        // the loss is convex in 1/T, so its slope changes its sign once
        double low = -Math.Log(Largest), high = Math.Log(Largest);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (SlopeBy(Math.Exp(middle), logits, targets, outputs) > 0)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return Math.Exp(-(low + high) / 2);
    }

    /// <summary>Derivative of the summed log-loss by the factor 1/T: expected logit less true logit.</summary>
    private static double SlopeBy(double factor, ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int outputs)
    {
        var slope = 0.0;
        Span<double> probabilities = outputs <= 256 ? stackalloc double[outputs] : new double[outputs];
        for (var place = 0; place < targets.Length; place++)
        {
            var own = logits.Slice(place * outputs, outputs);
            if (outputs == 1)
            {
                slope += own[0] * ((1 / (1 + Math.Exp(-factor * own[0]))) - targets[place]);
                continue;
            }

            TensorPrimitives.ConvertTruncating(own, probabilities);
            TensorPrimitives.Multiply(probabilities, factor, probabilities);
            TensorPrimitives.SoftMax<double>(probabilities, probabilities);
            for (var output = 0; output < outputs; output++)
            {
                slope += probabilities[output] * own[output];
            }

            slope -= own[targets[place]];
        }

        return slope;
    }
}
