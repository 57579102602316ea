using GeoCore.Geolocation.Grids;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace TileServer.Sources.Layers.Predictions;

/// <summary>Outlines of cells on a plane of longitudes and latitudes, cut at the antimeridian (RFC 7946, 3.1.9).</summary>
internal sealed class CellPolygons
{
    /// <summary>Longest straight piece of an edge that is curved on a map, km.</summary>
    private const double LongestPieceKm = 300;

    /// <summary>Most pieces of an edge.</summary>
    private const int MostPieces = 64;

    /// <summary>Decimals of a degree, a tenth of a metre: corners that cells share become the same number for number.</summary>
    private const int Decimals = 6;

    private static readonly GeometryFactory s_factory = GeometryFactory.Default;

    private readonly Grid _grid;
    private readonly double _smallestKm;

    internal CellPolygons(PredictionLevel level) => (_grid, _smallestKm) = (level.Grid, level.CellSideKm);

    /// <summary>Cells without the edges between them.</summary>
    /// <param name="cells">Cells, each once.</param>
    internal MultiPolygon Union(IEnumerable<int> cells)
    {
        var joiner = new RingJoiner();
        foreach (var ring in cells.SelectMany(RingsOf))
            joiner.Add(ring);
        return joiner.Take(s_factory);
    }

    /// <summary>The outline of a cell: one closed ring counter-clockwise, or two where the antimeridian cuts it.</summary>
    internal IEnumerable<Coordinate[]> RingsOf(int cell)
    {
        var places = WithPoles(_grid.BoundaryOf(cell, PiecesOf(cell)));
        return new[] { 0.0, 360, -360 }.Select(turn => Close(Clip(places, turn))).Where(ring => ring.Length > 3 && Area.OfRing(ring) > 0);
    }

    /// <summary>Cells of a hierarchy that touch have pieces of one length, so that all corners of the smaller are corners of the larger.</summary>
    private int PiecesOf(int cell)
    {
        var pieces = 1;
        while (pieces < MostPieces && _smallestKm / pieces > LongestPieceKm)
            pieces *= 2;
        if (_grid is AdaptiveGrid)
            pieces *= 1 << Math.Min(6, (int)Math.Round(Math.Log2(Math.Sqrt(_grid.AreaKm2(cell)) / _smallestKm)));
        return pieces;
    }

    /// <summary>A pole is a corner at the longitudes of both of its neighbours.</summary>
    private static List<(double X, double Y)> WithPoles((double Longitude, double Latitude)[] places)
    {
        var ring = new List<(double, double)>(places.Length + 2);
        for (var i = 0; i < places.Length; i++)
        {
            var (longitude, latitude) = places[i];
            if (Math.Abs(latitude) < 90)
            {
                // rounded before it is cut, so that what lies on the antimeridian lies there exactly
                ring.Add((Math.Round(longitude, Decimals), latitude));
                continue;
            }

            var (before, after) = (places[(i + places.Length - 1) % places.Length], places[(i + 1) % places.Length]);
            ring.Add((Math.Abs(before.Latitude) < 90 ? before.Longitude : longitude, latitude));
            ring.Add((Math.Abs(after.Latitude) < 90 ? after.Longitude : longitude, latitude));
        }

        return ring;
    }

    /// <summary>What of a ring lies between −180 and 180 degrees after turning the Earth (Sutherland and Hodgman 1974).</summary>
    private static List<(double X, double Y)> Clip(List<(double X, double Y)> ring, double turn)
    {
        List<(double X, double Y)> turned = [.. ring.Select(place => (place.X + turn, place.Y))];
        if (turned.TrueForAll(place => place.X is >= -180 and <= 180))
            return turned;
        return turned.TrueForAll(place => place.X > 180) || turned.TrueForAll(place => place.X < -180) ? [] : Side(Side(turned, -180, 1), 180, -1);
    }

    private static List<(double X, double Y)> Side(List<(double X, double Y)> ring, double limit, int sign)
    {
        var kept = new List<(double, double)>(ring.Count + 2);
        for (var i = 0; i < ring.Count; i++)
        {
            var (from, to) = (ring[i], ring[(i + 1) % ring.Count]);
            var (begins, ends) = (sign * (from.X - limit) >= 0, sign * (to.X - limit) >= 0);
            if (begins)
                kept.Add(from);
            if (begins != ends)
                kept.Add((limit, Crossing(from, to, limit)));
        }

        return kept;
    }

    /// <summary>The same number from either end.</summary>
    private static double Crossing((double X, double Y) from, (double X, double Y) to, double limit)
    {
        if (from.X > to.X)
            (from, to) = (to, from);
        return from.Y + ((to.Y - from.Y) * ((limit - from.X) / (to.X - from.X)));
    }

    private static Coordinate[] Close(List<(double X, double Y)> ring)
    {
        var corners = new List<Coordinate>(ring.Count + 1);
        foreach (var (x, y) in ring)
        {
            var corner = new Coordinate(Math.Round(x, Decimals), Math.Round(y, Decimals));
            if (corners.Count == 0 || !corners[^1].Equals2D(corner))
                corners.Add(corner);
        }

        while (corners.Count > 1 && corners[^1].Equals2D(corners[0]))
            corners.RemoveAt(corners.Count - 1);
        if (corners.Count < 3)
            return [];
        return [.. corners, corners[0].Copy()];
    }
}
