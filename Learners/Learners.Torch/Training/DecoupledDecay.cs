using static TorchSharp.torch;

namespace Learners.Torch.Training;

/// <summary>Shrinks the weights by learning rate times decay before another optimiser takes its step, so that the decay does not pass through its moments.</summary>
/// <param name="inner">Takes the step; this object owns it.</param>
/// <param name="network">Whose parameters shrink; those without gradient do not.</param>
/// <param name="weightDecay">Factor.</param>
/// <remarks>Loshchilov and Hutter, arXiv 1711.05101, algorithm 2 (AdamW, around Adam).</remarks>
public sealed class DecoupledDecay(IOptimiser inner, nn.Module network, double weightDecay) : IOptimiser
{
    /// <inheritdoc/>
    public long StepsTaken
    {
        get => inner.StepsTaken;
        set => inner.StepsTaken = value;
    }

    /// <inheritdoc/>
    public IEnumerable<(string Name, Tensor Moment)> Moments => inner.Moments;

    /// <inheritdoc/>
    public void Advance(double learningRate)
    {
        using (no_grad())
        {
            // every look at a gradient makes a tensor of its own
            using var scope = NewDisposeScope();
            foreach (var parameter in network.parameters().Where(parameter => parameter.grad is not null))
            {
                parameter.mul_(1 - learningRate * weightDecay);
            }
        }

        inner.Advance(learningRate);
    }

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();
}
