using GeoCore.Encoding.Networks;

namespace GeoCore.Encoding;

/// <summary>Grids, every pixel of which is evaluated.</summary>
public sealed partial class LocationEncoder
{
    /// <summary>Logits on a grid, every place of which is evaluated; for spherical harmonics the first layer is summed over degrees once a row.</summary>
    /// <param name="longitudes">Of the columns, degrees, finite.</param>
    /// <param name="latitudes">Of the rows, degrees, −90 to 90.</param>
    /// <param name="logits">Receives [rows, columns, <see cref="OutputCount"/>].</param>
    /// <param name="parallelism">Threads at most, 1 or more.</param>
    /// <param name="cancellationToken">Looked at once a row.</param>
    /// <exception cref="ArgumentException">There is no room for all logits.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is not a place, or no thread is allowed.</exception>
    public void EvaluateGrid(
        ReadOnlyMemory<double> longitudes, ReadOnlyMemory<double> latitudes, Memory<float> logits, int parallelism = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallelism, 1);
        if (logits.Length < (long)longitudes.Length * latitudes.Length * OutputCount)
            throw new ArgumentException($"{latitudes.Length} rows of {longitudes.Length} places do not fit into {logits.Length} logits of {OutputCount}.", nameof(logits));
        if (longitudes.IsEmpty || latitudes.IsEmpty)
            return;
        var grid = new GridEvaluation(this, _separable.Value, longitudes, latitudes, logits, cancellationToken);
        var groups = (latitudes.Length + SeparableLayer.RowsTogether - 1) / SeparableLayer.RowsTogether;
        if (parallelism == 1 || groups == 1)
        {
            for (var group = 0; group < groups; group++)
            {
                grid.Rows(group);
            }
        }
        else
        {
            Parallel.For(0, groups, new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellationToken }, grid.Rows);
        }
    }
}
