using TorchSharp;

namespace Learners.Torch.Training;

/// <summary>The loss on examples that are not learnt from.</summary>
public static class HeldOutLoss
{
    private const int MostAtOnce = 8192;

    /// <summary>Mean loss per example over one pass, as the network stands. The caller sets evaluation mode and forbids gradients.</summary>
    /// <param name="learner">Network and loss.</param>
    /// <param name="heldOut">A feed with an end.</param>
    /// <exception cref="ArgumentException">The feed has no end or no example.</exception>
    public static double Of(ILearner learner, IFeed heldOut)
    {
        var count = heldOut.Count is > 0 and { } examples ? examples : throw new ArgumentException("a held-out feed needs an end and an example", nameof(heldOut));
        var size = (int)Math.Min(count, MostAtOnce);
        var sum = 0.0;
        var seen = 0L;
        for (var step = 0L; seen < count; step++)
        {
            using var scope = torch.NewDisposeScope();
            var part = heldOut.CountAt(step, size);
            sum += learner.ComputeLoss(heldOut.Draw(step, size)).Loss.ToDouble() * part;
            seen += part;
        }

        return sum / count;
    }
}
