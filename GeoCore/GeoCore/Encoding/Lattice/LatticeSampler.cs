using GeoCore.Encoding.Networks;

namespace GeoCore.Encoding.Lattice;

/// <summary>Evaluates an encoder at chosen pixels of a lattice, many at once.</summary>
/// <param name="encoder">The encoder.</param>
/// <param name="layer">Its first layer for grids; null where its features are not separable.</param>
/// <param name="places">Pixel centres.</param>
/// <param name="parallelism">Threads at most.</param>
/// <param name="cancellationToken">Looked at once a row.</param>
internal sealed class LatticeSampler(
    LocationEncoder encoder, SeparableLayer? layer, LatticePlaces places, int parallelism, CancellationToken cancellationToken)
{
    private const int ScatteredTogether = 512;

    /// <summary>Evaluates pixels.</summary>
    /// <param name="positions">row · width + column, ascending.</param>
    /// <param name="width">Columns of the map.</param>
    /// <param name="logits">Receives [pixels, outputs]; NaN where there is no place.</param>
    public void Evaluate(int[] positions, int width, Memory<float> logits)
    {
        if (layer is not null && places.IsSeparable)
            Separable(layer, positions, width, logits);
        else
            Run((positions.Length + ScatteredTogether - 1) / ScatteredTogether, part => Scattered(positions, width, logits, part));
    }

    private void Separable(SeparableLayer separable, int[] positions, int width, Memory<float> logits)
    {
        var table = new ColumnTable(separable, places, positions, width);
        var rows = RowRun.Find(positions, width);
        var groups = (rows.Length + SeparableLayer.RowsTogether - 1) / SeparableLayer.RowsTogether;
        var parts = Math.Min(parallelism, groups);
        Run(parts, part =>
        {
            var first = groups * part / parts * SeparableLayer.RowsTogether;
            var end = Math.Min(groups * (part + 1) / parts * SeparableLayer.RowsTogether, rows.Length);
            var stream = new LaneStream(encoder, separable, table, logits, rows[first].First);
            for (var group = first; group < end; group += SeparableLayer.RowsTogether)
            {
                cancellationToken.ThrowIfCancellationRequested();
                stream.Add(rows.AsSpan(group, Math.Min(SeparableLayer.RowsTogether, end - group)), places, positions, width);
            }

            stream.Finish();
        });
    }

    private void Scattered(int[] positions, int width, Memory<float> logits, int part)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var first = part * ScatteredTogether;
        var count = Math.Min(ScatteredTogether, positions.Length - first);
        double[] longitudes = new double[count], latitudes = new double[count];
        var missing = new bool[count];
        for (var i = 0; i < count; i++)
        {
            var (row, column) = Math.DivRem(positions[first + i], width);
            var (longitude, latitude) = places.IsSeparable ? (places.Longitude(column), places.Latitude(row)) : places.Place(column, row);
            missing[i] = !double.IsFinite(longitude) || !(Math.Abs(latitude) <= 90);
            (longitudes[i], latitudes[i]) = missing[i] ? (0, 0) : (longitude, latitude);
        }

        var outputs = encoder.OutputCount;
        var target = logits.Span.Slice(first * outputs, count * outputs);
        encoder.Evaluate(longitudes, latitudes, target, cancellationToken);
        for (var i = 0; i < count; i++)
        {
            if (missing[i])
                target.Slice(i * outputs, outputs).Fill(float.NaN);
        }
    }

    private void Run(int parts, Action<int> part)
    {
        if (parallelism > 1 && parts > 1)
        {
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellationToken }, part);
            return;
        }

        for (var i = 0; i < parts; i++)
        {
            part(i);
        }
    }
}
