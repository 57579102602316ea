namespace GeoCore.Imaging;

/// <summary>Colours mixed linearly, channel by channel, between given stops; exact to the last bit of each channel.</summary>
/// <remarks>
/// Each channel of a linear mix changes by one at certain values. Those values are found once, as the smallest single-precision number
/// that has the new colour; painting a pixel is then a search among them and gives what the formula in double precision gives.
/// </remarks>
public sealed class StopsScale : RangeScale
{
    private readonly ColorStop[] _stops;
    private readonly StopSegment[] _segments;
    private readonly float[] _starts;
    private readonly float _noData;
    private readonly float _last;

    /// <summary>Creates a scale.</summary>
    /// <param name="stops">Two or more stops with ascending values (as single-precision numbers, too).</param>
    /// <param name="noData">A value shown as nodata, or null.</param>
    /// <param name="options">Opacity and threshold, or null for none; gamma does not apply.</param>
    /// <exception cref="ColormapException">Stops are too few, not finite, not ascending, or have more than 65,535 colours between them.</exception>
    public StopsScale(IReadOnlyList<ColorStop> stops, double? noData = null, ScaleOptions? options = null)
        : this(StopsTable.Build(stops), noData, options)
    {
    }

    private StopsScale(StopsTable table, double? noData, ScaleOptions? options)
        : base(table.Entries, options ?? ScaleOptions.Default, table.Stops[0].Value, table.Stops[^1].Value)
    {
        _stops = table.Stops;
        _segments = table.Segments;
        _starts = table.Starts;
        _noData = noData is { } value ? (float)value : float.NaN;
        _last = _segments[^1].End;
    }

    /// <summary>The stops, ascending.</summary>
    public IReadOnlyList<ColorStop> Stops => _stops;

    /// <inheritdoc/>
    public override ScaleTransform Transform => ScaleTransform.Linear;

    private protected override void Locate(ReadOnlySpan<float> values, Span<ushort> entries)
    {
        var starts = _starts;
        var segment = _segments[0];
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (!(value >= segment.Start && value < segment.End))
            {
                if (float.IsNaN(value))
                {
                    entries[i] = 0;
                    continue;
                }

                segment = SegmentOf(value);
            }

            // neighbours are mostly in the same segment, and its table is at most a few entries off
            var step = segment.Guess(Math.Clamp(value, segment.Start, _last));
            while (value < starts[step])
                step--;
            while (value >= starts[step + 1])
                step++;
            entries[i] = value == _noData ? (ushort)0 : (ushort)(step + 1);
        }
    }

    private StopSegment SegmentOf(float value)
    {
        int low = 0, high = _segments.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >> 1;
            if (value >= _segments[middle].Start)
                low = middle;
            else
                high = middle - 1;
        }

        return _segments[low];
    }
}
