using static TorchSharp.torch;

namespace Learners.LocationEncoding.Losses;

/// <summary>The losses of location encoders on logits. Every result is a scalar with its graph, owned by the caller's scope.</summary>
public static class PlaceLosses
{
    private const double PresenceFloor = 1e-5;

    /// <summary>Weighted mean of the binary cross-entropy.</summary>
    /// <param name="logits">[batch, 1].</param>
    /// <param name="targets">[batch] of 0 and 1 in the type of the logits.</param>
    /// <param name="weights">[batch] with mean 1, or null.</param>
    public static Tensor Binary(Tensor logits, Tensor targets, Tensor? weights = null)
    {
        using var scope = NewDisposeScope();
        return nn.functional.binary_cross_entropy_with_logits(logits.squeeze(1), targets, weights, nn.Reduction.Mean).MoveToOuterDisposeScope();
    }

    /// <summary>Weighted mean of the softmax cross-entropy.</summary>
    /// <param name="logits">[batch, classes].</param>
    /// <param name="targets">[batch] of class numbers, int64.</param>
    /// <param name="weights">[batch] with mean 1, or null.</param>
    public static Tensor Categorical(Tensor logits, Tensor targets, Tensor? weights = null)
    {
        using var scope = NewDisposeScope();
        var each = nn.functional.cross_entropy(logits, targets, reduction: nn.Reduction.None);
        return (weights is null ? each.mean() : (each * weights).mean()).MoveToOuterDisposeScope();
    }

    /// <summary>Weighted mean of the squared error, over outputs and places.</summary>
    /// <param name="predictions">[batch, outputs].</param>
    /// <param name="targets">[batch, outputs].</param>
    /// <param name="weights">[batch] with mean 1, or null.</param>
    public static Tensor SquaredError(Tensor predictions, Tensor targets, Tensor? weights = null)
    {
        using var scope = NewDisposeScope();
        var each = (predictions - targets).square().mean([1]);
        return (weights is null ? each.mean() : (each * weights).mean()).MoveToOuterDisposeScope();
    }

    /// <summary>Presence-only loss "full assume negative": every class not seen at a place, and every class at a random place, counts as absent.</summary>
    /// <param name="logits">[batch, classes] at the observations.</param>
    /// <param name="randomLogits">[batch, classes] at random places, one for each observation.</param>
    /// <param name="targets">[batch] of the classes seen, int64.</param>
    /// <param name="positiveWeight">Weight of a presence against an absence; 2048 in the paper.</param>
    /// <remarks>Cole et al., arXiv 2306.02564, equation of L_AN-full; formula as in arXiv 2310.06743.</remarks>
    public static Tensor PresenceOnly(Tensor logits, Tensor randomLogits, Tensor targets, double positiveWeight = 2048)
    {
        using var scope = NewDisposeScope();
        var places = logits.shape[0];
        var classes = logits.shape[1];
        var seen = nn.functional.one_hot(targets, classes).to_type(logits.dtype);
        var present = logits.sigmoid();
        var positive = (seen * Cost(present)).sum() * positiveWeight;
        var absent = ((1 - seen) * Cost(1 - present)).sum();
        var background = Cost(1 - randomLogits.sigmoid()).sum();
        return ((positive + absent + background) / (double)(places * classes)).MoveToOuterDisposeScope();
    }

    private static Tensor Cost(Tensor probability) => -(probability + PresenceFloor).log();
}
