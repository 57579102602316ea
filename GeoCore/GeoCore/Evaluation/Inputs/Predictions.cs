namespace GeoCore.Evaluation.Inputs;

/// <summary>What a system answered to the queries of an evaluation.</summary>
public abstract class Predictions
{
    /// <summary>How much of the files has been read, 0 to 1.</summary>
    public abstract double Progress { get; }

    /// <summary>Queries that are answered though nothing is known of their truth; they are left out.</summary>
    public long QueriesWithoutTruth { get; protected set; }

    /// <summary>Hands over the map of every query that has a truth, one query at a time.</summary>
    /// <param name="truths">The truths.</param>
    /// <param name="visit">Receives a truth and its map; each truth at most once.</param>
    /// <param name="cancellationToken">Looked at between queries.</param>
    /// <exception cref="InputException">A file is damaged, or not what it has to be.</exception>
    /// <exception cref="ScatteredRowsException">Rows of a query stand apart, seen when others have been handed over: read again with gathered rows.</exception>
    public abstract void Visit(TruthTable truths, Action<Truth, QueryMap> visit, CancellationToken cancellationToken = default);
}
