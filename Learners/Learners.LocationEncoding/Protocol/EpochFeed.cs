using Learners.LocationEncoding.Data.Species;
using Learners.LocationEncoding.Features;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.LocationEncoding.Protocol;

/// <summary>A fixed set of places, shuffled anew for every pass through it; the last batch of a pass may be smaller.</summary>
public sealed class EpochFeed : IFeed, IDisposable
{
    private const int ShuffleStream = 2;
    private readonly EncodedPlaces _inputs;
    private readonly Tensor _targets;
    private readonly long _seed;

    /// <summary>Encodes the places once.</summary>
    /// <param name="places">The set.</param>
    /// <param name="classCount">2 for a binary target.</param>
    /// <param name="features">Encodes places.</param>
    /// <param name="seed">Of the run: fixes the order of every pass.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the network lives.</param>
    public EpochFeed(LabelledPlaces places, int classCount, PlaceFeatures features, long seed, ScalarType type, Device device)
    {
        _seed = seed;
        using var scope = NewDisposeScope();
        var targets = tensor(places.Classes.Select(place => (long)place).ToArray(), device: device);
        _targets = (classCount == 2 ? targets.to_type(type) : targets).DetachFromDisposeScope();
        _inputs = new EncodedPlaces(places.Longitudes, places.Latitudes, features, type, device);
    }

    /// <summary>Encodes places with measured quantities once.</summary>
    /// <param name="places">The set.</param>
    /// <param name="features">Encodes places.</param>
    /// <param name="seed">Of the run: fixes the order of every pass.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the network lives.</param>
    public EpochFeed(MeasuredPlaces places, PlaceFeatures features, long seed, ScalarType type, Device device)
    {
        _seed = seed;
        using var scope = NewDisposeScope();
        _targets = tensor(places.Values, [places.Count, places.Outputs], device: device).to_type(type).DetachFromDisposeScope();
        _inputs = new EncodedPlaces(places.Longitudes, places.Latitudes, features, type, device);
    }

    /// <summary>Encodes observed species once.</summary>
    /// <param name="observations">The set.</param>
    /// <param name="features">Encodes places.</param>
    /// <param name="seed">Of the run: fixes the order of every pass.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the network lives.</param>
    public EpochFeed(SpeciesObservations observations, PlaceFeatures features, long seed, ScalarType type, Device device)
    {
        _seed = seed;
        using var scope = NewDisposeScope();
        _targets = tensor(observations.Classes.Select(species => (long)species).ToArray(), device: device).DetachFromDisposeScope();
        _inputs = new EncodedPlaces(observations.Longitudes, observations.Latitudes, features, type, device);
    }

    /// <inheritdoc/>
    public Batch Draw(long stepIndex, int size)
    {
        var count = _targets.shape[0];
        var batches = (count + size - 1) / size;
        var order = EpochOrder.Of((int)count, _seed, ShuffleStream, stepIndex / batches);
        var first = (int)(stepIndex % batches) * size;
        var places = order[first..Math.Min(first + size, order.Length)];
        var chosen = tensor(places, device: _targets.device);
        return new Batch(_inputs.Of(places, chosen), _targets.index_select(0, chosen), null);
    }

    /// <inheritdoc/>
    public int CountAt(long stepIndex, int size)
    {
        var count = (int)_targets.shape[0];
        var first = (int)(stepIndex % ((count + size - 1) / size)) * size;
        return Math.Min(size, count - first);
    }

    /// <inheritdoc/>
    public long? Count => _targets.shape[0];

    /// <inheritdoc/>
    public void Dispose()
    {
        _inputs.Dispose();
        _targets.Dispose();
    }
}
