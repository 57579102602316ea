using TileServer.Sources.Styles;

namespace TileServer.Sources.Layers;

/// <summary>What is known of a band's values, from an overview or a bounded sample of the cells; the same for the same version of a layer.</summary>
/// <param name="Minimum">Smallest value.</param>
/// <param name="Maximum">Largest value.</param>
/// <param name="Percentile2">A fiftieth of the values is smaller.</param>
/// <param name="Percentile98">A fiftieth of the values is larger.</param>
/// <param name="SmallestPositive">Where a logarithmic scale can begin; 0 where no value is positive.</param>
/// <param name="Count">Number of values looked at, without nodata; 0 leaves the others at 0 and 1.</param>
public sealed record BandStatistics(
    double Minimum, double Maximum, double Percentile2, double Percentile98, double SmallestPositive, int Count)
{
    /// <summary>Of no values at all: the interval 0 to 1.</summary>
    public static BandStatistics Empty { get; } = new(0, 1, 0, 1, 0, 0);

    /// <summary>What a picture shows where nothing is configured: the 2nd to 98th percentile, or all values where nearly all are the same.</summary>
    /// <remarks>A field of one value gets its middle colour: kernels round, and a range without width would turn the last digit into colours.</remarks>
    public ValueRange DefaultRange
    {
        get
        {
            if (IsWide(Percentile2, Percentile98))
                return new ValueRange(Percentile2, Percentile98);
            if (IsWide(Minimum, Maximum))
                return new ValueRange(Minimum, Maximum);
            var half = Math.Max(Math.Abs(Minimum), 1) / 2;
            return new ValueRange(Minimum - half, Minimum + half);
        }
    }

    private static bool IsWide(double minimum, double maximum)
    {
        const double rounding = 1e-5;
        return maximum - minimum > rounding * Math.Max(Math.Abs(minimum), Math.Abs(maximum));
    }

    /// <summary>Reads the statistics off a sample.</summary>
    /// <param name="values">Values, NaN being nodata; sorted in place.</param>
    public static BandStatistics Of(Span<float> values)
    {
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i]))
                values[count++] = values[i];
        }

        if (count == 0)
            return Empty;
        var valid = values[..count];
        valid.Sort();
        var firstPositive = valid.BinarySearch(new Above(0));
        return new BandStatistics(
            valid[0], valid[^1], Quantile(valid, 0.02), Quantile(valid, 0.98),
            ~firstPositive < count ? valid[~firstPositive] : 0, count);
    }

    /// <summary>Linear between the two nearest order statistics, as NumPy's default.</summary>
    private static double Quantile(ReadOnlySpan<float> sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var lower = Math.Min((int)place, sorted.Length - 1);
        var upper = Math.Min(lower + 1, sorted.Length - 1);
        return sorted[lower] + ((sorted[upper] - (double)sorted[lower]) * (place - lower));
    }

    /// <summary>A place just behind every number that is not above a limit.</summary>
    private readonly struct Above(float limit) : IComparable<float>
    {
        public int CompareTo(float other) => other > limit ? -1 : 1;
    }
}
