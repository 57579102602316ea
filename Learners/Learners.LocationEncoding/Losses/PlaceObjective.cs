using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.LocationEncoding.Losses;

/// <summary>What a network is asked for at a place, and what its answers cost.</summary>
/// <param name="OutputCount">Numbers of an answer.</param>
/// <param name="Loss">Scalar cost of the answers, [batch, outputs], to a batch, owned by the caller's scope.</param>
public sealed record PlaceObjective(int OutputCount, Func<Tensor, Batch, Tensor> Loss)
{
    private const double PaperWeight = 2048;
    private const double PaperSpecies = 8142;

    /// <summary>Classes: one logit and the binary cross-entropy for two of them, else one logit each and the softmax cross-entropy.</summary>
    /// <param name="classCount">At least 2.</param>
    public static PlaceObjective Classes(int classCount) => classCount == 2
        ? new PlaceObjective(1, (logits, batch) => PlaceLosses.Binary(logits, batch.Targets, batch.Weights))
        : new PlaceObjective(classCount, (logits, batch) => PlaceLosses.Categorical(logits, batch.Targets, batch.Weights));

    /// <summary>Measured quantities: the mean squared error over places and quantities.</summary>
    /// <param name="outputs">Quantities of a place.</param>
    public static PlaceObjective Measures(int outputs) =>
        new(outputs, (values, batch) => PlaceLosses.SquaredError(values, batch.Targets, batch.Weights));

    /// <summary>Species of which only presences are known.</summary>
    /// <param name="species">Number of species.</param>
    /// <param name="positiveWeight">Weight of a presence against an absence; 0 for the paper's balance: 2048 for 8 142 species, and as much a species for fewer.</param>
    /// <remarks>The first half of a batch's inputs are observations, whose species are its targets; the second half are random places.</remarks>
    public static PlaceObjective Presences(int species, double positiveWeight)
    {
        // an observation sets one presence against 2 C − 1 absences, so that a weight made for many species drowns the absences of few
        var weight = positiveWeight > 0 ? positiveWeight : PaperWeight * species / PaperSpecies;
        return new PlaceObjective(species, (logits, batch) =>
        {
            using var scope = NewDisposeScope();
            var halves = logits.chunk(2);
            return PlaceLosses.PresenceOnly(halves[0], halves[1], batch.Targets, weight).MoveToOuterDisposeScope();
        });
    }
}
