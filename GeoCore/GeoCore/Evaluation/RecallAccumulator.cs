using GeoCore.Geodesy;

namespace GeoCore.Evaluation;

/// <summary>Gathers Recall vs Area over any number of queries in constant memory. Accumulators can be merged; neither order nor grouping changes a bit of the result.</summary>
public sealed class RecallAccumulator
{
    private static readonly RecallVariant[] s_variants = Enum.GetValues<RecallVariant>();

    private readonly double[] _budgets;
    private readonly VariantSums[] _sums;
    private ExactSum _weight, _weightSquared, _zeroDensity, _logDensity, _logDensityWeight;

    /// <summary>Creates an empty accumulator.</summary>
    /// <param name="budgetsKm2">Areas at which recall is gathered, km²; null for <see cref="AreaBudgets.Default"/>.</param>
    /// <param name="totalKm2">Everything there is to search, km².</param>
    /// <param name="smallestKm2">Where the logarithmic area axis begins, km²: above 0, below <paramref name="totalKm2"/>. Other than the default where a cost stands for area.</param>
    /// <exception cref="ArgumentException">There is no budget, or a number is outside its range.</exception>
    public RecallAccumulator(
        IEnumerable<double>? budgetsKm2 = null, double totalKm2 = GreatCircle.SphereAreaKm2, double smallestKm2 = RecallSummary.SmallestAreaKm2)
    {
        _budgets = [.. (budgetsKm2 ?? AreaBudgets.Default).Distinct().Order()];
        if (_budgets.Length == 0 || !_budgets.All(budget => budget >= 0 && double.IsFinite(budget)))
        {
            throw new ArgumentException("Budgets are finite and not negative, and there is at least one.", nameof(budgetsKm2));
        }

        if (!(smallestKm2 > 0 && totalKm2 > smallestKm2 && double.IsFinite(totalKm2)))
        {
            throw new ArgumentException($"Areas from {smallestKm2} to {totalKm2} km² are no logarithmic axis.", nameof(smallestKm2));
        }

        TotalKm2 = totalKm2;
        SmallestKm2 = smallestKm2;
        _sums = [.. s_variants.Select(_ => new VariantSums(_budgets.Length))];
        Sample = new QuerySample();
    }

    /// <summary>Areas at which recall is gathered, km², ascending.</summary>
    public IReadOnlyList<double> BudgetsKm2 => _budgets;

    /// <summary>Everything there is to search, km².</summary>
    public double TotalKm2 { get; }

    /// <summary>Where the logarithmic area axis begins, km².</summary>
    public double SmallestKm2 { get; }

    /// <summary>Number of queries.</summary>
    public long Count { get; private set; }

    /// <summary>Equally weighted queries that would give means of the same variance: (Σw)² / Σw²; 0 without a query.</summary>
    public double EffectiveCount => Count == 0 ? 0 : _weight.Value * _weight.Value / _weightSquared.Value;

    /// <summary>Some of the queries themselves, for intervals and quantiles.</summary>
    public QuerySample Sample { get; }

    /// <summary>Adds a query.</summary>
    /// <param name="query">Its weight is finite and above 0.</param>
    /// <exception cref="ArgumentException">The weight is outside its range.</exception>
    public void Add(in RankedQuery query)
    {
        var weight = query.Weight;
        if (!(weight > 0 && double.IsFinite(weight)))
        {
            throw new ArgumentException($"The weight {weight} of query {query.Id} is not finite and above 0.", nameof(query));
        }

        Count++;
        _weight.Add(weight);
        _weightSquared.Add(weight * weight);
        _zeroDensity.Add(query.Area.IsZeroDensity ? weight : 0);
        if (double.IsFinite(query.LogDensity))
        {
            _logDensity.Add(weight * query.LogDensity);
            _logDensityWeight.Add(weight);
        }

        foreach (var variant in s_variants)
        {
            _sums[(int)variant].Add(query.Area, weight, variant, _budgets, SmallestKm2, TotalKm2);
        }

        Sample.Add(query);
    }

    /// <summary>Adds all queries of another accumulator with the same budgets.</summary>
    /// <exception cref="ArgumentException">Budgets or totals differ.</exception>
    public void Merge(RecallAccumulator other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.TotalKm2 != TotalKm2 || other.SmallestKm2 != SmallestKm2 || !other._budgets.AsSpan().SequenceEqual(_budgets))
        {
            throw new ArgumentException("Only accumulators with the same budgets can be merged.", nameof(other));
        }

        Count += other.Count;
        _weight.Add(other._weight);
        _weightSquared.Add(other._weightSquared);
        _zeroDensity.Add(other._zeroDensity);
        _logDensity.Add(other._logDensity);
        _logDensityWeight.Add(other._logDensityWeight);
        for (var i = 0; i < _sums.Length; i++)
        {
            _sums[i].Merge(other._sums[i]);
        }

        Sample.Merge(other.Sample);
    }

    /// <summary>The figures of one variant as they stand.</summary>
    /// <exception cref="InvalidOperationException">No query has been added.</exception>
    public RecallSummary Summarise(RecallVariant variant)
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("No query has been added.");
        }

        var sums = _sums[(int)variant];
        var weight = _weight.Value;
        var recalls = new RecallAtBudget[_budgets.Length];
        for (var i = 0; i < recalls.Length; i++)
        {
            var recall = sums.Recall[i].Value / weight;
            // linearised variance of a ratio of weighted sums
            var variance = (sums.RecallSquared[i].Value - 2 * recall * sums.RecallWeightSquared[i].Value + recall * recall * _weightSquared.Value) / (weight * weight);
            recalls[i] = new RecallAtBudget(_budgets[i], recall, Math.Sqrt(Math.Max(0, variance)));
        }

        var curve = Sample.Count == Count ? new RecallAreaCurve(Sample.Queries, variant, TotalKm2) : null;
        return new RecallSummary(
            variant, Count, recalls, 1 - sums.Area.Value / weight / TotalKm2, sums.LogAuc.Value / weight,
            _zeroDensity.Value / weight, _logDensityWeight.Value > 0 ? _logDensity.Value / _logDensityWeight.Value : null,
            [.. RecallSummary.ReportedRecalls.Select(recall => new AreaAtRecall(recall, curve?.AreaAtRecall(recall) ?? sums.Areas.ValueAt(recall)))],
            curve?.MedianKm2 ?? sums.Areas.Median(), Math.Exp(sums.LogArea.Value / weight), curve is not null);
    }

    internal void Save(BinaryWriter writer)
    {
        writer.Write(TotalKm2);
        writer.Write(SmallestKm2);
        writer.Write(_budgets.Length);
        foreach (var budget in _budgets)
        {
            writer.Write(budget);
        }

        writer.Write(Count);
        foreach (var sum in (ReadOnlySpan<ExactSum>)[_weight, _weightSquared, _zeroDensity, _logDensity, _logDensityWeight])
        {
            sum.Save(writer);
        }

        foreach (var sums in _sums)
        {
            sums.Save(writer);
        }

        Sample.Save(writer);
    }

    /// <exception cref="ArgumentException">Budgets or totals are outside their ranges.</exception>
    internal static RecallAccumulator Load(BinaryReader reader)
    {
        var (total, smallest) = (reader.ReadDouble(), reader.ReadDouble());
        var budgets = new List<double>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            budgets.Add(reader.ReadDouble());
        }

        var accumulator = new RecallAccumulator(budgets, total, smallest) { Count = reader.ReadInt64() };
        accumulator._weight = ExactSum.Load(reader);
        accumulator._weightSquared = ExactSum.Load(reader);
        accumulator._zeroDensity = ExactSum.Load(reader);
        accumulator._logDensity = ExactSum.Load(reader);
        accumulator._logDensityWeight = ExactSum.Load(reader);
        foreach (var sums in accumulator._sums)
        {
            sums.Load(reader);
        }

        accumulator.Sample.Load(reader);
        return accumulator;
    }

    /// <summary>How the queries are spread over the areas where their recall begins and ends.</summary>
    public LogHistogram Areas(RecallVariant variant) => _sums[(int)variant].Areas;

    private sealed class VariantSums(int budgets)
    {
        internal ExactSum[] Recall { get; } = new ExactSum[budgets];
        internal ExactSum[] RecallSquared { get; } = new ExactSum[budgets];
        internal ExactSum[] RecallWeightSquared { get; } = new ExactSum[budgets];
        internal ExactSum Area;
        internal ExactSum LogAuc;
        internal ExactSum LogArea;
        internal LogHistogram Areas { get; private set; } = new();

        internal void Add(in RequiredArea area, double weight, RecallVariant variant, double[] budgets, double smallestKm2, double totalKm2)
        {
            for (var i = 0; i < budgets.Length; i++)
            {
                var recall = area.RecallAt(budgets[i], variant);
                Recall[i].Add(weight * recall);
                RecallSquared[i].Add(weight * weight * recall * recall);
                RecallWeightSquared[i].Add(weight * weight * recall);
            }

            var centre = area.CentreKm2(variant);
            Area.Add(weight * centre);
            LogArea.Add(weight * Math.Log(Math.Max(centre, LogHistogram.Smallest)));
            var isStep = variant != RecallVariant.Fractional;
            Areas.Add(isStep ? centre : area.DenserKm2, isStep ? centre : area.StrictKm2, weight);
            LogAuc.Add(weight * area.LogAuc(smallestKm2, totalKm2, variant));
        }

        internal void Merge(VariantSums other)
        {
            for (var i = 0; i < Recall.Length; i++)
            {
                Recall[i].Add(other.Recall[i]);
                RecallSquared[i].Add(other.RecallSquared[i]);
                RecallWeightSquared[i].Add(other.RecallWeightSquared[i]);
            }

            Area.Add(other.Area);
            LogAuc.Add(other.LogAuc);
            LogArea.Add(other.LogArea);
            Areas.Merge(other.Areas);
        }

        internal void Save(BinaryWriter writer)
        {
            foreach (var sum in (IEnumerable<ExactSum>)[.. Recall, .. RecallSquared, .. RecallWeightSquared, Area, LogAuc, LogArea])
            {
                sum.Save(writer);
            }

            Areas.Save(writer);
        }

        internal void Load(BinaryReader reader)
        {
            foreach (var sums in (ReadOnlySpan<ExactSum[]>)[Recall, RecallSquared, RecallWeightSquared])
            {
                for (var i = 0; i < sums.Length; i++)
                {
                    sums[i] = ExactSum.Load(reader);
                }
            }

            Area = ExactSum.Load(reader);
            LogAuc = ExactSum.Load(reader);
            LogArea = ExactSum.Load(reader);
            Areas = LogHistogram.Load(reader);
        }
    }
}
