using Benchmarks.Encoders;
using Benchmarks.Measuring;
using GeoCore.Encoding.Harmonics;
using Learners.LocationEncoding.Features;
using Learners.LocationEncoding.Losses;
using Learners.Torch.Networks;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Benchmarks.Training;

/// <summary>Steps of the location encoder as the trainer takes them: features, forward, binary cross-entropy, backward, Adam.</summary>
internal sealed class OurTraining : IDisposable
{
    private readonly PlaceFeatures _harmonics;
    private readonly Places _places;
    private readonly SirenNet _network;
    private readonly CoupledAdam _adam;
    private readonly Tensor _targets;
    private readonly Tensor? _features;

    /// <summary>Builds the network from a seed; it learns to tell the hemispheres apart.</summary>
    /// <param name="settings">Size of network and batch.</param>
    /// <param name="places">Of every batch.</param>
    /// <param name="cached">Whether features are computed once, as for a fixed set, or for every step, as for fresh places.</param>
    /// <param name="fused">Our kernels, or torch's.</param>
    public OurTraining(TrainingSettings settings, Places places, bool cached, bool fused)
    {
        (_harmonics, _places) = (new PlaceFeatures(new SphericalHarmonics(settings.Degrees)), places);
        manual_seed(1);
        _network = new SirenNet(new SirenShape(_harmonics.Count, settings.Hidden, settings.Layers, Outputs: 1)) { UseFusedSteps = fused };
        _adam = new CoupledAdam(_network, weightDecay: 0);
        _targets = tensor(places.Latitudes.Select(latitude => latitude > 0 ? 1f : 0f).ToArray());
        _features = cached ? _harmonics.Of(places.Longitudes, places.Latitudes) : null;
    }

    /// <summary>Size and frequencies.</summary>
    public SirenShape Shape => _network.Shape;

    /// <summary>Weights and biases of each layer in turn.</summary>
    public float[] Weights => [.. _network.parameters().SelectMany(parameter => parameter.data<float>().ToArray())];

    /// <summary>Takes steps.</summary>
    /// <param name="steps">How many, at least 1.</param>
    /// <param name="threads">For features, network and optimiser.</param>
    /// <returns>The time, and the loss before each step.</returns>
    public (Sample Time, double[] Losses) Run(int steps, int threads)
    {
        TorchDevice.UseThreads(threads);
        var losses = new double[steps];
        var time = Sample.OfProcess(
            () =>
            {
                for (var step = 0; step < steps; step++)
                {
                    losses[step] = Step();
                }
            },
            (double)steps * _places.Count);
        return (time, losses);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _features?.Dispose();
        _targets.Dispose();
        _adam.Dispose();
        _network.Dispose();
    }

    private double Step()
    {
        using var scope = NewDisposeScope();
        var features = _features ?? _harmonics.Of(_places.Longitudes, _places.Latitudes);
        _network.zero_grad();
        var loss = PlaceLosses.Binary(_network.forward(features), _targets);
        loss.backward();
        _adam.Advance(TrainingSettings.LearningRate);
        return loss.item<float>();
    }
}
