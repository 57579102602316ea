namespace GeoCore.Encoding.Posterior;

/// <summary>What is known of the weights of a network's last layer: a Gaussian around the trained ones. Immutable.</summary>
/// <remarks>
/// Laplace's approximation (MacKay, Neural Computation 4, 1992; for the last layer alone Kristiadi et al., arXiv 2002.10118). With h̃ the last hidden
/// outputs, followed by 1 where the layer has a bias, the logits of a place have the covariance <c>‖F h̃‖² · C</c>: one spread for the place, one matrix
/// for the classes.
/// </remarks>
public sealed class LastLayerPosterior
{
    private readonly double[] _factor;

    /// <summary>Largest number of weights of an output that is kept: a factor of 64 MiB.</summary>
    public const int MaximumWeights = 4096;

    /// <summary>Takes the two factors of the covariance.</summary>
    /// <param name="weights">Weights of one output, the bias included; 1 to <see cref="MaximumWeights"/>.</param>
    /// <param name="factor">F, [weights, weights].</param>
    /// <param name="outputs">Logits, K.</param>
    /// <param name="classes">C, [K, K]; 1 where there is one logit.</param>
    /// <exception cref="ArgumentException">A size does not fit, or a number is not finite.</exception>
    public LastLayerPosterior(int weights, double[] factor, int outputs, double[] classes)
    {
        ArgumentNullException.ThrowIfNull(factor);
        ArgumentNullException.ThrowIfNull(classes);
        if (weights is < 1 or > MaximumWeights || factor.Length != weights * weights)
            throw new ArgumentException($"A factor of {factor.Length} numbers is not that of {weights} weights.", nameof(factor));
        if (outputs < 1 || classes.Length != (long)outputs * outputs)
            throw new ArgumentException($"{classes.Length} numbers are no covariance of {outputs} logits.", nameof(classes));
        if (!Array.TrueForAll(factor, double.IsFinite) || !Array.TrueForAll(classes, double.IsFinite))
            throw new ArgumentException("A factor holds a number that is not finite.", nameof(factor));
        (Weights, _factor, Outputs, Classes) = (weights, factor, outputs, classes);
    }

    /// <summary>Weights of one output, the bias included.</summary>
    public int Weights { get; }

    /// <summary>F, [weights, weights].</summary>
    public IReadOnlyList<double> Factor => _factor;

    /// <summary>Logits.</summary>
    public int Outputs { get; }

    /// <summary>C, [outputs, outputs].</summary>
    public IReadOnlyList<double> Classes { get; }

    /// <summary>The log-odds of one class against the rest, as a Gaussian whose variance is that of the place times a factor.</summary>
    /// <param name="logits">One per output, finite; their logistic function or softmax are the probabilities.</param>
    /// <param name="index">The class; 0 where there is one logit.</param>
    /// <returns>The mean, and what multiplies the place's ‖F h̃‖².</returns>
    /// <remarks>With several logits ln(p / (1 − p)) is taken to first order in them: its gradient is 1 for the class and minus the softmax among the
    /// others for those. With two classes that is exact.</remarks>
    public (double Mean, double VarianceFactor) OddsOf(ReadOnlySpan<float> logits, int index)
    {
        if (Outputs == 1)
            return (logits[0], Classes[0]);
        var largest = double.NegativeInfinity;
        for (var other = 0; other < Outputs; other++)
        {
            largest = other == index ? largest : Math.Max(largest, logits[other]);
        }

        Span<double> gradient = Outputs <= 256 ? stackalloc double[Outputs] : new double[Outputs];
        var sum = 0.0;
        for (var other = 0; other < Outputs; other++)
        {
            gradient[other] = other == index ? 0 : Math.Exp(logits[other] - largest);
            sum += gradient[other];
        }

        for (var other = 0; other < Outputs; other++)
        {
            gradient[other] = other == index ? 1 : -gradient[other] / sum;
        }

        return (logits[index] - largest - Math.Log(sum), Quadratic(gradient));
    }

    /// <summary>One row of F.</summary>
    internal ReadOnlySpan<double> FactorRow(int row) => _factor.AsSpan(row * Weights, Weights);

    private double Quadratic(ReadOnlySpan<double> vector)
    {
        var sum = 0.0;
        for (var row = 0; row < vector.Length; row++)
        {
            var inner = 0.0;
            for (var column = 0; column < vector.Length; column++)
            {
                inner += Classes[(row * vector.Length) + column] * vector[column];
            }

            sum += vector[row] * inner;
        }

        return Math.Max(sum, 0);
    }
}
