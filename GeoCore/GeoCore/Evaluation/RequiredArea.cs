namespace GeoCore.Evaluation;

/// <summary>How much area has to be searched, densest first, before one query's truth is reached.</summary>
/// <param name="DenserKm2">G, area of the cells that are denser than the truth's, km².</param>
/// <param name="TiedKm2">T, area of the cells as dense as the truth's, its own included, km².</param>
/// <param name="TruthCellKm2">Area of the truth's cell, km²; T itself where the truth lies in no cell.</param>
/// <param name="IsZeroDensity">The map gives the truth's place no density at all; T is then everything that is not searched before.</param>
/// <remarks>
/// The published metric is known by its abstract only (arXiv 2407.13862); these definitions are GeoSuite's own, and
/// <see cref="OfRankedList"/> is the literal reading of that abstract.
/// </remarks>
public readonly record struct RequiredArea(double DenserKm2, double TiedKm2, double TruthCellKm2, bool IsZeroDensity)
{
    /// <summary>Area after which the truth has surely been reached, km².</summary>
    public double StrictKm2 => DenserKm2 + TiedKm2;

    /// <summary>Expected area when equally dense cells are searched in random order, km².</summary>
    public double MeanKm2 => DenserKm2 + TiedKm2 / 2;

    /// <summary>The truth is the <paramref name="truthRegion"/>-th of regions in a given order.</summary>
    /// <param name="regionAreasKm2">Areas in the order of search, km².</param>
    /// <param name="truthRegion">Position of the region that holds the truth, or −1 when none does.</param>
    /// <param name="totalKm2">Everything there is to search, km².</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such region, or the regions exceed the total.</exception>
    public static RequiredArea OfRankedList(ReadOnlySpan<double> regionAreasKm2, int truthRegion, double totalKm2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(truthRegion, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(truthRegion, regionAreasKm2.Length);
        long before = 0;
        foreach (var area in truthRegion < 0 ? regionAreasKm2 : regionAreasKm2[..truthRegion])
        {
            before += CellAreas.ToUnits(area);
        }

        var own = truthRegion < 0 ? CellAreas.ToUnits(totalKm2) - before : CellAreas.ToUnits(regionAreasKm2[truthRegion]);
        ArgumentOutOfRangeException.ThrowIfNegative(own, nameof(totalKm2));
        var ownKm2 = own / CellAreas.UnitsPerKm2;
        return new RequiredArea(before / CellAreas.UnitsPerKm2, ownKm2, ownKm2, truthRegion < 0);
    }

    /// <summary>The area with its end not beyond everything: G and T are rounded one by one, their sum may pass the total by a rounding, and recall at everything is 1.</summary>
    /// <param name="totalKm2">Everything there is to search, km².</param>
    public RequiredArea Within(double totalKm2)
    {
        if (StrictKm2 <= totalKm2)
        {
            return this;
        }

        var tied = Math.Max(0, totalKm2 - DenserKm2);
        while (DenserKm2 + tied > totalKm2 && tied > 0)
        {
            tied = Math.BitDecrement(tied);
        }

        return this with { TiedKm2 = tied, TruthCellKm2 = Math.Min(TruthCellKm2, tied) };
    }

    /// <summary>Share of this query that is found within a budget, 0 to 1.</summary>
    /// <param name="budgetKm2">Area searched, km².</param>
    /// <param name="variant">What counts as found.</param>
    public double RecallAt(double budgetKm2, RecallVariant variant) => variant switch
    {
        RecallVariant.Strict => budgetKm2 >= StrictKm2 ? 1 : 0,
        RecallVariant.Optimistic => budgetKm2 >= DenserKm2 + TruthCellKm2 ? 1 : 0,
        _ => budgetKm2 >= StrictKm2 ? 1 : budgetKm2 <= DenserKm2 ? 0 : (budgetKm2 - DenserKm2) / TiedKm2,
    };

    /// <summary>Area at which a query counts half found, km²: its mean for the fractional variant, else the step.</summary>
    /// <param name="variant">What counts as found.</param>
    public double CentreKm2(RecallVariant variant) => variant switch
    {
        RecallVariant.Strict => StrictKm2,
        RecallVariant.Optimistic => DenserKm2 + TruthCellKm2,
        _ => MeanKm2,
    };

    /// <summary>Area under this query's recall over the logarithm of area, between two budgets, as a share of what could be reached.</summary>
    /// <param name="fromKm2">Smaller budget a₀, above 0.</param>
    /// <param name="toKm2">Larger budget a₁.</param>
    /// <param name="variant">What counts as found.</param>
    /// <returns>1/ln(a₁/a₀) · ∫ r(a)/a da, 0 to 1, in closed form.</returns>
    public double LogAuc(double fromKm2, double toKm2, RecallVariant variant)
    {
        if (!(fromKm2 > 0 && toKm2 > fromKm2))
        {
            throw new ArgumentOutOfRangeException(nameof(fromKm2), fromKm2, $"Budgets from {fromKm2} to {toKm2} km² are no interval above 0.");
        }

        var (begin, end) = variant switch
        {
            RecallVariant.Strict => (StrictKm2, StrictKm2),
            RecallVariant.Optimistic => (DenserKm2 + TruthCellKm2, DenserKm2 + TruthCellKm2),
            _ => (DenserKm2, StrictKm2),
        };
        double integral = 0;
        var low = Math.Max(fromKm2, begin);
        var high = Math.Min(toKm2, end);
        if (high > low)
        {
            integral += begin > 0 ? RisingPart(begin, low, high) : (high - low) / TiedKm2;
        }

        var full = Math.Max(fromKm2, end);
        if (toKm2 > full)
        {
            integral += Math.Log(toKm2 / full);
        }

        return integral / Math.Log(toKm2 / fromKm2);
    }

    /// <summary>∫ (a − G)/(T a) da from <paramref name="low"/> to <paramref name="high"/>, written so that a small T beside a large G keeps its digits.</summary>
    private double RisingPart(double begin, double low, double high) =>
        (low - begin) / TiedKm2 * Math.Log(high / low) + low / TiedKm2 * ExcessOverLog((high - low) / low);

    /// <summary>x − ln(1 + x).</summary>
    private static double ExcessOverLog(double x)
    {
        const double seriesBelow = 0.01;
        if (x > seriesBelow)
        {
            return x - Math.Log(1 + x);
        }

        double sum = 0;
        for (var n = 9; n >= 2; n--)
        {
            sum = 1.0 / n - x * sum;
        }

        return x * x * sum;
    }
}
