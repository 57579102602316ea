namespace GeoCore.Imaging;

/// <summary>Which indices occur in a picture.</summary>
internal readonly ref struct PaletteUse
{
    private readonly bool[] _used;

    internal PaletteUse(ReadOnlySpan<byte> indices)
    {
        _used = new bool[256];
        foreach (var index in indices)
            _used[index] = true;
        Count = _used.AsSpan().Count(true);
        Largest = _used.AsSpan().LastIndexOf(true);
    }

    /// <summary>Number of different indices.</summary>
    internal int Count { get; }

    /// <summary>The largest index.</summary>
    internal int Largest { get; }

    /// <summary>Bits that a renumbered index needs: 1, 2, 4 or 8.</summary>
    internal int BitDepth => Count switch { <= 2 => 1, <= 4 => 2, <= 16 => 4, _ => 8 };

    /// <summary>Numbers the used indices in order.</summary>
    /// <param name="palette">Colours of all indices.</param>
    /// <param name="numbers">Receives the new number of each used index; 256 long.</param>
    /// <returns>Colours of the new numbers.</returns>
    internal uint[] Renumber(ReadOnlySpan<uint> palette, Span<byte> numbers)
    {
        var colors = new uint[Count];
        for (int index = 0, number = 0; index <= Largest; index++)
        {
            if (!_used[index])
                continue;
            numbers[index] = (byte)number;
            colors[number++] = palette[index];
        }

        return colors;
    }
}
