using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace TileServer.Sources.Layers.Predictions;

/// <summary>Joins polygons whose shared corners are the same number for number: edges that two of them have go, the others become rings.</summary>
/// <remarks>Every step is combinatorial, so that no rounding can make it fail; what does not fit leaves a sliver.</remarks>
internal sealed class RingJoiner
{
    /// <summary>Edges that nothing lies to the right of: where each corner leads.</summary>
    private readonly Dictionary<(double X, double Y), List<(double X, double Y)>> _edges = [];

    /// <summary>Adds a ring.</summary>
    /// <param name="ring">Closed, counter-clockwise.</param>
    internal void Add(Coordinate[] ring)
    {
        for (var i = 1; i < ring.Length; i++)
        {
            var (from, to) = ((ring[i - 1].X, ring[i - 1].Y), (ring[i].X, ring[i].Y));
            if (_edges.TryGetValue(to, out var back) && back.Remove(from))
            {
                if (back.Count == 0)
                    _edges.Remove(to);
                continue;
            }

            if (!_edges.TryGetValue(from, out var there))
                _edges[from] = there = [];
            there.Add(to);
        }
    }

    /// <summary>Takes what was added as polygons with holes.</summary>
    internal MultiPolygon Take(GeometryFactory factory)
    {
        List<LinearRing> shells = [], holes = [];
        foreach (var ring in Rings())
        {
            var area = Area.OfRingSigned(ring);
            if (area != 0)
                (area < 0 ? shells : holes).Add(factory.CreateLinearRing(ring)); // the library counts clockwise rings as positive
        }

        shells.Sort((one, other) => Area.OfRing(one.CoordinateSequence).CompareTo(Area.OfRing(other.CoordinateSequence)));
        var inside = shells.ToDictionary(shell => shell, _ => new List<LinearRing>());
        foreach (var hole in holes)
        {
            var (from, to) = (hole.GetCoordinateN(0), hole.GetCoordinateN(1));
            var place = new Coordinate((from.X + to.X) / 2, (from.Y + to.Y) / 2);
            var shell = shells.FirstOrDefault(shell => shell.EnvelopeInternal.Covers(hole.EnvelopeInternal) && PointLocation.IsInRing(place, shell.Coordinates));
            if (shell is not null)
                inside[shell].Add(hole);
        }

        return factory.CreateMultiPolygon([.. shells.Select(shell => factory.CreatePolygon(shell, [.. inside[shell]]))]);
    }

    /// <summary>Walks along the edges; a corner that is met again closes a ring of its own, so that rings touch at corners and never cross.</summary>
    private IEnumerable<Coordinate[]> Rings()
    {
        while (_edges.Count > 0)
        {
            List<(double X, double Y)> path = [_edges.First().Key];
            var places = new Dictionary<(double, double), int> { [path[0]] = 0 };
            var isOpen = true;
            while (isOpen)
            {
                var next = TakeNext(path[^1], path.Count > 1 ? path[^2] : null);
                if (!places.TryGetValue(next, out var first))
                {
                    places[next] = path.Count;
                    path.Add(next);
                    continue;
                }

                yield return [.. path[first..].Append(next).Select(corner => new Coordinate(corner.X, corner.Y))];
                foreach (var passed in path[(first + 1)..])
                    places.Remove(passed);
                path.RemoveRange(first + 1, path.Count - first - 1);
                isOpen = first > 0;
            }
        }
    }

    /// <summary>Where polygons touch at a corner, the edge that bounds the same polygon: the next one clockwise as seen from the corner.</summary>
    private (double X, double Y) TakeNext((double X, double Y) at, (double X, double Y)? before)
    {
        var there = _edges[at];
        var next = there[^1];
        if (there.Count > 1 && before is { } from)
        {
            var arrival = Math.Atan2(from.Y - at.Y, from.X - at.X);
            next = there.MinBy(to => (arrival - Math.Atan2(to.Y - at.Y, to.X - at.X) + (2 * Math.PI)) % (2 * Math.PI));
        }

        there.Remove(next);
        if (there.Count == 0)
            _edges.Remove(at);
        return next;
    }
}
