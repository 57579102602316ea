using GeoCore.Geodesy;

namespace GeoCore.Geolocation.Sources.Retrieval;

/// <summary>Places whose pictures, or whose embeddings, a query is compared with. Immutable.</summary>
public sealed class GalleryPlaces
{
    private readonly double[] _longitudes;
    private readonly double[] _latitudes;
    private readonly Lazy<SphereIndex> _index;

    /// <summary>Takes places.</summary>
    /// <param name="longitudes">Degrees, at least one.</param>
    /// <param name="latitudes">Degrees, as many.</param>
    /// <exception cref="ArgumentException">The numbers differ, there is none, or one is no place.</exception>
    public GalleryPlaces(IEnumerable<double> longitudes, IEnumerable<double> latitudes)
    {
        (_longitudes, _latitudes) = ([.. longitudes], [.. latitudes]);
        if (_longitudes.Length == 0 || _longitudes.Length != _latitudes.Length)
            throw new ArgumentException($"{_longitudes.Length} longitudes and {_latitudes.Length} latitudes are no places.", nameof(latitudes));
        var directions = _longitudes.Select((longitude, i) => UnitVector.Of(longitude, _latitudes[i])).ToArray();
        _index = new Lazy<SphereIndex>(() => new SphereIndex(directions));
    }

    /// <summary>Number of places.</summary>
    public int Count => _longitudes.Length;

    /// <summary>Degrees.</summary>
    public IReadOnlyList<double> Longitudes => _longitudes;

    /// <summary>Degrees.</summary>
    public IReadOnlyList<double> Latitudes => _latitudes;

    /// <summary>Distance of each place to the k-th nearest other one, km; to the farthest where there are fewer.</summary>
    /// <param name="k">At least 1.</param>
    public double[] DistancesToNeighbour(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        var distances = new double[Count];
        Parallel.For(0, Count, i => distances[i] = _index.Value.DistanceKm(i, k));
        return distances;
    }
}
