using System.Numerics;
using System.Numerics.Tensors;
using GeoCore.Evaluation;

namespace GeoCore.Geolocation.Maps;

/// <summary>Masses of cells from the logarithms of their densities.</summary>
internal static class LogMass
{
    private const int Together = 1024;

    /// <summary>ln Σ A exp(l) over all cells; −∞ where every density is zero.</summary>
    internal static double LogSum<T>(ReadOnlyMemory<T> logDensities, CellAreas areas)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var peak = double.CreateTruncating(TensorPrimitives.Max(logDensities.Span));
        if (double.IsNegativeInfinity(peak) || !double.IsFinite(peak))
            return peak;
        return peak + Math.Log(BlockSum.Of(logDensities.Length, (start, length) => Sum(logDensities.Span.Slice(start, length), start, areas, peak)));
    }

    /// <summary>Writes A exp(l − <paramref name="shift"/>), km² times whatever the density is of.</summary>
    internal static void Write<T>(ReadOnlySpan<T> logDensities, int start, CellAreas areas, double shift, Span<double> masses)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorPrimitives.ConvertTruncating(logDensities, masses);
        TensorPrimitives.Subtract(masses, shift, masses);
        TensorPrimitives.Exp<double>(masses, masses);
        Multiply(masses, start, areas);
    }

    private static double Sum<T>(ReadOnlySpan<T> logDensities, int start, CellAreas areas, double shift)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<double> masses = stackalloc double[Together];
        var sum = 0.0;
        for (var i = 0; i < logDensities.Length; i += Together)
        {
            var part = masses[..Math.Min(Together, logDensities.Length - i)];
            Write(logDensities.Slice(i, part.Length), start + i, areas, shift, part);
            sum += TensorPrimitives.Sum<double>(part);
        }

        return sum;
    }

    private static void Multiply(Span<double> values, int start, CellAreas areas)
    {
        // neighbours that share an area are multiplied together
        for (var i = 0; i < values.Length;)
        {
            var cell = start + i;
            var same = Math.Min(areas.CellsPerEntry - cell % areas.CellsPerEntry, values.Length - i);
            if (same == 1)
                values[i] *= areas.Km2(cell);
            else
                TensorPrimitives.Multiply(values.Slice(i, same), areas.Km2(cell), values.Slice(i, same));
            i += same;
        }
    }
}
