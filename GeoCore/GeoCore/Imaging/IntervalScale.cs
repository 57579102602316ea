namespace GeoCore.Imaging;

/// <summary>Values from <paramref name="Minimum"/> up to, but not including, <paramref name="Maximum"/>.</summary>
/// <param name="Minimum">Lower limit, may be −∞.</param>
/// <param name="Maximum">Upper limit, may be +∞.</param>
/// <param name="Color">Packed colour.</param>
/// <param name="Label">Text of the legend.</param>
public readonly record struct ScaleInterval(double Minimum, double Maximum, uint Color, string Label);

/// <summary>One colour per interval; values in none are shown as nodata.</summary>
public sealed class IntervalScale : ColorScale
{
    private readonly ScaleInterval[] _intervals;
    private readonly float[] _minima;
    private readonly float[] _maxima;

    /// <summary>Creates a scale.</summary>
    /// <param name="intervals">Intervals with ascending limits that do not overlap.</param>
    /// <param name="options">Opacity and threshold, or null for none; gamma does not apply.</param>
    /// <exception cref="ColormapException">There is none, one is empty or NaN, or one begins before the end of the one before.</exception>
    public IntervalScale(IEnumerable<ScaleInterval> intervals, ScaleOptions? options = null)
        : this([.. intervals], options)
    {
    }

    private IntervalScale(ScaleInterval[] intervals, ScaleOptions? options)
        : base([PackedColor.Transparent, .. intervals.Select(i => i.Color)], options ?? ScaleOptions.Default)
    {
        if (intervals.Length == 0)
            throw new ColormapException("A scale of intervals needs an interval.");
        for (var i = 0; i < intervals.Length; i++)
        {
            if (!(intervals[i].Minimum < intervals[i].Maximum))
                throw new ColormapException($"Interval {i} is empty.");
            if (i > 0 && !(intervals[i].Minimum >= intervals[i - 1].Maximum))
                throw new ColormapException($"Interval {i} begins before the end of the one before it.");
        }

        _intervals = intervals;
        _minima = [.. intervals.Select(i => (float)i.Minimum)];
        _maxima = [.. intervals.Select(i => (float)i.Maximum)];
    }

    /// <summary>The intervals, ascending, before opacity.</summary>
    public IReadOnlyList<ScaleInterval> Intervals => _intervals;

    /// <inheritdoc/>
    public override bool IsCategorical => true;

    private protected override void Locate(ReadOnlySpan<float> values, Span<ushort> entries)
    {
        var last = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (!(value >= _minima[last] && value < _maxima[last]))
            {
                var found = Array.BinarySearch(_minima, value);
                last = Math.Max(found >= 0 ? found : ~found - 1, 0);
            }

            entries[i] = value >= _minima[last] && value < _maxima[last] ? (ushort)(last + 1) : (ushort)0;
        }
    }
}
