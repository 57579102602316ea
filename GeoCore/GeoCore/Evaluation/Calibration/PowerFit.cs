using System.Numerics.Tensors;

namespace GeoCore.Evaluation.Calibration;

/// <summary>One query's map and truth.</summary>
/// <param name="LogDensities">Natural logarithm of each cell's density, up to a constant; −∞ and NaN for none.</param>
/// <param name="TruthCell">Cell of the truth, or −1 when it lies in none.</param>
public readonly record struct MapWithTruth(ReadOnlyMemory<float> LogDensities, int TruthCell);

/// <summary>The one power to which densities are raised so that truths get the highest mean log density: below 1 for maps that are too sure. Its inverse is called the temperature.</summary>
/// <param name="Power">Exponent of the densities, above 0.</param>
/// <param name="LogScoreBefore">Mean natural logarithm of the density at the truth, per km², with exponent 1.</param>
/// <param name="LogScore">The same with <paramref name="Power"/>.</param>
/// <param name="Queries">Queries it was learned from.</param>
/// <param name="ZeroDensity">Queries whose truth has no density; no power helps them, and they are left out.</param>
public sealed record PowerFit(double Power, double LogScoreBefore, double LogScore, int Queries, int ZeroDensity)
{
    /// <summary>Powers that are considered.</summary>
    private const double Least = 1e-3, Most = 1e3;

    /// <summary>Logarithm that stands for −∞, which could not be multiplied by a mass of 0; its mass is 0 with any power considered.</summary>
    private const double Nothing = -1e6;

    /// <summary>Learns from queries.</summary>
    /// <param name="queries">At least one truth has a density.</param>
    /// <param name="areas">Area of each cell of every map.</param>
    /// <exception cref="ArgumentException">No truth has a density, or a map does not fit.</exception>
    /// <remarks>The mean log density is concave in the power; its slope is log ρ at the truth minus its mean under the map (Newton's method, halving where it would leave the bracket).</remarks>
    public static PowerFit Fit(IReadOnlyList<MapWithTruth> queries, CellAreas areas)
    {
        ArgumentNullException.ThrowIfNull(queries);
        foreach (var query in queries)
        {
            MapMass.Check(query.LogDensities.Span, areas, residualMass: 0);
        }

        var usable = queries.Where(query => query.TruthCell >= 0 && query.LogDensities.Span[query.TruthCell] > float.NegativeInfinity).ToArray();
        if (usable.Length == 0)
        {
            throw new ArgumentException("No truth has a density.", nameof(queries));
        }

        var before = Sums(usable, areas, 1);
        var (power, low, high) = (1.0, Least, Most);
        var at = before;
        for (var i = 0; i < 60 && Math.Abs(at.Slope) > 1e-9 * Math.Sqrt(at.Curvature + 1e-300) && high - low > 1e-12 * high; i++)
        {
            (low, high) = at.Slope > 0 ? (power, high) : (low, power);
            var step = power + at.Slope / at.Curvature;
            power = step > low && step < high ? step : Math.Sqrt(low * high);
            at = Sums(usable, areas, power);
        }

        return new PowerFit(power, before.Score, at.Score, usable.Length, queries.Count - usable.Length);
    }

    /// <summary>Mean log density at the truths, its slope by the power, and minus its second derivative.</summary>
    private static (double Score, double Slope, double Curvature) Sums(MapWithTruth[] queries, CellAreas areas, double power)
    {
        double score = 0, slope = 0, curvature = 0;
        var (logarithms, products) = (new double[MapMass.BlockLength], new double[MapMass.BlockLength]);
        foreach (var query in queries)
        {
            var map = query.LogDensities.Span;
            var peak = MapMass.Peak(map);
            double sum = 0, first = 0, second = 0;
            for (var start = 0; start < map.Length; start += MapMass.BlockLength)
            {
                var cells = map.Slice(start, Math.Min(MapMass.BlockLength, map.Length - start));
                var levels = logarithms.AsSpan(0, cells.Length);
                var masses = products.AsSpan(0, cells.Length);
                TensorPrimitives.ConvertTruncating(cells, levels);
                TensorPrimitives.Subtract(levels, peak, levels);
                TensorPrimitives.MaxNumber(levels, Nothing, levels); // also for NaN
                TensorPrimitives.Multiply(levels, power, masses);
                TensorPrimitives.Exp(masses, masses);
                MapMass.Weigh(areas, start, masses);
                sum += TensorPrimitives.Sum<double>(masses);
                TensorPrimitives.Multiply(masses, levels, masses);
                first += TensorPrimitives.Sum<double>(masses);
                second += TensorPrimitives.Dot<double>(masses, levels);
            }

            var truth = (double)map[query.TruthCell] - peak;
            var mean = first / sum;
            score += power * truth - Math.Log(sum);
            slope += truth - mean;
            curvature += Math.Max(0, second / sum - mean * mean);
        }

        return (score / queries.Length, slope / queries.Length, curvature / queries.Length);
    }
}
