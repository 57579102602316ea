namespace GeoCore.Imaging;

/// <summary>One colour per value; values that are not listed are shown as nodata.</summary>
public sealed class CategoryScale : ColorScale
{
    private const int LargestTable = ushort.MaxValue + 1;

    private readonly ScaleClass[] _classes;
    private readonly float[] _values;
    private readonly ushort[] _table;
    private readonly int _first;

    /// <summary>Creates a scale.</summary>
    /// <param name="classes">Classes in the order of the legend.</param>
    /// <param name="options">Opacity and threshold, or null for none; gamma does not apply.</param>
    /// <exception cref="ColormapException">There is no class, a value is not finite, or one is listed twice.</exception>
    public CategoryScale(IEnumerable<ScaleClass> classes, ScaleOptions? options = null)
        : this([.. classes], options)
    {
    }

    private CategoryScale(ScaleClass[] classes, ScaleOptions? options)
        : base([PackedColor.Transparent, .. classes.OrderBy(c => c.Value).Select(c => c.Color)], options ?? ScaleOptions.Default)
    {
        _classes = classes;
        _values = [.. classes.Select(c => (float)c.Value).Order()];
        if (_values.Length == 0)
            throw new ColormapException("A categorical scale needs a class.");
        for (var i = 0; i < _values.Length; i++)
        {
            if (!float.IsFinite(_values[i]))
                throw new ColormapException("The value of a class is not a finite number.");
            if (i > 0 && _values[i] == _values[i - 1])
                throw new ColormapException($"The class {_values[i]} is listed twice.");
        }

        _table = TableOf(_values);
        _first = _table.Length > 0 ? (int)_values[0] : 0;
    }

    /// <summary>The classes in the order of the legend, before opacity.</summary>
    public IReadOnlyList<ScaleClass> Classes => _classes;

    /// <inheritdoc/>
    public override bool IsCategorical => true;

    private protected override void Locate(ReadOnlySpan<float> values, Span<ushort> entries)
    {
        if (_table.Length == 0)
        {
            for (var i = 0; i < values.Length; i++)
                entries[i] = (ushort)(Math.Max(Array.BinarySearch(_values, values[i]), -1) + 1);
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            // a number that is not whole, not finite or NaN differs from its own conversion
            var whole = (int)values[i];
            var place = (uint)(whole - _first);
            entries[i] = place < (uint)_table.Length && whole == values[i] ? _table[place] : (ushort)0;
        }
    }

    /// <summary>Entry of every whole number from the smallest class to the largest; empty where that is no way to look classes up.</summary>
    private static ushort[] TableOf(float[] values)
    {
        var isWhole = values.All(value => value == MathF.Truncate(value) && Math.Abs(value) < 1 << 24);
        if (!isWhole || values[^1] - values[0] >= LargestTable)
            return [];
        var table = new ushort[(int)(values[^1] - values[0]) + 1];
        for (var i = 0; i < values.Length; i++)
            table[(int)(values[i] - values[0])] = (ushort)(i + 1);
        return table;
    }
}
