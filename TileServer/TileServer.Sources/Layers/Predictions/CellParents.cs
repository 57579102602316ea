using GeoCore.Geolocation.Grids;

namespace TileServer.Sources.Layers.Predictions;

/// <summary>Which larger cell each cell belongs to.</summary>
internal sealed class CellParents
{
    private readonly Grid _from;
    private readonly Grid _to;
    private readonly int[] _parents;

    /// <summary>Looks up the cells that hold the centres of others.</summary>
    /// <param name="from">The smaller cells; one that is larger than those of <paramref name="to"/> gives its value to all in it.</param>
    /// <param name="to">The larger cells, of the same hierarchy where there is one.</param>
    internal CellParents(Grid from, Grid to)
    {
        (_from, _to) = (from, to);
        _parents = new int[from.Count];
        for (var cell = 0; cell < _parents.Length; cell++)
        {
            var (longitude, latitude) = from is HierarchicalGrid ? default : from.CentreOf(cell);
            _parents[cell] = from is HierarchicalGrid cells ? ((HierarchicalGrid)to).CellOf(cells[cell]) : to.CellAt(longitude, latitude);
        }
    }

    /// <summary>The mean of values over area; NaN where a larger cell has none.</summary>
    internal float[] Mean(float[] values)
    {
        double[] sums = new double[_to.Count], areas = new double[_to.Count];
        Visit((cell, parent, areaKm2) =>
        {
            sums[parent] += values[cell] * areaKm2;
            areas[parent] += areaKm2;
        });
        return [.. sums.Select((sum, parent) => (float)(sum / areas[parent]))];
    }

    /// <summary>The sum of values; a cell that is divided gives parts of its value.</summary>
    internal float[] Sum(float[] values)
    {
        var sums = new double[_to.Count];
        Visit((cell, parent, areaKm2) => sums[parent] += values[cell] * (areaKm2 / _from.Areas.Km2(cell)));
        return [.. sums.Select(sum => (float)sum)];
    }

    /// <summary>The least of values; 1 where there is none.</summary>
    internal float[] Least(float[] values)
    {
        var least = new float[_to.Count];
        Array.Fill(least, 1);
        Visit((cell, parent, _) => least[parent] = Math.Min(least[parent], values[cell]));
        return least;
    }

    /// <summary>Every cell with its parent and the area that they share, km².</summary>
    private void Visit(Action<int, int, double> visit)
    {
        for (var cell = 0; cell < _parents.Length; cell++)
        {
            if (_parents[cell] >= 0)
            {
                visit(cell, _parents[cell], _from.Areas.Km2(cell));
                continue;
            }

            var (start, count) = ((HierarchicalGrid)_to).CellsIn(((HierarchicalGrid)_from)[cell]).GetOffsetAndLength(_to.Count);
            for (var parent = start; parent < start + count; parent++)
                visit(cell, parent, _to.Areas.Km2(parent));
        }
    }
}
