using GeoCore.Geolocation.Grids;

namespace GeoCore.Geolocation.Sources;

/// <summary>Gives the masses of a partition's classes to the cells of a map.</summary>
internal sealed class PartitionSpread
{
    private readonly Grid _grid;
    private readonly int[] _classOf;
    private readonly double[] _areaOf;
    private readonly int[] _cellOf;

    internal PartitionSpread(AdaptiveGrid classes, Grid grid)
    {
        _grid = grid;
        _classOf = new int[grid.Count];
        _areaOf = new double[classes.Count];
        _cellOf = new int[classes.Count];
        for (var cell = 0; cell < _classOf.Length; cell++)
        {
            var (longitude, latitude) = grid.CentreOf(cell);
            _classOf[cell] = classes.CellAt(longitude, latitude);
            if (_classOf[cell] >= 0)
                _areaOf[_classOf[cell]] += grid.Areas.Km2(cell);
        }

        for (var i = 0; i < _cellOf.Length; i++)
        {
            var (longitude, latitude) = classes.CentreOf(i);
            _cellOf[i] = _areaOf[i] > 0 ? -1 : grid.CellAt(longitude, latitude);
        }
    }

    /// <summary>Masses of the map's cells.</summary>
    /// <param name="ofClasses">Mass of each class.</param>
    internal double[] Masses(ReadOnlySpan<double> ofClasses)
    {
        var masses = new double[_classOf.Length];
        for (var cell = 0; cell < masses.Length; cell++)
        {
            var own = _classOf[cell];
            masses[cell] = own >= 0 ? ofClasses[own] * _grid.Areas.Km2(cell) / _areaOf[own] : 0;
        }

        for (var i = 0; i < _cellOf.Length; i++)
        {
            if (_cellOf[i] >= 0)
                masses[_cellOf[i]] += ofClasses[i];
        }

        return masses;
    }
}
