using GeoCore.Geodesy;

namespace GeoCore.Evaluation;

/// <summary>Recall vs Area of all queries and, in the same pass, of named groups of them, such as urban and rural places, continents or land cover.</summary>
public sealed class StratifiedRecall
{
    private readonly double[]? _budgets;
    private readonly SortedDictionary<string, RecallAccumulator> _strata = new(StringComparer.Ordinal);

    /// <summary>Creates an empty accumulator.</summary>
    /// <param name="budgetsKm2">Areas at which recall is gathered, km²; null for <see cref="AreaBudgets.Default"/>.</param>
    /// <param name="totalKm2">Everything there is to search, km².</param>
    /// <param name="smallestKm2">Where the logarithmic area axis begins, km².</param>
    /// <exception cref="ArgumentException">There is no budget, or a number is outside its range.</exception>
    public StratifiedRecall(
        IEnumerable<double>? budgetsKm2 = null, double totalKm2 = GreatCircle.SphereAreaKm2, double smallestKm2 = RecallSummary.SmallestAreaKm2)
    {
        _budgets = budgetsKm2?.ToArray();
        All = new RecallAccumulator(_budgets, totalKm2, smallestKm2);
    }

    private StratifiedRecall(RecallAccumulator all) => (_budgets, All) = ([.. all.BudgetsKm2], all);

    /// <summary>Every query.</summary>
    public RecallAccumulator All { get; }

    /// <summary>The queries of each stratum, by its name in ordinal order.</summary>
    public IReadOnlyDictionary<string, RecallAccumulator> Strata => _strata;

    /// <summary>Adds a query.</summary>
    /// <param name="query">Its weight is finite and above 0.</param>
    /// <param name="strata">Names of the strata it belongs to, such as "continent=Europe"; none, one or several, each once.</param>
    public void Add(in RankedQuery query, params IEnumerable<string> strata)
    {
        ArgumentNullException.ThrowIfNull(strata);
        All.Add(query);
        foreach (var name in strata)
        {
            Of(name).Add(query);
        }
    }

    /// <summary>Adds all queries of another accumulator with the same budgets.</summary>
    /// <exception cref="ArgumentException">Budgets or totals differ.</exception>
    public void Merge(StratifiedRecall other)
    {
        ArgumentNullException.ThrowIfNull(other);
        All.Merge(other.All);
        foreach (var (name, stratum) in other._strata)
        {
            Of(name).Merge(stratum);
        }
    }

    /// <summary>Recall as it would be if the strata had other shares among the queries, such as those of the world's land.</summary>
    /// <param name="variant">What counts as found.</param>
    /// <param name="shares">Wanted share of each stratum, above 0, in any unit; the strata should not overlap.</param>
    /// <exception cref="ArgumentException">There is no share, one is not above 0, or a stratum has no query.</exception>
    public IReadOnlyList<RecallAtBudget> Balanced(RecallVariant variant, IReadOnlyDictionary<string, double> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        var total = shares.Values.Sum();
        if (shares.Count == 0 || shares.Values.Any(share => !(share > 0 && double.IsFinite(share))) || !shares.Keys.All(_strata.ContainsKey))
        {
            throw new ArgumentException("Shares are above 0, and every stratum that has one has a query.", nameof(shares));
        }

        var parts = shares.OrderBy(share => share.Key, StringComparer.Ordinal)
            .Select(share => (Share: share.Value / total, _strata[share.Key].Summarise(variant).Recalls)).ToArray();
        return [.. All.BudgetsKm2.Select((budget, i) => new RecallAtBudget(
            budget,
            parts.Sum(part => part.Share * part.Recalls[i].Recall),
            Math.Sqrt(parts.Sum(part => part.Share * part.Share * part.Recalls[i].StandardError * part.Recalls[i].StandardError))))];
    }

    internal void Save(BinaryWriter writer)
    {
        All.Save(writer);
        writer.Write(_strata.Count);
        foreach (var (name, stratum) in _strata)
        {
            writer.Write(name);
            stratum.Save(writer);
        }
    }

    internal static StratifiedRecall Load(BinaryReader reader)
    {
        var report = new StratifiedRecall(RecallAccumulator.Load(reader));
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            report._strata.Add(reader.ReadString(), RecallAccumulator.Load(reader));
        }

        return report;
    }

    private RecallAccumulator Of(string name)
    {
        if (!_strata.TryGetValue(name, out var stratum))
        {
            stratum = new RecallAccumulator(_budgets, All.TotalKm2, All.SmallestKm2);
            _strata.Add(name, stratum);
        }

        return stratum;
    }
}
