using Learners.LocationEncoding.Data;
using Learners.LocationEncoding.Features;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.LocationEncoding.Protocol;

/// <summary>Observations with as many random places behind them, where every species counts as absent.</summary>
/// <param name="observations">Places and species; disposed of with this feed.</param>
/// <param name="features">Encodes places.</param>
/// <param name="seed">Of the run: fixes the random places of every step.</param>
/// <param name="type">float32 or float64.</param>
/// <param name="device">Where the network lives.</param>
/// <remarks>Cole et al., arXiv 2306.02564: one place uniform on the sphere for each observation.</remarks>
public sealed class PresenceFeed(EpochFeed observations, PlaceFeatures features, long seed, ScalarType type, Device device) : IFeed, IDisposable
{
    private const int BackgroundStream = 22;
    private readonly PlaceSampler _sampler = new(null, 0);

    /// <inheritdoc/>
    public long? Count => observations.Count;

    /// <inheritdoc/>
    public void Dispose() => observations.Dispose();

    /// <inheritdoc/>
    public int CountAt(long stepIndex, int size) => observations.CountAt(stepIndex, size);

    /// <inheritdoc/>
    public Batch Draw(long stepIndex, int size)
    {
        var seen = observations.Draw(stepIndex, size);
        var count = (int)seen.Targets.shape[0];
        double[] longitudes = new double[count], latitudes = new double[count];
        _sampler.Draw(new RandomSequence(seed, BackgroundStream, stepIndex), longitudes, latitudes, new float[count]);
        return seen with { Inputs = cat([seen.Inputs, features.Of(longitudes, latitudes, type).to(device)], 0) };
    }
}
