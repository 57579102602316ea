using Learners.LocationEncoding.Features;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.LocationEncoding.Data;

/// <summary>Fresh places for every step: drawn, labelled and encoded from the seed and the step alone.</summary>
/// <param name="labels">Knows the classes; two of them make a binary target.</param>
/// <param name="sampler">Draws places.</param>
/// <param name="features">Encodes places.</param>
/// <param name="seed">Of the run.</param>
/// <param name="type">float32 or float64.</param>
/// <param name="device">Where the network lives.</param>
/// <param name="coarse">First steps with fewer features, or null for none.</param>
public sealed class PlaceFeed(
    ILabelSource labels, PlaceSampler sampler, PlaceFeatures features, long seed, ScalarType type, Device device, CoarseStart? coarse = null) : IFeed
{
    private const int TrainingStream = 1;

    /// <inheritdoc/>
    public Batch Draw(long stepIndex, int size)
    {
        double[] longitudes = new double[size], latitudes = new double[size];
        var weights = new float[size];
        sampler.Draw(new RandomSequence(seed, TrainingStream, stepIndex), longitudes, latitudes, weights);
        var classes = new long[size];
        for (var i = 0; i < size; i++)
        {
            classes[i] = labels.ClassAt(longitudes[i], latitudes[i]);
        }

        var targets = tensor(classes, device: device);
        return new Batch(
            (stepIndex < coarse?.Steps ? coarse.Features : features).Of(longitudes, latitudes, type).to(device),
            labels.ClassCount == 2 ? targets.to_type(type) : targets,
            tensor(weights, device: device).to_type(type));
    }
}
