using System.Numerics.Tensors;

namespace GeoCore.Geolocation.Pooling;

/// <summary>The arithmetic of pooling, cell by cell, on logarithms of densities in double precision.</summary>
public static class LogPool
{
    /// <summary>Σ ln ρ_m.</summary>
    /// <param name="logDensities">One array a source, each of the cells.</param>
    /// <param name="result">Receives the cells.</param>
    public static void Product(IReadOnlyList<ReadOnlyMemory<double>> logDensities, Span<double> result)
    {
        ArgumentNullException.ThrowIfNull(logDensities);
        result.Clear();
        foreach (var source in logDensities)
        {
            TensorPrimitives.Add(result, source.Span, result);
        }
    }

    /// <summary>ln π + Σ w_m (ln ρ_m − ln π_m).</summary>
    /// <param name="logPrior">ln π.</param>
    /// <param name="logRatios">φ_m = ln ρ_m − ln π_m, see <see cref="Ratio"/>; one array a source.</param>
    /// <param name="weights">One a source, at least 0; a source of weight 0 is left out, whatever it forbids.</param>
    /// <param name="result">Receives the cells.</param>
    public static void LogLinear(
        ReadOnlySpan<double> logPrior, IReadOnlyList<ReadOnlyMemory<double>> logRatios, ReadOnlySpan<double> weights, Span<double> result)
    {
        ArgumentNullException.ThrowIfNull(logRatios);
        logPrior.CopyTo(result);
        for (var source = 0; source < logRatios.Count; source++)
        {
            if (weights[source] > 0)
                TensorPrimitives.MultiplyAdd(logRatios[source].Span, weights[source], result, result);
        }
    }

    /// <summary>ln ρ − ln π_m of each cell; 0 where the source was never shown a place, because it has no say there.</summary>
    /// <param name="logDensity">ln ρ.</param>
    /// <param name="logTrainingPrior">ln π_m.</param>
    /// <param name="result">Receives the cells; may be one of the others.</param>
    public static void Ratio(ReadOnlySpan<double> logDensity, ReadOnlySpan<double> logTrainingPrior, Span<double> result)
    {
        for (var cell = 0; cell < result.Length; cell++)
        {
            result[cell] = double.IsNegativeInfinity(logTrainingPrior[cell]) ? 0 : logDensity[cell] - logTrainingPrior[cell];
        }
    }

    /// <summary>ln Σ v_m ρ_m.</summary>
    /// <param name="logDensities">One array a source.</param>
    /// <param name="weights">v, on the simplex.</param>
    /// <param name="result">Receives the cells.</param>
    public static void LinearPool(IReadOnlyList<ReadOnlyMemory<double>> logDensities, ReadOnlySpan<double> weights, Span<double> result)
    {
        ArgumentNullException.ThrowIfNull(logDensities);
        for (var cell = 0; cell < result.Length; cell++)
        {
            var peak = double.NegativeInfinity;
            for (var source = 0; source < logDensities.Count; source++)
            {
                peak = weights[source] > 0 ? Math.Max(peak, logDensities[source].Span[cell]) : peak;
            }

            var sum = 0.0;
            for (var source = 0; !double.IsNegativeInfinity(peak) && source < logDensities.Count; source++)
            {
                sum += weights[source] > 0 ? weights[source] * Math.Exp(logDensities[source].Span[cell] - peak) : 0;
            }

            result[cell] = peak + Math.Log(sum);
            result[cell] = double.IsNegativeInfinity(peak) ? peak : result[cell];
        }
    }
}
