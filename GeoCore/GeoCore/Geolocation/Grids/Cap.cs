using GeoCore.Geodesy;

namespace GeoCore.Geolocation.Grids;

/// <summary>How a cell lies to a cap.</summary>
internal enum CapRelation
{
    Outside,
    Touches,
    Inside,
}

/// <summary>The places within a distance of a place, as a question to the cells of a hierarchy.</summary>
internal readonly struct Cap
{
    private readonly CellHierarchy _hierarchy;
    private readonly UnitVector _centre;
    private readonly double _radius;
    private readonly double _squaredChord;

    internal Cap(CellHierarchy hierarchy, double longitude, double latitude, double radiusKm)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(radiusKm);
        (_hierarchy, _centre, _radius) = (hierarchy, UnitVector.Of(longitude, latitude), radiusKm / Wgs84.MeanRadiusKm);
        _squaredChord = _radius >= Math.PI ? double.PositiveInfinity : 4 * Math.Pow(Math.Sin(_radius / 2), 2);
    }

    internal bool HoldsCentre(HierarchyCell cell) => _centre.SquaredChord(_hierarchy.CentreOf(cell)) <= _squaredChord;

    internal CapRelation Relation(HierarchyCell cell)
    {
        double angle = _centre.AngleTo(_hierarchy.CentreOf(cell)), reach = _hierarchy.RadiusAt(cell.Level);
        return angle > _radius + reach ? CapRelation.Outside : angle + reach < _radius ? CapRelation.Inside : CapRelation.Touches;
    }
}
