using Learners.Contracts;
using Learners.LocationEncoding.Features;
using Learners.LocationEncoding.Losses;
using Learners.Torch.Networks;
using Learners.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.LocationEncoding;

/// <summary>A positional encoding of a place, such as spherical harmonics, through a network to the logits of a class or a probability.</summary>
/// <remarks>Rußwurm et al., arXiv 2310.06743.</remarks>
public sealed class LocationEncoderLearner : ILearner
{
    private readonly nn.Module<Tensor, Tensor> _network;

    /// <summary>Builds the network from the seed.</summary>
    /// <param name="values">Settled parameters of <see cref="LocationEncoderCard"/>.</param>
    /// <param name="classCount">2 for one logit and a binary loss, more for one logit per class.</param>
    /// <param name="seed">Fixes the first weights.</param>
    /// <param name="device">Where the network lives; null for the CPU.</param>
    /// <exception cref="TrainingException">The settings of the encoding do not go together.</exception>
    public LocationEncoderLearner(HyperParameterValues values, int classCount, long seed, Device? device = null)
    {
        Features = new PlaceFeatures(EncodingSettings.Encoding(values));
        OutputCount = classCount == 2 ? 1 : classCount;
        Precision = TrainerParameters.WeightType(values);
        manual_seed(seed);
        var (inputs, width) = (Features.Count, values.Integer("hidden-width"));
        _network = values.Choice("network") switch
        {
            "linear" => new LinearNet(inputs, OutputCount, Precision, device),
            "fcnet" => new FcNet(inputs, width, OutputCount, Precision, device),
            _ => new SirenNet(
                new SirenShape(inputs, width, values.Integer("layers"), OutputCount, values.Real("omega0"), values.Real("omega")),
                Precision,
                device)
            {
                UseFusedSteps = values.Choice("kernels") == "fused" && values.Choice("precision") != "bfloat16",
            },
        };
    }

    /// <inheritdoc/>
    public LearnerCard Card => LocationEncoderCard.Instance;

    /// <summary>The encoding before the network.</summary>
    public PlaceFeatures Features { get; }

    /// <summary>Logits of a place.</summary>
    public int OutputCount { get; }

    /// <summary>Type of weights and features.</summary>
    public ScalarType Precision { get; private set; }

    /// <summary>Turns the weights into float32 on the CPU, as they are published; there is no way back.</summary>
    public void ToPublishedPrecision()
    {
        Precision = ScalarType.Float32;
        _network.to(ScalarType.Float32).to(CPU);
    }

    /// <inheritdoc/>
    public nn.Module Network => _network;

    /// <summary>Logits of encoded places, owned by the caller's scope.</summary>
    /// <param name="features">[places, features].</param>
    /// <returns>[places, outputs].</returns>
    public Tensor Logits(Tensor features) => _network.forward(features);

    /// <inheritdoc/>
    public StepResult ComputeLoss(Batch batch)
    {
        using var scope = NewDisposeScope();
        var logits = _network.forward(batch.Inputs);
        var loss = OutputCount == 1
            ? PlaceLosses.Binary(logits, batch.Targets, batch.Weights)
            : PlaceLosses.Categorical(logits, batch.Targets, batch.Weights);
        return new StepResult(loss.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public IReadOnlyList<MetricRecord> Evaluate(IFeed heldOut) => [new MetricRecord("loss", HeldOutLoss.Of(this, heldOut))];

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();
}
