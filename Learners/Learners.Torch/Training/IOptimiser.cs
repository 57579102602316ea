using static TorchSharp.torch;

namespace Learners.Torch.Training;

/// <summary>Moves parameters against their gradients.</summary>
public interface IOptimiser : IDisposable
{
    /// <summary>Steps taken; a resumed run sets it.</summary>
    long StepsTaken { get; set; }

    /// <summary>What a checkpoint keeps beside the weights, by name. The optimiser owns the tensors.</summary>
    IEnumerable<(string Name, Tensor Moment)> Moments { get; }

    /// <summary>Moves every parameter by one step against its gradient; parameters without gradient stay.</summary>
    /// <param name="learningRate">Of this step.</param>
    void Advance(double learningRate);
}

/// <summary>Which optimiser trains.</summary>
public enum OptimiserKind
{
    /// <summary><see cref="CoupledAdam"/>.</summary>
    Adam,

    /// <summary>Adam whose weights shrink beside the step, <see cref="DecoupledDecay"/>.</summary>
    AdamW,

    /// <summary><see cref="MomentumDescent"/>.</summary>
    Sgd,
}

/// <summary>Builds the optimiser of a plan.</summary>
public static class Optimisers
{
    /// <summary>Takes the trainable parameters of a network.</summary>
    /// <param name="network">Its parameters are changed by the steps.</param>
    /// <param name="plan">Kind, decay and momentum.</param>
    public static IOptimiser Of(nn.Module network, TrainingPlan plan) => plan.Optimiser switch
    {
        OptimiserKind.AdamW => new DecoupledDecay(new CoupledAdam(network, weightDecay: 0), network, plan.WeightDecay),
        OptimiserKind.Sgd => new MomentumDescent(network, plan.WeightDecay, plan.Momentum),
        _ => new CoupledAdam(network, plan.WeightDecay),
    };
}
