using GeoCore.Geodesy;

namespace GeoCore.Evaluation.Inputs;

/// <summary>A region whose edges are straight on a map of longitude and latitude, as GeoJSON has them, on the sphere of <see cref="GreatCircle"/>.</summary>
public sealed class SphericalPolygon
{
    private readonly double[][] _rings; // longitude, latitude, longitude, … ; the first place is not repeated
    private readonly double _west, _east;

    /// <summary>Takes rings in any order; what lies in an odd number of them belongs to the region.</summary>
    /// <param name="rings">Longitudes and latitudes in turn, degrees, three places or more a ring; longitudes may go on past ±180°.</param>
    /// <param name="areaKm2">Area of the region, km².</param>
    internal SphericalPolygon(double[][] rings, double areaKm2)
    {
        (_rings, AreaKm2) = (rings, areaKm2);
        _west = rings.Min(ring => ring.Where((_, i) => i % 2 == 0).Min());
        _east = rings.Max(ring => ring.Where((_, i) => i % 2 == 0).Max());
    }

    /// <summary>Area, km².</summary>
    public double AreaKm2 { get; }

    /// <summary>Corners of all rings, degrees.</summary>
    internal IEnumerable<(double Longitude, double Latitude)> Corners =>
        _rings.SelectMany(ring => ring.Chunk(2).Select(corner => (Math.IEEERemainder(corner[0], 360), corner[1])));

    /// <summary>Whether a place lies inside; a place on an edge between two regions lies in one of them.</summary>
    public bool Contains(double longitude, double latitude)
    {
        // a region across the antimeridian may be drawn on either side of it
        for (var turned = longitude - 360 * Math.Floor((longitude - _west) / 360); turned <= _east; turned += 360)
        {
            if (_rings.Count(ring => IsInside(ring, turned, latitude)) % 2 == 1)
                return true;
        }

        return false;
    }

    /// <summary>Area within a ring, km²; without sign.</summary>
    /// <remarks>∮ sin φ dλ, which along a straight edge is Δλ times the mean of sin φ: sin of the middle latitude times the sinc of half the difference.</remarks>
    internal static double RingAreaKm2(ReadOnlySpan<double> ring)
    {
        var sum = 0.0;
        for (var i = 0; i < ring.Length; i += 2)
        {
            var next = (i + 2) % ring.Length;
            var half = double.DegreesToRadians(ring[next + 1] - ring[i + 1]) / 2;
            var sinc = Math.Abs(half) < 1e-4 ? 1 - half * half / 6 : Math.Sin(half) / half;
            sum += double.DegreesToRadians(ring[next] - ring[i]) * DegreeMath.SinCos((ring[i + 1] + ring[next + 1]) / 2).Sin * sinc;
        }

        return Math.Abs(sum) * Wgs84.MeanRadiusKm * Wgs84.MeanRadiusKm;
    }

    /// <summary>Whether a ray to the east crosses the ring an odd number of times.</summary>
    private static bool IsInside(double[] ring, double longitude, double latitude)
    {
        var isInside = false;
        for (var i = 0; i < ring.Length; i += 2)
        {
            var next = (i + 2) % ring.Length;
            if (ring[i + 1] > latitude != ring[next + 1] > latitude
                && longitude < ring[i] + (latitude - ring[i + 1]) / (ring[next + 1] - ring[i + 1]) * (ring[next] - ring[i]))
                isInside = !isInside;
        }

        return isInside;
    }
}
