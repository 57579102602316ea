using NetTopologySuite.Geometries;

namespace TileServer.Sources.Vectors;

/// <summary>Draws geometries on the lattice of a tile: cut at its margin, without corners that nobody can see, valid after rounding.</summary>
/// <param name="window">The tile.</param>
/// <param name="square">Size of what counts as small, units; lines may move by a quarter of it, at least by half a unit.</param>
internal sealed class FeatureOutline(TileWindow window, int square)
{
    private readonly double _tolerance = Math.Max(0.5, square / 4.0);

    /// <summary>Draws a geometry.</summary>
    /// <returns>Nothing where none of it is in the tile; several where it is a collection of several kinds.</returns>
    internal IEnumerable<Outline> Draw(Geometry geometry)
    {
        var points = new List<(int X, int Y)>();
        var lines = new List<IReadOnlyList<(int X, int Y)>>();
        var rings = new List<IReadOnlyList<(int X, int Y)>>();
        Collect(geometry, points, lines, rings);
        if (points.Count > 0)
            yield return new Outline(OutlineKind.Points, [points]);
        if (lines.Count > 0)
            yield return new Outline(OutlineKind.Lines, lines);
        if (rings.Count > 0)
            yield return new Outline(OutlineKind.Polygons, rings);
    }

    private void Collect(Geometry geometry, List<(int X, int Y)> points, List<IReadOnlyList<(int X, int Y)>> lines, List<IReadOnlyList<(int X, int Y)>> rings)
    {
        switch (geometry)
        {
            case Point point when !point.IsEmpty:
                if (window.Project(point.X, point.Y) is var place && TileWindow.Reaches(place))
                    points.Add(((int)Math.Floor(place.X), (int)Math.Floor(place.Y)));
                break;
            case LineString line:
                lines.AddRange(LineCutter.Cut(Simplified(Projected(line)), IsShort(line)));
                break;
            case Polygon polygon when !polygon.IsEmpty:
                rings.AddRange(PolygonCutter.Cut(Ring(polygon.ExteriorRing), [.. polygon.InteriorRings.Select(Ring)]));
                break;
            case GeometryCollection collection:
                foreach (var part in collection.Geometries)
                    Collect(part, points, lines, rings);
                break;
            default:
                break;
        }
    }

    private List<(double X, double Y)> Ring(LineString ring)
    {
        var corners = Projected(ring);
        return corners.Count > 8 ? Simplified(corners) : corners;
    }

    private bool IsShort(LineString line)
    {
        var corners = Projected(line);
        return corners.Count > 0 && corners.TrueForAll(corner => Math.Abs(corner.X - corners[0].X) < 1 && Math.Abs(corner.Y - corners[0].Y) < 1);
    }

    private List<(double X, double Y)> Projected(LineString line)
    {
        var corners = new List<(double X, double Y)>(line.NumPoints);
        var sequence = line.CoordinateSequence;
        for (var i = 0; i < sequence.Count; i++)
        {
            var corner = window.Project(sequence.GetX(i), sequence.GetY(i));
            if (double.IsFinite(corner.X + corner.Y))
                corners.Add(corner);
        }

        return corners;
    }

    /// <summary>Leaves out corners that are less than the tolerance from the line without them (Douglas and Peucker 1973).</summary>
    private List<(double X, double Y)> Simplified(List<(double X, double Y)> corners)
    {
        if (corners.Count < 3)
            return corners;
        var isKept = new bool[corners.Count];
        isKept[0] = isKept[^1] = true;
        var open = new Stack<(int First, int Last)>();
        open.Push((0, corners.Count - 1));
        while (open.TryPop(out var part))
        {
            var (farthest, place) = (_tolerance * _tolerance, -1);
            for (var i = part.First + 1; i < part.Last; i++)
            {
                var distance = SquareDistance(corners[i], corners[part.First], corners[part.Last]);
                if (distance > farthest)
                    (farthest, place) = (distance, i);
            }

            if (place < 0)
                continue;
            isKept[place] = true;
            open.Push((part.First, place));
            open.Push((place, part.Last));
        }

        return [.. corners.Where((_, i) => isKept[i])];
    }

    private static double SquareDistance((double X, double Y) corner, (double X, double Y) from, (double X, double Y) to)
    {
        var (x, y) = (to.X - from.X, to.Y - from.Y);
        var length = (x * x) + (y * y);
        var along = length > 0 ? Math.Clamp((((corner.X - from.X) * x) + ((corner.Y - from.Y) * y)) / length, 0, 1) : 0;
        var (right, down) = (corner.X - from.X - (along * x), corner.Y - from.Y - (along * y));
        return (right * right) + (down * down);
    }
}
