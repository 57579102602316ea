using GeoCore.Evaluation;
using GeoCore.Evaluation.Inputs;

namespace TileServer.Evaluations;

/// <summary>What one system reached.</summary>
internal sealed class RecallSystem
{
    private const int PointsPerDecade = 12;

    private readonly EvaluationRequest _request;
    private readonly TruthTable _truths;
    private readonly List<RankedQuery?> _queries = [];

    internal RecallSystem(string name, string path, EvaluationRequest request, TruthTable truths, IReadOnlyList<double> budgets)
    {
        (Name, Path, _request, _truths) = (name, path, request, truths);
        var total = request.Maps.TotalKm2;
        var smallest = SmallestKm2(total);
        Report = new StratifiedRecall(budgets, total, smallest);
        Curve = new RecallAccumulator(CurveAreas(smallest, total), total, smallest);
    }

    /// <summary>A system of which parts were saved; its queries are known as far as samples hold them.</summary>
    internal RecallSystem(SavedRecall saved, EvaluationRequest request, TruthTable truths)
    {
        (Name, Path, _request, _truths) = (saved.Name, saved.Name, request, truths);
        (Report, Curve, Missing, WithoutTruth) = (saved.Report, saved.Curve, saved.Missing, saved.WithoutTruth);
    }

    /// <summary>Short name.</summary>
    public string Name { get; }

    /// <summary>File or folder.</summary>
    public string Path { get; }

    /// <summary>Recall at the budgets of the report, of all queries and of strata.</summary>
    public StratifiedRecall Report { get; }

    /// <summary>Recall at the areas that the curve is drawn through.</summary>
    public RecallAccumulator Curve { get; }

    /// <summary>The queries by the position of their truths; null where one was left out.</summary>
    public IReadOnlyList<RankedQuery?> Queries => _queries;

    /// <summary>Queries without an answer.</summary>
    public long Missing { get; private set; }

    /// <summary>Answers to queries without a truth.</summary>
    public long WithoutTruth { get; private set; }

    /// <summary>Where the logarithmic axis begins: 1 km², or a millionth of a total that is in another unit and small.</summary>
    internal static double SmallestKm2(double totalKm2) => totalKm2 > 1e3 ? RecallSummary.SmallestAreaKm2 : totalKm2 / 1e6;

    /// <summary>Ranks every query of a system.</summary>
    /// <exception cref="InputException">A file cannot be used.</exception>
    internal static RecallSystem Run(
        string name, string path, EvaluationRequest request, TruthTable truths, IReadOnlyList<double> budgets, EvaluationProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            return Run(new RecallSystem(name, path, request, truths, budgets), isGathered: false, progress, cancellationToken);
        }
        catch (ScatteredRowsException)
        {
            return Run(new RecallSystem(name, path, request, truths, budgets), isGathered: true, progress, cancellationToken);
        }
    }

    private static RecallSystem Run(RecallSystem system, bool isGathered, EvaluationProgress progress, CancellationToken cancellationToken)
    {
        progress.Begin(system.Name);
        progress.Watch(system);
        system.Reach(system._truths.All.Count);
        var predictions = PredictionFiles.Open(system.Path, system._request.Maps, isGathered);
        var done = 0L;
        predictions.Visit(system._truths, (truth, map) =>
        {
            system.Add(truth, map.Rank(truth));
            progress.Tell(++done, predictions.Progress);
        }, cancellationToken);
        system.WithoutTruth = predictions.QueriesWithoutTruth;
        system.AddMissing();
        return system.Report.All.Count > 0 ? system : throw new InputException($"{system.Path}: no query of {system._request.Truth} is answered.");
    }

    /// <summary>Adds a query whose truth is in the table.</summary>
    internal void Add(Truth truth, RankedQuery ranked)
    {
        Reach(truth.Index + 1);
        var block = _request.Blocks is { } grid && truth.HasPlace ? grid.CellAt(truth.Longitude, truth.Latitude) : (long?)null;
        ranked = ranked with { Block = block };
        Report.Add(ranked, truth.Strata);
        Curve.Add(ranked);
        _queries[truth.Index] = ranked;
    }

    /// <summary>What a query requires that nothing answers: it limits the search as little as a map without density.</summary>
    internal RankedQuery Unanswered(Truth truth) => new(
        truth.Query, new RequiredArea(0, _request.Maps.TotalKm2, _request.Maps.TotalKm2, IsZeroDensity: true), truth.Weight, double.NegativeInfinity);

    private void AddMissing()
    {
        foreach (var truth in _truths.All.Where(truth => _queries[truth.Index] is null))
        {
            Missing++;
            if (!_request.SkipsMissing)
                Add(truth, Unanswered(truth));
        }
    }

    private void Reach(int count)
    {
        while (_queries.Count < count)
        {
            _queries.Add(null);
        }
    }

    private static IEnumerable<double> CurveAreas(double smallest, double total)
    {
        for (var step = 0; ; step++)
        {
            var area = smallest * Math.Pow(10, (double)step / PointsPerDecade);
            if (area >= total)
                break;
            yield return area;
        }

        yield return total;
    }
}
