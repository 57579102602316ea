namespace GeoCore.Evaluation;

/// <summary>Densities from logarithms, relative to the map's peak, so that nothing overflows.</summary>
internal static class MapMass
{
    /// <summary>The largest logarithm; −∞ where no cell has mass.</summary>
    /// <exception cref="ArgumentException">A logarithm is +∞.</exception>
    internal static float Peak(ReadOnlySpan<float> logDensities)
    {
        var peak = float.NegativeInfinity;
        foreach (var value in logDensities)
        {
            peak = value > peak ? value : peak; // not for NaN
        }

        return float.IsPositiveInfinity(peak) ? throw new ArgumentException("A density is infinite.", nameof(logDensities)) : peak;
    }

    /// <summary>Density relative to the peak's, 0 to 1; NaN is none.</summary>
    internal static double Of(float logDensity, float peak) => float.IsNaN(logDensity) ? 0 : Math.Exp((double)logDensity - peak);
}
