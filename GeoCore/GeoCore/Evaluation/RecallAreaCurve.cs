using GeoCore.Geodesy;

namespace GeoCore.Evaluation;

/// <summary>Recall as a function of the area searched, over the queries that are held in memory; every figure in closed form.</summary>
public sealed class RecallAreaCurve
{
    private readonly RequiredArea[] _areas;
    private readonly double[] _weights;
    private readonly double _weight;

    /// <summary>Creates the curve.</summary>
    /// <param name="queries">At least one; the order does not matter.</param>
    /// <param name="variant">What counts as found.</param>
    /// <param name="totalKm2">Everything there is to search, km².</param>
    /// <exception cref="ArgumentException">There is no query, or a weight is not finite and above 0.</exception>
    public RecallAreaCurve(
        IEnumerable<RankedQuery> queries, RecallVariant variant = RecallVariant.Fractional, double totalKm2 = GreatCircle.SphereAreaKm2)
    {
        var ordered = queries.OrderBy(query => query.Area.CentreKm2(variant)).ThenBy(query => query.Id, StringComparer.Ordinal).ToArray();
        if (ordered.Length == 0)
        {
            throw new ArgumentException("A curve needs a query.", nameof(queries));
        }

        _areas = [.. ordered.Select(query => query.Area)];
        _weights = [.. ordered.Select(query => query.Weight)];
        if (!_weights.All(weight => weight > 0 && double.IsFinite(weight)))
        {
            throw new ArgumentException("A weight is not finite and above 0.", nameof(queries));
        }

        _weight = Total(static (_, weight) => weight);
        Variant = variant;
        TotalKm2 = totalKm2;
    }

    /// <summary>What counts as found.</summary>
    public RecallVariant Variant { get; }

    /// <summary>Everything there is to search, km².</summary>
    public double TotalKm2 { get; }

    /// <summary>Number of queries.</summary>
    public int Count => _areas.Length;

    /// <summary>Share of the weight on queries whose map gives the truth no density: the height of the plateau that no budget short of everything reaches.</summary>
    public double ZeroDensityShare => Total(static (area, weight) => area.IsZeroDensity ? weight : 0) / _weight;

    /// <summary>1 − mean required area / everything: the integral of recall over the share of the area searched.</summary>
    public double AucLinear => 1 - Total((area, weight) => weight * area.CentreKm2(Variant)) / _weight / TotalKm2;

    /// <summary>Recall within a budget, 0 to 1.</summary>
    /// <param name="budgetKm2">Area searched, km².</param>
    public double At(double budgetKm2) => Total((area, weight) => weight * area.RecallAt(budgetKm2, Variant)) / _weight;

    /// <summary>Area under the curve over the logarithm of area, as a share of what could be reached.</summary>
    /// <param name="fromKm2">Smaller budget, above 0.</param>
    /// <param name="toKm2">Larger budget; null for everything.</param>
    public double AucLog(double fromKm2 = 1, double? toKm2 = null) =>
        Total((area, weight) => weight * area.LogAuc(fromKm2, toKm2 ?? TotalKm2, Variant)) / _weight;

    /// <summary>The smallest budget that reaches a recall, km².</summary>
    /// <param name="recall">Above 0, up to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="recall"/> is outside its range.</exception>
    public double AreaAtRecall(double recall)
    {
        if (!(recall is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(recall), recall, "Recall is above 0 and at most 1.");
        }

        // recall is linear between neighbouring bends, so the answer lies on the segment that crosses it
        var bends = Bends();
        int low = 0, high = bends.Length - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (At(bends[middle]) >= recall)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        if (low == 0 || Variant != RecallVariant.Fractional)
        {
            return bends[low];
        }

        double left = At(bends[low - 1]), right = BeforeStepAt(bends[low]);
        return right < recall || right <= left
            ? bends[low]
            : bends[low - 1] + (bends[low] - bends[low - 1]) * (recall - left) / (right - left);
    }

    /// <summary>Geometric mean of the required areas, km²; queries that need none count as <paramref name="floorKm2"/>.</summary>
    /// <param name="floorKm2">Smallest area that is told apart, above 0.</param>
    public double GeometricMeanKm2(double floorKm2 = LogHistogram.Smallest) =>
        Math.Exp(Total((area, weight) => weight * Math.Log(Math.Max(area.CentreKm2(Variant), floorKm2))) / _weight);

    /// <summary>The required area that half of the weight does not exceed, km².</summary>
    public double MedianKm2 => WeightedMedian.Of(_areas.Zip(_weights, (area, weight) => (area.CentreKm2(Variant), weight)));

    /// <summary>How much recall the next square kilometre adds at a budget, per km²: the slope of the curve, whose steps count as none.</summary>
    /// <param name="budgetKm2">Area searched so far, km².</param>
    /// <remarks>A search whose worth by recall and cost by area are known stops where this falls below their quotient.</remarks>
    public double MarginalRecallPerKm2(double budgetKm2) => Variant != RecallVariant.Fractional
        ? 0
        : Total((area, weight) => budgetKm2 >= area.DenserKm2 && budgetKm2 < area.StrictKm2 ? weight / area.TiedKm2 : 0) / _weight;

    /// <summary>Mean area until the truth is found, km²: what is left of everything when the area under the curve has been saved.</summary>
    public double ExpectedAreaToFindKm2 => Total((area, weight) => weight * area.CentreKm2(Variant)) / _weight;

    /// <summary>Recall at a bend without the queries that jump there because they need no area beyond it.</summary>
    private double BeforeStepAt(double bend) =>
        Total((area, weight) => area.StrictKm2 == area.DenserKm2 && area.DenserKm2 == bend ? 0 : weight * area.RecallAt(bend, Variant)) / _weight;

    private double[] Bends()
    {
        var bends = Variant == RecallVariant.Fractional
            ? _areas.SelectMany(static area => new[] { area.DenserKm2, area.StrictKm2 })
            : _areas.Select(area => area.CentreKm2(Variant));
        return [.. bends.Distinct().Order()];
    }

    private double Total(Func<RequiredArea, double, double> term)
    {
        var sum = new ExactSum();
        for (var i = 0; i < _areas.Length; i++)
        {
            sum.Add(term(_areas[i], _weights[i]));
        }

        return sum.Value;
    }
}
