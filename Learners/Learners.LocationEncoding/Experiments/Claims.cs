using System.Globalization;
using Learners.Torch.Experiments;

namespace Learners.LocationEncoding.Experiments;

/// <summary>Makes checks out of means in per cent, and writes checks into a report.</summary>
internal static class Claims
{
    /// <summary>A bound on a mean.</summary>
    /// <param name="claim">Sentence.</param>
    /// <param name="measured">Mean over seeds, a share; without seeds the check stays open.</param>
    /// <param name="holds">On the share.</param>
    internal static AcceptanceCheck Bound(string claim, Spread measured, Func<double, bool> holds) => new(
        claim, measured.Count == 0 ? "not run" : measured.Percent + " %", measured.Count == 0 ? null : holds(measured.Mean));

    /// <summary>A claim about several means at once.</summary>
    /// <param name="claim">Sentence.</param>
    /// <param name="measured">Shares; one without seeds leaves the check open.</param>
    /// <param name="holds">On the shares, in their order.</param>
    internal static AcceptanceCheck All(string claim, IReadOnlyList<Spread> measured, Func<double[], bool> holds)
    {
        var text = string.Join(" / ", measured.Select(spread => spread.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100 * spread.Mean:F1}")));
        return new AcceptanceCheck(claim, text + " %", measured.Any(spread => spread.Count == 0) ? null : holds([.. measured.Select(spread => spread.Mean)]));
    }

    /// <summary>The checks as a list.</summary>
    internal static string List(IEnumerable<AcceptanceCheck> checks) => string.Join(
        '\n', checks.Select(check => $"- {(check.Held switch { true => "held", false => "**failed**", _ => "open" })}: {check.Claim} — {check.Measured}"));
}
