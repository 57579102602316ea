using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace TileServer.Sources.Vectors;

/// <summary>Cuts polygons at the margin of a tile and rounds them to units, so that they are valid afterwards.</summary>
internal static class PolygonCutter
{
    private const double Least = -TileWindow.Margin, Most = VectorTileWriter.Extent + TileWindow.Margin;

    /// <summary>The rings of what lies in the tile with its margin; a unit for what is smaller than one.</summary>
    /// <param name="shell">Corners in units, with or without the closing one.</param>
    /// <param name="holes">Holes, likewise.</param>
    internal static IEnumerable<IReadOnlyList<(int X, int Y)>> Cut(List<(double X, double Y)> shell, IReadOnlyList<List<(double X, double Y)>> holes)
    {
        if (shell.Count == 0)
            return [];
        double left = double.PositiveInfinity, right = double.NegativeInfinity, top = double.PositiveInfinity, bottom = double.NegativeInfinity;
        foreach (var (x, y) in shell)
        {
            (left, right) = (Math.Min(left, x), Math.Max(right, x));
            (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
        }

        if (right < Least || left > Most || bottom < Least || top > Most)
            return [];
        var outer = TileWindow.Cut(shell);
        if (outer.Count == 0)
            return Unit((left + right) / 2, (top + bottom) / 2);
        List<List<(int X, int Y)>> inner = [.. holes.Select(TileWindow.Cut).Where(ring => ring.Count > 0)];
        if (outer.Count == 4 && inner.Count == 0 && IsBox(outer))
            return [outer];
        var polygon = GeometryFactory.Default.CreatePolygon(RingOf(outer), [.. inner.Select(RingOf)]);
        if (polygon.IsValid)
            return [outer, .. inner.Select(Backwards)];
        var rings = Repaired(polygon);
        return rings.Count > 0 ? rings : Unit((left + right) / 2, (top + bottom) / 2);
    }

    /// <summary>Outer rings clockwise on a screen, holes the other way.</summary>
    internal static IEnumerable<IReadOnlyList<(int X, int Y)>> RingsOf(Polygon polygon)
    {
        yield return Turned(polygon.ExteriorRing, 1);
        foreach (var hole in polygon.InteriorRings)
            yield return Turned(hole, -1);
    }

    private static List<IReadOnlyList<(int X, int Y)>> Repaired(Polygon polygon)
    {
        var box = GeometryFactory.Default.ToGeometry(new Envelope(Least, Most, Least, Most));
        var repaired = OverlayNG.Overlay(GeometryFixer.Fix(polygon), box, SpatialFunction.Intersection, new PrecisionModel(1));
        return [.. PolygonExtracter.GetPolygons(repaired).Cast<Polygon>().Where(part => !part.IsEmpty).SelectMany(RingsOf)];
    }

    private static IReadOnlyList<(int X, int Y)>[] Unit(double x, double y)
    {
        if (!TileWindow.Reaches((x, y)))
            return [];
        var (column, row) = ((int)Math.Floor(x), (int)Math.Floor(y));
        return [[(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]];
    }

    private static bool IsBox(List<(int X, int Y)> ring) =>
        (ring[0].X == ring[3].X && ring[1].X == ring[2].X && ring[0].Y == ring[1].Y && ring[2].Y == ring[3].Y)
        || (ring[0].X == ring[1].X && ring[2].X == ring[3].X && ring[0].Y == ring[3].Y && ring[1].Y == ring[2].Y);

    private static List<(int X, int Y)> Backwards(List<(int X, int Y)> ring)
    {
        ring.Reverse();
        return ring;
    }

    private static LinearRing RingOf(List<(int X, int Y)> ring) =>
        GeometryFactory.Default.CreateLinearRing([.. ring.Append(ring[0]).Select(corner => new Coordinate(corner.X, corner.Y))]);

    private static List<(int X, int Y)> Turned(LineString ring, int sign)
    {
        List<(int X, int Y)> corners = [.. ring.Coordinates.SkipLast(1).Select(corner => ((int)corner.X, (int)corner.Y))];
        if (sign * TileWindow.TwiceArea(corners) < 0)
            corners.Reverse();
        return corners;
    }
}
