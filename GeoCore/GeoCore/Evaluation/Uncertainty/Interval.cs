namespace GeoCore.Evaluation.Uncertainty;

/// <summary>Where a figure lies with a given confidence.</summary>
/// <param name="Low">Lower bound.</param>
/// <param name="High">Upper bound.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether a value lies in it, bounds included.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>The interval with its deviations from one centre put around another and scaled, kept within bounds.</summary>
    internal Interval Around(double from, double to, double scale, double least, double most) =>
        new(Math.Clamp(to + (Low - from) * scale, least, most), Math.Clamp(to + (High - from) * scale, least, most));
}
