using Learners.Contracts;
using Learners.Torch.Networks;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace SampleLearner;

/// <summary>Network, loss and evaluation. The loop, the optimiser, the checkpoints and the device are the host's.</summary>
internal sealed class WaveHeightLearner : ILearner
{
    private readonly SirenNet _network;

    internal WaveHeightLearner(LearnerCard card, HyperParameterValues values, long seed, Device device)
    {
        Card = card;
        Shape = new SirenShape(Inputs: 3, values.Integer("hidden-width"), Layers: 2, Outputs: 1, values.Real("omega0"), Omega: 1);
        manual_seed(seed); // the first weights are all the chance there is, so that a run repeats bit for bit
        _network = new SirenNet(Shape, TrainerParameters.WeightType(values), device);
    }

    /// <inheritdoc/>
    public LearnerCard Card { get; }

    /// <inheritdoc/>
    public nn.Module Network => _network;

    internal SirenShape Shape { get; }

    /// <summary>[places, 3] points of the unit sphere → [places, 1] metres, owned by the caller's scope.</summary>
    internal Tensor Heights(Tensor points) => _network.forward(points);

    /// <inheritdoc/>
    public StepResult ComputeLoss(Batch batch)
    {
        // what is made on the way goes with the scope; what the trainer needs moves out of it
        using var scope = NewDisposeScope();
        return new StepResult(nn.functional.mse_loss(Heights(batch.Inputs), batch.Targets).MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public IReadOnlyList<MetricRecord> Evaluate(IFeed heldOut) =>
        [new MetricRecord("waves/rmse", Math.Sqrt(HeldOutLoss.Of(this, heldOut)))];

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();
}
