using GeoCore.Geodesy;

namespace GeoCore.Geolocation.Grids;

/// <summary>How a cell lies to a cap.</summary>
internal enum CapRelation
{
    Outside,
    Touches,
    Inside,
}

/// <summary>The places within a distance of a place, as a question to the cells of a hierarchy. All comparisons are of squared chords.</summary>
internal sealed class Cap
{
    /// <summary>The square of the longest chord, and more than any rounding makes of it.</summary>
    private const double Everything = 5;

    private readonly CellHierarchy _hierarchy;
    private readonly UnitVector _centre;
    private readonly double _held;
    private readonly double[] _touched;
    private readonly double[] _inside;

    /// <summary>Prepares the question.</summary>
    /// <param name="hierarchy">Of the cells.</param>
    /// <param name="longitude">Degrees.</param>
    /// <param name="latitude">Degrees.</param>
    /// <param name="radiusKm">km, at least 0.</param>
    /// <param name="levels">Levels that are asked about.</param>
    internal Cap(CellHierarchy hierarchy, double longitude, double latitude, double radiusKm, int levels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(radiusKm);
        (_hierarchy, _centre) = (hierarchy, UnitVector.Of(longitude, latitude));
        var radius = radiusKm / Wgs84.MeanRadiusKm;
        _held = SquaredChord(radius);
        (_touched, _inside) = (new double[levels], new double[levels]);
        for (var level = 0; level < levels; level++)
        {
            var reach = hierarchy.RadiusAt(level);
            _touched[level] = SquaredChord(radius + reach);
            _inside[level] = radius < reach ? -1 : radius >= Math.PI ? Everything : SquaredChord(radius - reach);
        }
    }

    internal bool Holds(UnitVector place) => _centre.SquaredChord(place) <= _held;

    internal CapRelation Relation(HierarchyCell cell)
    {
        var chord = _centre.SquaredChord(_hierarchy.CentreOf(cell));
        return chord > _touched[cell.Level] ? CapRelation.Outside : chord < _inside[cell.Level] ? CapRelation.Inside : CapRelation.Touches;
    }

    private static double SquaredChord(double angle) => angle >= Math.PI ? Everything : 4 * Math.Pow(Math.Sin(angle / 2), 2);
}
