using GeoCore.Tiling;

namespace GeoCore.Encoding.Lattice;

/// <summary>Interpolates a field in cells of the global lattice, and splits the cells whose check pixels disagree until every pixel is a node.</summary>
/// <remarks>
/// A cell decides by its own nodes and check pixels, which stand at global columns and rows, so a pixel's logits depend on its global column and
/// row alone: windows that share a pixel give it the same bits, and tiles meet without seams.
/// </remarks>
internal sealed class LatticeEvaluation : IDisposable
{
    private readonly PixelGrid _grid;
    private readonly Memory<float> _logits;
    private readonly bool _categorical;
    private readonly LatticeTolerance _tolerance;
    private readonly LatticeMap _map;
    private readonly LatticeSampler _sampler;
    private readonly (int Column, int Row) _corner;
    private readonly (int Column, int Row) _end;
    private readonly List<(int Column, int Row)> _doubtful = [];

    /// <summary>Prepares a window.</summary>
    /// <param name="grid">The window.</param>
    /// <param name="logits">Receives [rows, columns, outputs].</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="tolerance">Largest error in units of the output.</param>
    /// <param name="cellSize">Pixels along the edge of the largest cells.</param>
    /// <param name="sampler">Makes the sampler for the places of the map.</param>
    public LatticeEvaluation(
        PixelGrid grid, Memory<float> logits, LocationEncoder encoder, double tolerance, int cellSize, Func<LatticePlaces, LatticeSampler> sampler)
    {
        (_grid, _logits) = (grid, logits);
        _categorical = encoder.Kind == OutputKind.Categorical;
        _tolerance = new LatticeTolerance(encoder.Kind, tolerance);
        long column = Floor(grid.Column, cellSize), row = Floor(grid.Row, cellSize);
        _corner = ((int)(grid.Column - column), (int)(grid.Row - row));
        _end = (_corner.Column + grid.Width, _corner.Row + grid.Height);
        var (width, height) = (Ceiling(_end.Column, cellSize), Ceiling(_end.Row, cellSize));
        _map = new LatticeMap(width + 1, height + 1, encoder.OutputCount);
        _sampler = sampler(new LatticePlaces(grid, column, row));
        Cells = [.. from y in Enumerable.Range(0, height / cellSize) from x in Enumerable.Range(0, width / cellSize) select new LatticeCell(x * cellSize, y * cellSize, cellSize)];
    }

    /// <summary>The largest cells that touch the window.</summary>
    private List<LatticeCell> Cells { get; set; }

    /// <summary>Evaluates the window.</summary>
    /// <returns>Places at which the network was evaluated.</returns>
    public long Run()
    {
        while (Cells.Count > 0)
        {
            Cells = Cells[0].Size > LatticeCell.Intervals ? InterpolateOrSplit() : EvaluateAll();
        }

        foreach (var (column, row) in _doubtful)
        {
            _map.Want(column, row);
        }

        _map.Evaluate(_sampler);
        foreach (var (column, row) in _doubtful)
        {
            Copy(column, row);
        }

        return _map.Count;
    }

    /// <summary>Gives memory back.</summary>
    public void Dispose() => _map.Dispose();

    private static long Floor(long value, int size) => value - (((value % size) + size) % size);

    private static int Ceiling(int value, int size) => (value + size - 1) / size * size;

    private List<LatticeCell> InterpolateOrSplit()
    {
        foreach (var cell in Cells)
        {
            CellCheck.Want(_map, cell);
        }

        _map.Evaluate(_sampler);
        var smaller = new List<LatticeCell>();
        foreach (var cell in Cells)
        {
            var interpolation = new CellInterpolation(_map, cell).AlongRows();
            if (CellCheck.Passes(_map, cell, interpolation, _tolerance, out var doubt))
                Fill(cell, interpolation, doubt);
            else
                AddTouching(cell.Split(), smaller);
        }

        return smaller;
    }

    private void AddTouching(ReadOnlySpan<LatticeCell> cells, List<LatticeCell> list)
    {
        foreach (var cell in cells)
        {
            if (cell.Column < _end.Column && cell.Column + cell.Size > _corner.Column && cell.Row < _end.Row && cell.Row + cell.Size > _corner.Row)
                list.Add(cell);
        }
    }

    private List<LatticeCell> EvaluateAll()
    {
        ForEachPixel(_map.Want);
        _map.Evaluate(_sampler);
        ForEachPixel(Copy);
        return [];
    }

    private void ForEachPixel(Action<int, int> action)
    {
        foreach (var cell in Cells)
        {
            for (var row = Math.Max(cell.Row, _corner.Row); row < Math.Min(cell.Row + cell.Size, _end.Row); row++)
            {
                for (var column = Math.Max(cell.Column, _corner.Column); column < Math.Min(cell.Column + cell.Size, _end.Column); column++)
                {
                    action(column, row);
                }
            }
        }
    }

    private Span<float> Target(int column, int row) =>
        _logits.Span.Slice((((row - _corner.Row) * _grid.Width) + column - _corner.Column) * _map.Outputs, _map.Outputs);

    private void Copy(int column, int row) => _map.Logits(column, row).CopyTo(Target(column, row));

    private void Fill(LatticeCell cell, CellInterpolation interpolation, float doubt)
    {
        var values = new float[cell.Size];
        int first = Math.Max(cell.Column, _corner.Column), end = Math.Min(cell.Column + cell.Size, _end.Column);
        for (var row = Math.Max(cell.Row, _corner.Row); row < Math.Min(cell.Row + cell.Size, _end.Row); row++)
        {
            for (var output = 0; output < _map.Outputs; output++)
            {
                interpolation.AlongColumns(row - cell.Row, output, values);
                var target = _logits.Span[((((row - _corner.Row) * _grid.Width) - _corner.Column) * _map.Outputs + output + (first * _map.Outputs))..];
                for (var column = first; column < end; column++)
                {
                    target[(column - first) * _map.Outputs] = values[column - cell.Column];
                }
            }

            for (var column = first; _categorical && column < end; column++)
            {
                if (Margin(Target(column, row)) < doubt)
                    _doubtful.Add((column, row));
            }
        }
    }

    private static float Margin(ReadOnlySpan<float> logits)
    {
        float largest = float.NegativeInfinity, second = float.NegativeInfinity;
        foreach (var logit in logits)
        {
            second = Math.Max(second, Math.Min(largest, logit));
            largest = Math.Max(largest, logit);
        }

        return largest - second;
    }
}
