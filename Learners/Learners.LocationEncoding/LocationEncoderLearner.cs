using Learners.Contracts;
using Learners.LocationEncoding.Losses;
using Learners.Torch.Networks;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.LocationEncoding;

/// <summary>Spherical harmonics of a place through a sinusoidal network to the logits of a class or a probability.</summary>
/// <remarks>Rußwurm et al., arXiv 2310.06743.</remarks>
public sealed class LocationEncoderLearner : ILearner
{
    private readonly SirenNet _network;

    /// <summary>Builds the network from the seed.</summary>
    /// <param name="values">Settled parameters of <see cref="LocationEncoderCard"/>.</param>
    /// <param name="classCount">2 for one logit and a binary loss, more for one logit per class.</param>
    /// <param name="seed">Fixes the first weights.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the network lives; null for the CPU.</param>
    public LocationEncoderLearner(HyperParameterValues values, int classCount, long seed, ScalarType type = ScalarType.Float32, Device? device = null)
    {
        Degrees = values.Integer("degrees");
        manual_seed(seed);
        _network = new SirenNet(
            new SirenShape(
                Degrees * Degrees,
                values.Integer("hidden-width"),
                values.Integer("layers"),
                classCount == 2 ? 1 : classCount,
                values.Real("omega0"),
                values.Real("omega")),
            type,
            device);
    }

    /// <inheritdoc/>
    public LearnerCard Card => LocationEncoderCard.Instance;

    /// <summary>L of the spherical harmonics.</summary>
    public int Degrees { get; }

    /// <summary>The sinusoidal network.</summary>
    public SirenNet Siren => _network;

    /// <inheritdoc/>
    public nn.Module Network => _network;

    /// <summary>Logits of encoded places, owned by the caller's scope.</summary>
    /// <param name="features">[places, L²].</param>
    /// <returns>[places, outputs].</returns>
    public Tensor Logits(Tensor features) => _network.forward(features);

    /// <inheritdoc/>
    public Tensor ComputeLoss(Batch batch)
    {
        using var scope = NewDisposeScope();
        var logits = _network.forward(batch.Inputs);
        var loss = _network.Shape.Outputs == 1
            ? PlaceLosses.Binary(logits, batch.Targets, batch.Weights)
            : PlaceLosses.Categorical(logits, batch.Targets, batch.Weights);
        return loss.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();
}
