using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Valid;

namespace TileServer.Statistics;

/// <summary>Makes polygons valid whose rings cross or touch themselves.</summary>
internal static class ZoneRepair
{
    /// <summary>Gives valid polygons.</summary>
    /// <param name="zone">Polygons as they were sent.</param>
    /// <param name="fault">Where they are not valid; null where they are.</param>
    /// <returns>The same where they are valid; null where nothing of area is left, or the repair would take too long.</returns>
    internal static Geometry? Repair(Geometry zone, out Coordinate? fault)
    {
        var check = new IsValidOp(zone);
        fault = null;
        if (check.IsValid)
            return zone;
        fault = check.ValidationError?.Coordinate;
        if (CrossingCount.IsTooMuch(zone))
            return null;
        try
        {
            var repaired = GeometryFixer.Fix(zone);
            return repaired is Polygon or MultiPolygon && !repaired.IsEmpty && repaired.Area > 0 ? repaired : null;
        }
        catch (TopologyException failure)
        {
            fault = failure.Coordinate ?? fault;
            return null;
        }
    }
}
