using System.Buffers;
using System.Numerics;

namespace GeoCore.Imaging;

/// <summary>Gives each value of one band a colour. There is one decision per value, so that tile, legend and point query cannot differ.</summary>
/// <remarks>A scale is a list of entries, entry 0 for nodata; a value finds its entry, and the entry its colour. Immutable.</remarks>
public abstract class ColorScale
{
    private const int ChunkLength = 1024;

    private readonly uint[] _entries;
    private readonly float _threshold;

    private protected ColorScale(uint[] entries, ScaleOptions options)
    {
        if (entries.Length > ushort.MaxValue + 1)
            throw new ColormapException($"A scale has at most {ushort.MaxValue} colours, not {entries.Length - 1}.");
        _entries = entries;
        Options = options.Checked();
        _threshold = options.HideBelow is { } threshold ? (float)threshold : float.NegativeInfinity;
        for (var i = 1; i < entries.Length; i++)
            entries[i] = PackedColor.WithOpacity(entries[i], options.Opacity);
        entries[0] = options.NoDataColor;
    }

    /// <summary>Gamma, opacity, threshold, colour of nodata.</summary>
    public ScaleOptions Options { get; }

    /// <summary>Packed colours with opacity applied, entry 0 being nodata.</summary>
    public ReadOnlySpan<uint> Entries => _entries;

    /// <summary>Whether values are names (no mixing, swatches in the legend) rather than amounts.</summary>
    public abstract bool IsCategorical { get; }

    /// <summary>What indexed pixels of this scale compress best with.</summary>
    public PngContent Content => IsCategorical ? PngContent.Classes : PngContent.Ramp;

    /// <summary>Colour of a value as a tile shows it: rounded to single precision first, as pixels are.</summary>
    public uint ColorOf(double value)
    {
        Span<ushort> entry = [0];
        LocateVisible([(float)value], entry);
        return _entries[entry[0]];
    }

    /// <summary>Colours many pixels.</summary>
    /// <param name="values">Values, NaN being nodata.</param>
    /// <param name="colors">Receives one packed colour per value.</param>
    /// <exception cref="ArgumentException"><paramref name="colors"/> is shorter than <paramref name="values"/>.</exception>
    public void Paint(ReadOnlySpan<float> values, Span<uint> colors)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(colors.Length, values.Length, nameof(colors));
        Span<ushort> chunk = stackalloc ushort[ChunkLength];
        var entries = _entries;
        for (var start = 0; start < values.Length; start += ChunkLength)
        {
            var part = values[start..Math.Min(start + ChunkLength, values.Length)];
            LocateVisible(part, chunk);
            var target = colors.Slice(start, part.Length);
            for (var i = 0; i < target.Length; i++)
                target[i] = entries[chunk[i]];
        }
    }

    /// <summary>Turns pixels into indices of a palette, if 255 colours and nodata are enough for these pixels.</summary>
    /// <param name="values">Values, NaN being nodata.</param>
    /// <param name="indices">Receives one index per value; 0 is nodata, and neighbouring indices are neighbouring colours.</param>
    /// <param name="palette">Colours of the indices; at most 256.</param>
    /// <returns>False when the pixels hold too many colours; <paramref name="indices"/> is then undefined.</returns>
    /// <exception cref="ArgumentException"><paramref name="indices"/> is shorter than <paramref name="values"/>.</exception>
    public bool TryIndex(ReadOnlySpan<float> values, Span<byte> indices, out ReadOnlyMemory<uint> palette)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(indices.Length, values.Length, nameof(indices));
        if (_entries.Length > 256)
            return TryIndexUsed(values, indices, out palette);
        Span<ushort> chunk = stackalloc ushort[ChunkLength];
        for (var start = 0; start < values.Length; start += ChunkLength)
        {
            var part = values[start..Math.Min(start + ChunkLength, values.Length)];
            LocateVisible(part, chunk);
            Narrow(chunk[..part.Length], indices.Slice(start, part.Length));
        }

        palette = _entries;
        return true;
    }

    /// <summary>Finds the entry of each value, 0 for NaN and for what is not on the scale.</summary>
    private protected abstract void Locate(ReadOnlySpan<float> values, Span<ushort> entries);

    private void LocateVisible(ReadOnlySpan<float> values, Span<ushort> entries)
    {
        Locate(values, entries);
        if (float.IsNegativeInfinity(_threshold))
            return;
        for (var i = 0; i < values.Length; i++)
            entries[i] = values[i] >= _threshold ? entries[i] : (ushort)0;
    }

    /// <summary>The palette of a scale with many colours is the ordered list of those that occur.</summary>
    private bool TryIndexUsed(ReadOnlySpan<float> values, Span<byte> indices, out ReadOnlyMemory<uint> palette)
    {
        palette = default;
        var located = ArrayPool<ushort>.Shared.Rent(values.Length);
        var indexOfEntry = ArrayPool<byte>.Shared.Rent(_entries.Length);
        try
        {
            var entries = located.AsSpan(0, values.Length);
            LocateVisible(values, entries);
            var used = indexOfEntry.AsSpan(0, _entries.Length);
            used.Clear();
            used[0] = 1;
            foreach (var entry in entries)
                used[entry] = 1;
            var count = used.Count((byte)1);
            if (count > 256)
                return false;
            var colors = new uint[count];
            for (int entry = 0, index = 0; entry < used.Length; entry++)
            {
                if (used[entry] == 0)
                    continue;
                colors[index] = _entries[entry];
                used[entry] = (byte)index++;
            }

            for (var i = 0; i < entries.Length; i++)
                indices[i] = used[entries[i]];
            palette = colors;
            return true;
        }
        finally
        {
            ArrayPool<ushort>.Shared.Return(located);
            ArrayPool<byte>.Shared.Return(indexOfEntry);
        }
    }

    private static void Narrow(ReadOnlySpan<ushort> wide, Span<byte> narrow)
    {
        var i = 0;
        for (; i <= wide.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            Vector.Narrow(new Vector<ushort>(wide[i..]), new Vector<ushort>(wide[(i + Vector<ushort>.Count)..])).CopyTo(narrow[i..]);
        for (; i < wide.Length; i++)
            narrow[i] = (byte)wide[i];
    }
}
