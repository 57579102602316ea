using System.Globalization;
using Learners.Torch.Experiments;

namespace Learners.Geolocation.Experiments;

/// <summary>Figures and checks as they stand in a table.</summary>
internal static class TableText
{
    /// <summary>Seeds that are looked for at most.</summary>
    internal const int MostSeeds = 100;

    /// <summary><c>0.380 ± 0.001</c>, the mean alone for one seed, a dash for none.</summary>
    /// <param name="records">One a seed.</param>
    /// <param name="figure">Name of the figure.</param>
    /// <param name="format">Of both numbers.</param>
    /// <param name="factor">100 for per cent.</param>
    internal static string Of(IReadOnlyList<RunRecord> records, string figure, string format, double factor = 1)
    {
        var spread = Spread.Of(records, figure);
        return spread.Count switch
        {
            0 => "–",
            1 => Number(factor * spread.Mean, format),
            _ => $"{Number(factor * spread.Mean, format)} ± {Number(factor * spread.Deviation, format)}",
        };
    }

    /// <summary>A number without the signs of any country.</summary>
    internal static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A claim about every seed.</summary>
    /// <param name="claim">A sentence that can be false.</param>
    /// <param name="records">One a seed; without any the check stays open.</param>
    /// <param name="measured">The figures behind it.</param>
    /// <param name="holds">On one seed.</param>
    internal static AcceptanceCheck Check(string claim, IReadOnlyList<RunRecord> records, Func<RunRecord, string> measured, Func<RunRecord, bool> holds) => new(
        claim,
        records.Count == 0 ? "not run" : string.Join(" / ", records.Select(measured)),
        records.Count == 0 ? null : records.All(holds));

    /// <summary>The checks as a list.</summary>
    internal static string List(IEnumerable<AcceptanceCheck> checks) => string.Join(
        '\n', checks.Select(static check => $"- {(check.Held switch { true => "held", false => "**failed**", _ => "open" })}: {check.Claim} — {check.Measured}"));
}
