using GeoCore.Tiling;
using NetTopologySuite.Geometries;

namespace GeoCore.Raster.Zonal;

/// <summary>Brings polygons into the columns and rows of a lattice.</summary>
/// <remarks>
/// Edges are straight in longitude and latitude (RFC 7946, section 3.1.1). Where they are not straight in the lattice they are cut until
/// their pieces are, to a thousandth of a cell. Longitudes may reach beyond ±180; every turn of the Earth that meets the lattice counts.
/// </remarks>
public static class ZoneOutline
{
    /// <summary>More parts than these are taken together, whatever lies between them.</summary>
    private const int MostWindows = 256;

    /// <summary>Finds the parts of a zone that lie on a lattice.</summary>
    /// <param name="zone">Valid polygons in degrees, x = longitude, within ±720.</param>
    /// <param name="lattice">All cells there are.</param>
    /// <param name="bounds">Longitudes and latitudes around the cells; what lies beyond is left out.</param>
    /// <returns>Parts whose windows do not overlap; none where the zone does not meet the lattice.</returns>
    public static IReadOnlyList<ZonePart> Of(Geometry zone, in PixelGrid lattice, Envelope bounds)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(bounds);
        var pieces = new List<WindowEdges>();
        for (var index = 0; index < zone.NumGeometries; index++)
        {
            if (zone.GetGeometryN(index) is not Polygon polygon)
                continue;
            for (var turn = -2; turn <= 2; turn++)
                AddTurn(polygon, turn, lattice, bounds, pieces);
        }

        return [.. Join(pieces).Select(piece => piece.ToPart())];
    }

    private static void AddTurn(Polygon polygon, int turn, in PixelGrid lattice, Envelope bounds, List<WindowEdges> pieces)
    {
        var west = polygon.EnvelopeInternal.MinX + (360.0 * turn);
        var east = polygon.EnvelopeInternal.MaxX + (360.0 * turn);
        var (firstLongitude, lastLongitude) = LongitudesOf(lattice, bounds);
        if (!(east > firstLongitude && west < lastLongitude && polygon.EnvelopeInternal.MaxY > bounds.MinY && polygon.EnvelopeInternal.MinY < bounds.MaxY))
            return;
        var projection = new ZoneProjection(lattice, bounds, 360.0 * turn);
        var edges = new List<ZoneEdge>();
        projection.Add(polygon.Shell.Coordinates, isClockwise: false, edges);
        foreach (var hole in polygon.Holes)
            projection.Add(hole.Coordinates, isClockwise: true, edges);
        if (WindowEdges.Of(edges, lattice) is { } piece)
            pieces.Add(piece);
    }

    /// <summary>A raster in degrees may be counted from 0 to 360; of others the bounds say where they lie.</summary>
    private static (double West, double East) LongitudesOf(in PixelGrid lattice, Envelope bounds) => lattice.Crs.IsSeparable
        ? (lattice.Crs.ToGeographic(lattice.Envelope.MinX, 0).Longitude, lattice.Crs.ToGeographic(lattice.Envelope.MaxX, 0).Longitude)
        : (bounds.MinX, bounds.MaxX);

    /// <summary>Joins pieces until no windows overlap, so that no cell counts twice.</summary>
    private static List<WindowEdges> Join(List<WindowEdges> pieces)
    {
        if (pieces.Count > MostWindows)
            return [pieces.Aggregate((one, other) => one.With(other))];
        for (var one = 0; one < pieces.Count; one++)
        {
            for (var other = one + 1; other < pieces.Count; other++)
            {
                if (!pieces[one].Overlaps(pieces[other]))
                    continue;
                pieces[one] = pieces[one].With(pieces[other]);
                pieces.RemoveAt(other);

                // the window has grown and may reach what it did not before
                other = one;
            }
        }

        // what the first pieces have grown into may overlap those between
        for (var one = 0; one < pieces.Count; one++)
        {
            for (var other = one + 1; other < pieces.Count; other++)
            {
                if (pieces[one].Overlaps(pieces[other]))
                    return Join(pieces);
            }
        }

        return pieces;
    }

    /// <summary>Edges in columns and rows of the whole lattice, and the cells around them.</summary>
    private sealed record WindowEdges(PixelGrid Lattice, List<ZoneEdge> Edges, int Left, int Top, int Right, int Bottom)
    {
        internal static WindowEdges? Of(List<ZoneEdge> edges, in PixelGrid lattice)
        {
            if (edges.Count == 0)
                return null;
            double west = double.PositiveInfinity, north = west, east = double.NegativeInfinity, south = east;
            foreach (var edge in edges)
            {
                (west, east) = (Math.Min(west, Math.Min(edge.X1, edge.X2)), Math.Max(east, Math.Max(edge.X1, edge.X2)));
                (north, south) = (Math.Min(north, Math.Min(edge.Y1, edge.Y2)), Math.Max(south, Math.Max(edge.Y1, edge.Y2)));
            }

            var (left, right) = ((int)Math.Floor(Math.Clamp(west, 0, lattice.Width)), (int)Math.Ceiling(Math.Clamp(east, 0, lattice.Width)));
            var (top, bottom) = ((int)Math.Floor(Math.Clamp(north, 0, lattice.Height)), (int)Math.Ceiling(Math.Clamp(south, 0, lattice.Height)));
            return right > left && bottom > top ? new WindowEdges(lattice, edges, left, top, right, bottom) : null;
        }

        internal bool Overlaps(WindowEdges other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

        internal WindowEdges With(WindowEdges other)
        {
            Edges.AddRange(other.Edges);
            return this with
            {
                Left = Math.Min(Left, other.Left),
                Top = Math.Min(Top, other.Top),
                Right = Math.Max(Right, other.Right),
                Bottom = Math.Max(Bottom, other.Bottom),
            };
        }

        internal ZonePart ToPart() => new(
            Lattice with { Column = Lattice.Column + Left, Row = Lattice.Row + Top, Width = Right - Left, Height = Bottom - Top },
            [.. Edges.Select(edge => new ZoneEdge(edge.X1 - Left, edge.Y1 - Top, edge.X2 - Left, edge.Y2 - Top))]);
    }
}
