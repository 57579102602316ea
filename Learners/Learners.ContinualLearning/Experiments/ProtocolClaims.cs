using System.Globalization;
using Learners.Torch.Experiments;

namespace Learners.ContinualLearning.Experiments;

/// <summary>What is claimed of methods, and whether the runs of a protocol bear it out.</summary>
/// <param name="letter">Of the protocol.</param>
/// <param name="records">Runs by row.</param>
internal sealed class ProtocolClaims(string letter, IReadOnlyDictionary<string, IReadOnlyList<RunRecord>> records)
{
    private const string Average = "average/eer", Forgetting = "forgetting/eer", Learning = "learning/eer";

    /// <summary>All of them: the order that must hold or the harness is wrong, the claim about RWM, and that about the default.</summary>
    internal IReadOnlyList<AcceptanceCheck> All()
    {
        var upper = letter.ToUpperInvariant();
        return
        [
            Order($"{upper}: joint learning errs less than replay, and replay less than fine-tuning", Average, "joint", "replay", "finetune"),
            Share($"{upper}: OWM forgets less than half of what fine-tuning forgets"),
            Order($"{upper}: fine-tuning learns each task at least as well as OWM", Learning, "finetune", "owm"),
            Difference($"{upper}: RWM at the published angle errs less than fine-tuning on average", "rwm", "finetune"),
            Difference($"{upper}: RWM at the published angle errs less than EWC on average", "rwm", "ewc"),
            Difference($"{upper}: RWM at the published angle errs less than OWM on average", "rwm", "owm"),
            Difference($"{upper}: RWM that starts from OWM (θ₀ = 0, κ = 0.05) errs less than OWM on average", "rwm-one-sided", "owm"),
            Difference($"{upper}: the default ({MethodRow.Default}) errs less than fine-tuning on average", MethodRow.Default, "finetune"),
            Difference($"{upper}: the default errs less than EWC on average", MethodRow.Default, "ewc"),
            Difference($"{upper}: the default errs less than OWM on average", MethodRow.Default, "owm"),
            Difference($"{upper}: the default errs less than replay, which keeps 120 examples, on average", MethodRow.Default, "replay"),
        ];
    }

    private double Mean(string row, string figure) => Spread.Of(records[row], figure).Mean;

    private static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture);

    private AcceptanceCheck Order(string claim, string figure, params string[] rows)
    {
        double[] means = [.. rows.Select(row => Mean(row, figure))];
        return new AcceptanceCheck(claim, string.Join(", ", means.Select(Percent)), means.Any(double.IsNaN) ? null : means.Zip(means.Skip(1)).All(pair => pair.First <= pair.Second));
    }

    private AcceptanceCheck Share(string claim)
    {
        double owm = Mean("owm", Forgetting), finetune = Mean("finetune", Forgetting);
        return new AcceptanceCheck(claim, $"{Percent(owm)} against {Percent(finetune)}", double.IsNaN(owm + finetune) ? null : owm < 0.5 * finetune);
    }

    // true only where the whole interval says so
    private AcceptanceCheck Difference(string claim, string row, string other)
    {
        var difference = PairedDifference.Of(records[row], records[other], Average);
        return new AcceptanceCheck(claim, difference.Points, difference.Count < 2 ? null : difference.IsBelow);
    }
}
