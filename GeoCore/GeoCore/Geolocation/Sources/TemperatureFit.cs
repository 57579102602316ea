using System.Numerics.Tensors;

namespace GeoCore.Geolocation.Sources;

/// <summary>The temperature that makes a classifier as sure as it is right on photographs that it was not trained with.</summary>
/// <param name="Temperature">Divides logits.</param>
/// <param name="LogLoss">Mean of −ln of the probability of the truth with it, nats.</param>
/// <param name="UnchangedLogLoss">The same with the logits as they are.</param>
/// <remarks>C. Guo et al., "On calibration of modern neural networks", ICML 2017, section 4.2. The mean is concave in 1/T: Newton's method within a bracket.</remarks>
public sealed record TemperatureFit(double Temperature, double LogLoss, double UnchangedLogLoss)
{
    private const double LeastInverse = 1e-3;
    private const double MostInverse = 1e3;

    /// <summary>Fits.</summary>
    /// <param name="logits">[photographs, classes], finite.</param>
    /// <param name="truths">The class of each photograph.</param>
    /// <exception cref="ArgumentException">The logits are no table of the photographs, or a class does not exist.</exception>
    public static TemperatureFit Of(ReadOnlySpan<float> logits, ReadOnlySpan<int> truths)
    {
        if (truths.IsEmpty || logits.Length % truths.Length != 0 || logits.IsEmpty)
            throw new ArgumentException($"{logits.Length} logits are no table of {truths.Length} photographs.", nameof(logits));
        var table = new double[logits.Length];
        TensorPrimitives.ConvertTruncating(logits, table);
        var classes = table.Length / truths.Length;
        foreach (var truth in truths)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(truth, nameof(truths));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(truth, classes, nameof(truths));
        }

        double inverse = 1, low = LeastInverse, high = MostInverse;
        for (var i = 0; i < 100 && high - low > 1e-12 * high; i++)
        {
            var (_, slope, curvature) = Derivatives(table, truths, inverse);
            (low, high) = slope > 0 ? (inverse, high) : (low, inverse);
            var next = inverse - slope / curvature;
            // where the step leaves the bracket, or there is no curvature, the geometric middle is as good as any
            next = next > low && next < high ? next : Math.Sqrt(low * high);
            if (Math.Abs(next - inverse) < 1e-13 * inverse)
                break;
            inverse = next;
        }

        return new TemperatureFit(1 / inverse, -Derivatives(table, truths, inverse).Value, -Derivatives(table, truths, 1).Value);
    }

    private static (double Value, double Slope, double Curvature) Derivatives(double[] table, ReadOnlySpan<int> truths, double inverse)
    {
        var classes = table.Length / truths.Length;
        var scaled = new double[classes];
        double value = 0, slope = 0, curvature = 0;
        for (var row = 0; row < truths.Length; row++)
        {
            ReadOnlySpan<double> logits = table.AsSpan(row * classes, classes);
            TensorPrimitives.Multiply(logits, inverse, scaled);
            var logSum = ModelOutput.LogSumExp(scaled);
            value += scaled[truths[row]] - logSum;
            double mean = 0, square = 0;
            for (var k = 0; k < classes; k++)
            {
                var probability = Math.Exp(scaled[k] - logSum);
                mean += probability * logits[k];
                square += probability * logits[k] * logits[k];
            }

            slope += logits[truths[row]] - mean;
            curvature -= square - mean * mean;
        }

        return (value / truths.Length, slope / truths.Length, curvature / truths.Length);
    }
}
