namespace GeoCore.Imaging;

/// <summary>A rectangle of one colour.</summary>
internal readonly record struct LegendBox(int Left, int Top, int Width, int Height, uint Color);

/// <summary>A line of text; <paramref name="Top"/> is the top of capitals.</summary>
internal readonly record struct LegendText(int Left, int Top, string Text);

/// <summary>Where everything of a legend is, whatever draws it.</summary>
internal sealed class LegendLayout
{
    private const int Padding = 6;
    private const int LineHeight = 14;
    private const int SwatchWidth = 16;
    private const int SwatchHeight = 10;
    private const int RampBreadth = 16;
    private const int RampLength = 200;
    private const int TickLength = 4;
    private const int Gap = 4;

    private readonly LegendOptions _options;
    private readonly int _size;
    private readonly List<LegendBox> _boxes = [];
    private readonly List<LegendText> _texts = [];

    private LegendLayout(LegendOptions options)
    {
        _options = options;
        _size = options.Scale;
        Top = Padding * _size;
        if (!string.IsNullOrEmpty(options.Label))
        {
            _texts.Add(new LegendText(Padding * _size, Top, options.Label));
            Top += LineHeight * _size;
        }
    }

    internal int Width { get; private set; }

    internal int Height { get; private set; }

    internal LegendOptions Options => _options;

    internal IReadOnlyList<LegendBox> Boxes => _boxes;

    internal IReadOnlyList<LegendText> Texts => _texts;

    private int Top { get; }

    internal static LegendLayout Of(ColorScale scale, LegendOptions options)
    {
        ArgumentNullException.ThrowIfNull(scale);
        var layout = new LegendLayout(options);
        if (scale is RangeScale range)
            layout.AddRamp(range);
        else
            layout.AddSwatches(Legend.Entries(scale));
        return layout;
    }

    private void AddRamp(RangeScale scale)
    {
        var ticks = TicksOf(scale);
        if (_options.Orientation == LegendOrientation.Vertical)
            AddVerticalRamp(scale, ticks);
        else
            AddHorizontalRamp(scale, ticks);
    }

    private List<LegendTick> TicksOf(RangeScale scale) =>
        scale.Maximum > scale.Minimum
            ? [.. LegendTicks.Of(scale, _options.Ticks)]
            : [new LegendTick(scale.Minimum, NumberText.Value(scale.Minimum))];

    private void AddVerticalRamp(RangeScale scale, List<LegendTick> ticks)
    {
        // labels stand beside the ends of the ramp, so half a letter is kept free there
        var half = ((BitmapFont.Ascent + 1) / 2) * _size;
        var top = Top + half;
        var length = _options.Height is { } height ? Math.Max(height - top - half - (Padding * _size), 1) : RampLength * _size;
        var left = Padding * _size;
        var breadth = RampBreadth * _size;
        AddSteps(scale, length, (i, count, color) => new LegendBox(left, top + length - i - count, breadth, count, color));
        var textLeft = left + breadth + ((TickLength + Gap) * _size);
        var free = int.MaxValue;
        var right = textLeft;
        foreach (var tick in ticks)
        {
            var y = top + length - 1 - (int)Math.Round(scale.PositionOf(tick.Value) * (length - 1));
            _boxes.Add(new LegendBox(left + breadth, y, TickLength * _size, 1, _options.TextColor));
            if (y + half > free)
                continue;
            _texts.Add(new LegendText(textLeft, y - (BitmapFont.Ascent * _size / 2), tick.Label));
            free = y - half - _size;
            right = Math.Max(right, textLeft + BitmapFont.WidthOf(tick.Label, _size));
        }

        Close(right, top + length + half);
    }

    private void AddHorizontalRamp(RangeScale scale, List<LegendTick> ticks)
    {
        var overhang = ticks.Count == 0 ? 0 : ticks.Max(t => BitmapFont.WidthOf(t.Label, _size)) / 2;
        var left = Math.Max(Padding * _size, overhang + _size);
        var length = _options.Width is { } width ? Math.Max(width - (2 * left), 1) : RampLength * _size;
        var below = ((TickLength + Gap + BitmapFont.Ascent) * _size) + (2 * _size);
        var breadth = _options.Height is { } height ? Math.Max(height - Top - below - (Padding * _size), 1) : RampBreadth * _size;
        AddSteps(scale, length, (i, count, color) => new LegendBox(left + i, Top, count, breadth, color));
        var free = int.MinValue;
        foreach (var tick in ticks)
        {
            var x = left + (int)Math.Round(scale.PositionOf(tick.Value) * (length - 1));
            _boxes.Add(new LegendBox(x, Top + breadth, 1, TickLength * _size, _options.TextColor));
            var textWidth = BitmapFont.WidthOf(tick.Label, _size);
            if (x - (textWidth / 2) < free)
                continue;
            _texts.Add(new LegendText(x - (textWidth / 2), Top + breadth + ((TickLength + Gap) * _size), tick.Label));
            free = x + (textWidth / 2) + (BitmapFont.Advance * _size);
        }

        Close(left + length + left - (Padding * _size), Top + breadth + below);
    }

    /// <summary>Adds one box for each run of equal colours along the ramp; the first and last pixel are the ends of the range.</summary>
    private void AddSteps(RangeScale scale, int length, Func<int, int, uint, LegendBox> boxAt)
    {
        var start = 0;
        var color = scale.ColorOf(scale.Minimum);
        for (var i = 1; i <= length; i++)
        {
            var next = i == length ? ~color : scale.ColorOf(scale.ValueAt((double)i / (length - 1)));
            if (next == color)
                continue;
            _boxes.Add(boxAt(start, i - start, color));
            (start, color) = (i, next);
        }
    }

    /// <summary>Lists classes in columns (vertical) or lines (horizontal) that go on beside or below when the given size is used up.</summary>
    private void AddSwatches(IReadOnlyList<LegendEntry> entries)
    {
        var isVertical = _options.Orientation == LegendOrientation.Vertical;
        int left = Padding * _size, top = Top, right = left, bottom = top;
        var columnRight = left;
        foreach (var entry in entries)
        {
            var width = ((SwatchWidth + Gap) * _size) + BitmapFont.WidthOf(entry.Label, _size);
            if (isVertical && top > Top && top + (LineHeight * _size) > _options.Height)
                (left, top) = (columnRight + (2 * Gap * _size), Top);
            if (!isVertical && left > Padding * _size && left + width + (Padding * _size) > _options.Width)
                (left, top) = (Padding * _size, top + (LineHeight * _size));
            _boxes.Add(new LegendBox(left, top, SwatchWidth * _size, SwatchHeight * _size, entry.Color));
            _texts.Add(new LegendText(left + ((SwatchWidth + Gap) * _size), top + (2 * _size), entry.Label));
            columnRight = Math.Max(columnRight, left + width);
            right = Math.Max(right, left + width);
            bottom = Math.Max(bottom, top + (SwatchHeight * _size));
            if (isVertical)
                top += LineHeight * _size;
            else
                left += width + (2 * Gap * _size);
        }

        Close(right, bottom);
    }

    private void Close(int right, int bottom)
    {
        var heading = BitmapFont.WidthOf(_options.Label ?? "", _size) + (Padding * _size);
        Width = _options.Width ?? Math.Min(Math.Max(right, heading) + (Padding * _size), LegendOptions.LargestEdge);
        Height = _options.Height ?? Math.Min(bottom + (Padding * _size), LegendOptions.LargestEdge);
    }
}
