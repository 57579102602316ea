namespace GeoCore.Evaluation.Inputs;

/// <summary>Regions in rank order of all queries in one GeoJSON file.</summary>
/// <param name="path">The file.</param>
/// <param name="options">How its properties are named.</param>
public sealed class RegionPredictions(string path, MapOptions options) : Predictions
{
    private double _progress;

    /// <inheritdoc/>
    public override double Progress => _progress;

    /// <inheritdoc/>
    public override void Visit(TruthTable truths, Action<Truth, QueryMap> visit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(truths);
        ArgumentNullException.ThrowIfNull(visit);
        var file = RegionFile.Of(path, options);
        var shared = file.Queries.Count == 0 ? new RegionMap(file.All, options.TotalKm2) : null;
        QueriesWithoutTruth = file.Queries.Count(query => truths.Find(query) is null);
        foreach (var truth in truths.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (shared is not null)
                visit(truth, shared);
            else if (file.Of(truth.Query) is { } regions)
                visit(truth, new RegionMap(regions, options.TotalKm2));
            _progress = (truth.Index + 1.0) / truths.All.Count;
        }
    }
}
