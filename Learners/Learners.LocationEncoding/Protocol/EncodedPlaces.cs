using Learners.LocationEncoding.Features;
using static TorchSharp.torch;

namespace Learners.LocationEncoding.Protocol;

/// <summary>The features of a set of places: encoded once where memory allows it, else anew for every batch, to the same numbers.</summary>
internal sealed class EncodedPlaces : IDisposable
{
    /// <summary>Numbers that are kept: 400 MB of single precision.</summary>
    private const long Kept = 100_000_000;

    private readonly double[] _longitudes;
    private readonly double[] _latitudes;
    private readonly PlaceFeatures _features;
    private readonly ScalarType _type;
    private readonly Device _device;
    private readonly Tensor? _all;

    /// <summary>Encodes the places, if their features are not too many.</summary>
    /// <param name="longitudes">Degrees.</param>
    /// <param name="latitudes">Degrees, as many.</param>
    /// <param name="features">Encodes places.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the network lives.</param>
    internal EncodedPlaces(double[] longitudes, double[] latitudes, PlaceFeatures features, ScalarType type, Device device)
    {
        (_longitudes, _latitudes, _features, _type, _device) = (longitudes, latitudes, features, type, device);
        if ((long)longitudes.Length * features.Count <= Kept)
        {
            _all = features.Of(longitudes, latitudes, type).to(device).DetachFromDisposeScope();
        }
    }

    /// <summary>Features of chosen places, owned by the caller's scope.</summary>
    /// <param name="places">Their numbers.</param>
    /// <param name="chosen">The same as a tensor on the device.</param>
    internal Tensor Of(long[] places, Tensor chosen) => _all?.index_select(0, chosen)
        ?? _features.Of([.. places.Select(place => _longitudes[place])], [.. places.Select(place => _latitudes[place])], _type).to(_device);

    /// <inheritdoc/>
    public void Dispose() => _all?.Dispose();
}
