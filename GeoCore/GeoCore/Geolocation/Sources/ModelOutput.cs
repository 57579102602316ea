using System.Numerics.Tensors;

namespace GeoCore.Geolocation.Sources;

/// <summary>Arithmetic on the answers of models.</summary>
internal static class ModelOutput
{
    /// <summary>Refuses answers that are not finite numbers of the right count.</summary>
    internal static void Check(ILocationSource source, ReadOnlySpan<float> inputs)
    {
        if (inputs.Length != source.InputCount)
            throw new ArgumentException($"{source.Name} takes {source.InputCount} numbers, not {inputs.Length}.", nameof(inputs));
        foreach (var input in inputs)
        {
            if (!float.IsFinite(input))
                throw new ArgumentException($"{source.Name} was given {input}.", nameof(inputs));
        }
    }

    /// <summary>Refuses a temperature that is not above 0 and finite.</summary>
    internal static double Temperature(double temperature) => temperature > 0 && double.IsFinite(temperature)
        ? temperature
        : throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "A temperature is above 0 and finite.");

    /// <summary>Logarithms of the probabilities that logits at a temperature stand for.</summary>
    internal static double[] LogSoftmax(ReadOnlySpan<float> logits, double temperature)
    {
        var logarithms = new double[logits.Length];
        TensorPrimitives.ConvertTruncating(logits, logarithms);
        TensorPrimitives.Divide(logarithms, temperature, logarithms);
        TensorPrimitives.Subtract(logarithms, LogSumExp(logarithms), logarithms);
        return logarithms;
    }

    /// <summary>ln Σ e^x, without overflow.</summary>
    internal static double LogSumExp(ReadOnlySpan<double> values)
    {
        var peak = TensorPrimitives.Max(values);
        if (!double.IsFinite(peak))
            return peak;
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += Math.Exp(value - peak);
        }

        return peak + Math.Log(sum);
    }
}
