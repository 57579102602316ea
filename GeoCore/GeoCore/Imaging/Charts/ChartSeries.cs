namespace GeoCore.Imaging.Charts;

/// <summary>A line of a chart.</summary>
/// <param name="Name">Told beside its colour.</param>
/// <param name="Color">Packed colour.</param>
/// <param name="Points">Places of the line by rising x; steps are two points of one x.</param>
public sealed record ChartSeries(string Name, uint Color, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>What is known of the error, by rising x; empty for nothing.</summary>
    public IReadOnlyList<ChartRange> Band { get; init; } = [];

    /// <summary>Whether the line is dashed.</summary>
    public bool IsDashed { get; init; }
}

/// <summary>A place on a line.</summary>
/// <param name="X">Value on the logarithmic axis, above 0.</param>
/// <param name="Y">Value on the linear axis.</param>
public readonly record struct ChartPoint(double X, double Y);

/// <summary>A part of a band.</summary>
/// <param name="X">Value on the logarithmic axis, above 0.</param>
/// <param name="Low">Lower bound.</param>
/// <param name="High">Upper bound.</param>
public readonly record struct ChartRange(double X, double Low, double High);
