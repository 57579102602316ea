using GeoCore.Geodesy;

namespace GeoCore.Geolocation.Sources.Retrieval;

/// <summary>Finds neighbours among places: a tree that halves them along x, y or z in turn.</summary>
/// <remarks>J. L. Bentley, "Multidimensional binary search trees used for associative searching", CACM 18 (1975), on the chords through the sphere.</remarks>
internal sealed class SphereIndex
{
    private readonly UnitVector[] _places;

    /// <summary>The middle of every part is the node; what is before it lies below along the part's axis.</summary>
    private readonly int[] _order;

    internal SphereIndex(UnitVector[] places)
    {
        _places = places;
        _order = [.. Enumerable.Range(0, places.Length)];
        Build(0, places.Length, 0, new double[places.Length]);
    }

    /// <summary>Distance from a place of the index to its k-th nearest other one, km.</summary>
    internal double DistanceKm(int place, int k)
    {
        Span<double> nearest = stackalloc double[Math.Min(k, 64)];
        if (k > nearest.Length)
            nearest = new double[k];
        nearest.Fill(double.PositiveInfinity);
        Search(0, _order.Length, 0, place, nearest);
        var count = Math.Min(k, _order.Length - 1);
        return count == 0 ? Math.PI * Wgs84.MeanRadiusKm : 2 * Wgs84.MeanRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(nearest[count - 1]) / 2));
    }

    private void Build(int start, int end, int axis, double[] keys)
    {
        if (end - start < 2)
            return;
        for (var i = start; i < end; i++)
        {
            keys[i] = Along(_places[_order[i]], axis);
        }

        Array.Sort(keys, _order, start, end - start);
        var middle = start + (end - start) / 2;
        Build(start, middle, (axis + 1) % 3, keys);
        Build(middle + 1, end, (axis + 1) % 3, keys);
    }

    /// <summary>Squared chords to the nearest, ascending.</summary>
    private void Search(int start, int end, int axis, int place, Span<double> nearest)
    {
        if (start >= end)
            return;
        var middle = start + (end - start) / 2;
        var node = _order[middle];
        if (node != place)
            Insert(_places[node].SquaredChord(_places[place]), nearest);
        var offset = Along(_places[place], axis) - Along(_places[node], axis);
        var next = (axis + 1) % 3;
        if (offset < 0)
            Search(start, middle, next, place, nearest);
        else
            Search(middle + 1, end, next, place, nearest);
        if (offset * offset > nearest[^1])
            return;
        if (offset < 0)
            Search(middle + 1, end, next, place, nearest);
        else
            Search(start, middle, next, place, nearest);
    }

    private static void Insert(double squaredChord, Span<double> nearest)
    {
        for (var i = nearest.Length - 1; i >= 0 && nearest[i] > squaredChord; i--)
        {
            if (i + 1 < nearest.Length)
                nearest[i + 1] = nearest[i];
            nearest[i] = squaredChord;
        }
    }

    private static double Along(UnitVector place, int axis) => axis == 0 ? place.X : axis == 1 ? place.Y : place.Z;
}
