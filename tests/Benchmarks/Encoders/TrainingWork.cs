using Learners.Torch.Networks;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Benchmarks.Encoders;

/// <summary>One step of training a SIREN: forward, binary cross-entropy, backward and Adam by libtorch; the features by whoever is measured.</summary>
internal sealed class TrainingWork : IEncoderWork, IDisposable
{
    private const double LearningRate = 1e-4;
    private readonly Func<Tensor> _features;
    private readonly SirenNet _network;
    private readonly CoupledAdam _adam;
    private readonly Tensor _targets;

    /// <summary>Builds a network from a seed; it learns to tell the hemispheres apart.</summary>
    /// <param name="features">Computes [places, L²] in float32, anew for each step.</param>
    /// <param name="places">What the features are of.</param>
    /// <param name="settings">Size of the network, and torch's threads.</param>
    public TrainingWork(Func<Tensor> features, Places places, EncoderSettings settings)
    {
        _features = features;
        set_num_threads(settings.Threads);
        manual_seed(1);
        _network = new SirenNet(new SirenShape(settings.Degrees * settings.Degrees, settings.Hidden, settings.Layers, Outputs: 1));
        _adam = new CoupledAdam(_network, weightDecay: 0);
        _targets = tensor(places.Latitudes.Select(latitude => latitude > 0 ? 1f : 0f).ToArray()).unsqueeze(1);
    }

    /// <inheritdoc/>
    /// <returns>The loss before the step.</returns>
    public double Run()
    {
        using var scope = NewDisposeScope();
        _network.zero_grad();
        var loss = nn.functional.binary_cross_entropy_with_logits(_network.forward(_features()), _targets);
        loss.backward();
        _adam.Advance(LearningRate);
        return loss.item<float>();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _targets.Dispose();
        _adam.Dispose();
        _network.Dispose();
    }
}
