namespace GeoCore.Evaluation.Inputs;

/// <summary>One map that answers all queries alike, such as a prior.</summary>
/// <param name="read">Reads the map.</param>
public sealed class SharedPredictions(Func<QueryMap> read) : Predictions
{
    private double _progress;

    /// <inheritdoc/>
    public override double Progress => _progress;

    /// <inheritdoc/>
    public override void Visit(TruthTable truths, Action<Truth, QueryMap> visit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(truths);
        ArgumentNullException.ThrowIfNull(visit);
        var map = read();
        foreach (var truth in truths.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            visit(truth, map);
            _progress = (truth.Index + 1.0) / truths.All.Count;
        }
    }
}
