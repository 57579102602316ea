using GeoCore.Evaluation;
using GeoCore.Evaluation.Inputs;

namespace TileServer.Evaluations.Live;

/// <summary>An evaluation that grows by requests. A query that is sent again changes nothing.</summary>
internal sealed class LiveEvaluation
{
    private readonly Lock _lock = new();
    private readonly TruthTable _truths = new();
    private readonly RecallSystem _system;
    private readonly RecallResult _result;
    private RecallDocument? _document;

    internal LiveEvaluation(string id, EvaluationRequest request, IReadOnlyList<double>? budgets)
    {
        (Id, Request) = (id, request);
        _system = new RecallSystem(id, id, request, _truths, RecallResult.AreasOf(request, budgets));
        _result = new RecallResult(request, _truths, [_system]);
    }

    /// <summary>Names the evaluation.</summary>
    public string Id { get; }

    /// <summary>Under which it was begun; null without one.</summary>
    public IdempotencyKey? Key { get; init; }

    /// <summary>How answers become maps.</summary>
    public EvaluationRequest Request { get; }

    /// <summary>Number of queries.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _truths.All.Count;
            }
        }
    }

    /// <summary>Ranks the queries of a request; touches nothing.</summary>
    /// <exception cref="InputException">An answer cannot become a map.</exception>
    internal IReadOnlyList<(Truth Truth, RankedQuery Query)> Rank(IReadOnlyList<BodyQuery> queries, CancellationToken cancellationToken)
    {
        var ranked = new List<(Truth, RankedQuery)>(queries.Count);
        for (var i = 0; i < queries.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (query, index) = (queries[i], queries[i].Truth.Index);
            if (query.Places is null && query.Cells is null)
            {
                ranked.Add((query.Truth, _system.Unanswered(query.Truth)));
                continue;
            }

            var one = new TruthTable();
            one.TryAdd(query.Truth);
            new TablePredictions(() => new BodyTable(query, index), Request.Maps).Visit(one, (truth, map) => ranked.Add((query.Truth, map.Rank(truth))), cancellationToken);
            if (ranked.Count == i)
                ranked.Add((query.Truth, _system.Unanswered(query.Truth))); // an empty list of places or cells
        }

        return ranked;
    }

    /// <summary>Adds queries, all or none.</summary>
    /// <returns>How many were new, or the name of a query that was sent before with another answer.</returns>
    internal (int Added, string? Conflict) Add(IReadOnlyList<(Truth Truth, RankedQuery Query)> ranked)
    {
        lock (_lock)
        {
            var fresh = new Dictionary<string, (Truth Truth, RankedQuery Query)>(StringComparer.Ordinal);
            foreach (var pair in ranked)
            {
                var known = _truths.Find(pair.Truth.Query) is { } truth ? (truth, _system.Queries[truth.Index]!.Value)
                    : fresh.TryGetValue(pair.Truth.Query, out var twin) ? twin
                    : ((Truth, RankedQuery)?)null;
                if (known is null)
                    fresh.Add(pair.Truth.Query, pair);
                else if (!IsSame(known.Value, pair))
                    return (0, pair.Truth.Query);
            }

            foreach (var (truth, query) in fresh.Values)
            {
                _system.Add(_truths.TryAdd(truth)!, query);
            }

            _document = fresh.Count > 0 ? null : _document;
            return (fresh.Count, null);
        }
    }

    /// <summary>The figures as they stand.</summary>
    internal RecallDocument Document()
    {
        lock (_lock)
        {
            return _document ??= _result.ToDocument();
        }
    }

    /// <summary>Reads the result while nothing changes.</summary>
    internal T Read<T>(Func<RecallResult, T> read)
    {
        lock (_lock)
        {
            return read(_result);
        }
    }

    private static bool IsSame((Truth Truth, RankedQuery Query) known, (Truth Truth, RankedQuery Query) sent) =>
        known.Truth with { Index = 0, Strata = [] } == sent.Truth with { Index = 0, Strata = [] } && known.Truth.Strata.SequenceEqual(sent.Truth.Strata)
        && known.Query with { Block = null } == sent.Query with { Block = null };
}
