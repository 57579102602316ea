using GeoCore.Tiling;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace GeoCore.Raster.Zonal;

/// <summary>Turns rings in degrees into edges in columns and rows of a lattice, with pieces short enough to be straight there.</summary>
/// <param name="lattice">All cells.</param>
/// <param name="bounds">Longitudes and latitudes around them.</param>
/// <param name="shift">Degrees to add to longitudes.</param>
internal sealed class ZoneProjection(PixelGrid lattice, Envelope bounds, double shift)
{
    /// <summary>How far a piece of an edge may bend, in cells.</summary>
    private const double LargestBend = 1e-3;

    /// <summary>Longer pieces are cut whatever their middle says: they may bend to both sides.</summary>
    private const double LongestPiece = 5;

    private const int DeepestCut = 24;

    /// <summary>Projections are asked this far beyond the raster, so that nothing folds back into it.</summary>
    private const double Margin = 1;

    private readonly double _south = Math.Max(bounds.MinY - (lattice.Crs.IsSeparable ? 0 : Margin), -90);
    private readonly double _north = Math.Min(bounds.MaxY + (lattice.Crs.IsSeparable ? 0 : Margin), 90);
    private readonly double _west = lattice.Crs.IsSeparable ? double.NegativeInfinity : Math.Max(bounds.MinX - Margin, -180);
    private readonly double _east = lattice.Crs.IsSeparable ? double.PositiveInfinity : Math.Min(bounds.MaxX + Margin, 180);

    /// <summary>Adds the edges of a ring.</summary>
    /// <param name="ring">Closed, in degrees.</param>
    /// <param name="isClockwise">Which way it shall run, as seen on a map.</param>
    /// <param name="edges">Receives them.</param>
    internal void Add(Coordinate[] ring, bool isClockwise, List<ZoneEdge> edges)
    {
        var backwards = Orientation.IsCCW(ring) == isClockwise;
        List<Coordinate> corners = [];
        for (var i = 0; i < ring.Length; i++)
        {
            var corner = ring[backwards ? ring.Length - 1 - i : i];
            corners.Add(new Coordinate(corner.X + shift, corner.Y));
        }

        // beyond the bounds an edge runs along them: across columns it covers nothing, and beyond the last nothing is asked
        corners = Clamp(corners, coordinate => coordinate.Y, (coordinate, y) => new Coordinate(coordinate.X, y), _south, _north);
        if (!lattice.Crs.IsSeparable)
            corners = Clamp(corners, coordinate => coordinate.X, (coordinate, x) => new Coordinate(x, coordinate.Y), _west, _east);
        var from = Place(corners[0]);
        for (var i = 1; i < corners.Count; i++)
        {
            var to = Place(corners[i]);
            Cut(corners[i - 1], from, corners[i], to, 0, edges);
            from = to;
        }
    }

    /// <summary>Cuts edges where they leave an interval, and moves what lies beyond onto its end.</summary>
    private static List<Coordinate> Clamp(
        List<Coordinate> ring, Func<Coordinate, double> valueOf, Func<Coordinate, double, Coordinate> with, double minimum, double maximum)
    {
        if (ring.TrueForAll(corner => valueOf(corner) >= minimum && valueOf(corner) <= maximum))
            return ring;
        var result = new List<Coordinate>(ring.Count + 8);
        for (var i = 0; i < ring.Count; i++)
        {
            if (i > 0)
            {
                double from = valueOf(ring[i - 1]), to = valueOf(ring[i]);
                foreach (var limit in from < to ? (ReadOnlySpan<double>)[minimum, maximum] : [maximum, minimum])
                {
                    if ((from < limit) == (to < limit) || from == limit || to == limit)
                        continue;
                    var share = (limit - from) / (to - from);
                    result.Add(with(new Coordinate(
                        ring[i - 1].X + (share * (ring[i].X - ring[i - 1].X)), ring[i - 1].Y + (share * (ring[i].Y - ring[i - 1].Y))), limit));
                }
            }

            result.Add(with(ring[i], Math.Clamp(valueOf(ring[i]), minimum, maximum)));
        }

        return result;
    }

    private void Cut(Coordinate start, (double X, double Y) from, Coordinate end, (double X, double Y) to, int depth, List<ZoneEdge> edges)
    {
        if (!lattice.Crs.IsGeographic && depth < DeepestCut)
        {
            var middle = new Coordinate((start.X + end.X) / 2, (start.Y + end.Y) / 2);
            var place = Place(middle);
            var bend = Math.Max(Math.Abs(place.X - ((from.X + to.X) / 2)), Math.Abs(place.Y - ((from.Y + to.Y) / 2)));
            if (bend > LargestBend || Math.Abs(end.X - start.X) + Math.Abs(end.Y - start.Y) > LongestPiece)
            {
                Cut(start, from, middle, place, depth + 1, edges);
                Cut(middle, place, end, to, depth + 1, edges);
                return;
            }
        }

        if (from.Y != to.Y && double.IsFinite(from.X + from.Y + to.X + to.Y))
            edges.Add(new ZoneEdge(from.X, from.Y, to.X, to.Y));
    }

    private (double X, double Y) Place(Coordinate corner)
    {
        var (x, y) = lattice.Crs.FromGeographic(corner.X, corner.Y);
        return (((x - lattice.OriginX) / lattice.CellWidth) - lattice.Column, ((lattice.OriginY - y) / lattice.CellHeight) - lattice.Row);
    }
}
