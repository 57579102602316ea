using System.Globalization;

namespace Learners.Torch.Experiments;

/// <summary>Mean and standard deviation of a figure over seeds.</summary>
/// <param name="Count">Seeds.</param>
/// <param name="Mean">NaN without seeds.</param>
/// <param name="Deviation">Of the sample (divisor n − 1); 0 for one seed.</param>
public readonly record struct Spread(int Count, double Mean, double Deviation)
{
    /// <summary>Of the values of each seed.</summary>
    /// <param name="values">One a seed.</param>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        if (all.Length == 0)
        {
            return new Spread(0, double.NaN, 0);
        }

        var mean = all.Average();
        var squares = all.Sum(value => (value - mean) * (value - mean));
        return new Spread(all.Length, mean, all.Length == 1 ? 0 : Math.Sqrt(squares / (all.Length - 1)));
    }

    /// <summary>Of one figure of records that have it.</summary>
    /// <param name="records">One a seed.</param>
    /// <param name="figure">Name of the figure.</param>
    public static Spread Of(IEnumerable<RunRecord> records, string figure) =>
        Of(records.Where(record => record.Figures.ContainsKey(figure)).Select(record => record.Figures[figure]));

    /// <summary>In per cent: <c>95.1 ± 0.2</c>, <c>95.1</c> for one seed, <c>–</c> for none.</summary>
    public string Percent => Count switch
    {
        0 => "–",
        1 => string.Create(CultureInfo.InvariantCulture, $"{100 * Mean:F1}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{100 * Mean:F1} ± {100 * Deviation:F1}"),
    };
}
