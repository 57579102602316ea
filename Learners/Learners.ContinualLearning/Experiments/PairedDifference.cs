using System.Globalization;
using Learners.Torch.Experiments;

namespace Learners.ContinualLearning.Experiments;

/// <summary>How much one row differs from another over the seeds that both have, with its 95 % interval by Student's t.</summary>
/// <param name="Count">Seeds.</param>
/// <param name="Mean">Of the differences.</param>
/// <param name="HalfWidth">Of the interval; NaN for fewer than two seeds.</param>
internal readonly record struct PairedDifference(int Count, double Mean, double HalfWidth)
{
    // 97.5 % quantiles of t with 1, 2, … degrees of freedom
    private static readonly double[] s_quantiles =
        [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093];

    private const double Limit = 1.96;

    /// <summary>Whether the whole interval is below 0.</summary>
    internal bool IsBelow => Mean + HalfWidth < 0;

    /// <summary>Whether the whole interval is above 0.</summary>
    internal bool IsAbove => Mean - HalfWidth > 0;

    /// <summary>In points of per cent: <c>−2.1 (−3.0 … −1.2)</c>; of one seed without an interval.</summary>
    internal string Points => Count switch
    {
        0 => "–",
        1 => string.Create(CultureInfo.InvariantCulture, $"{100 * Mean:+0.0;−0.0;0.0}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{100 * Mean:+0.0;−0.0;0.0} ({100 * (Mean - HalfWidth):+0.0;−0.0;0.0} … {100 * (Mean + HalfWidth):+0.0;−0.0;0.0})"),
    };

    /// <summary>Of a figure.</summary>
    /// <param name="one">Runs of a row.</param>
    /// <param name="other">Runs of the row that it is compared with.</param>
    /// <param name="figure">Name of the figure.</param>
    internal static PairedDifference Of(IReadOnlyList<RunRecord> one, IReadOnlyList<RunRecord> other, string figure)
    {
        double[] differences =
        [
            .. from a in one
               join b in other on a.Seed equals b.Seed
               where a.Figures.ContainsKey(figure) && b.Figures.ContainsKey(figure)
               select a.Figures[figure] - b.Figures[figure],
        ];
        var spread = Spread.Of(differences);
        var quantile = differences.Length < 2 ? double.NaN : differences.Length - 2 < s_quantiles.Length ? s_quantiles[differences.Length - 2] : Limit;
        return new PairedDifference(differences.Length, spread.Mean, quantile * spread.Deviation / Math.Sqrt(differences.Length));
    }
}
