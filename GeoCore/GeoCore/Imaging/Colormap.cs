namespace GeoCore.Imaging;

/// <summary>What the order of a colormap's colours means.</summary>
public enum ColormapKind
{
    /// <summary>From little to much; lightness goes one way.</summary>
    Sequential,

    /// <summary>Two directions from a neutral middle.</summary>
    Diverging,

    /// <summary>The end meets the beginning: angles, phases, hours.</summary>
    Cyclic,

    /// <summary>Colours told apart by name (land cover greens, snow white, rainbows) rather than by lightness.</summary>
    Named,
}

/// <summary>256 colours for the interval 0 to 1, with where they come from.</summary>
public sealed class Colormap
{
    /// <summary>Number of colours.</summary>
    public const int Size = 256;

    private readonly uint[] _colors;

    /// <summary>Creates a colormap.</summary>
    /// <param name="name">Name in requests, lower case.</param>
    /// <param name="title">One line for people.</param>
    /// <param name="kind">What the order means.</param>
    /// <param name="colors">256 packed colours.</param>
    /// <param name="source">Who published it, or how it is made.</param>
    /// <param name="licence">Licence of the numbers.</param>
    /// <exception cref="ArgumentException">There are not 256 colours.</exception>
    public Colormap(string name, string title, ColormapKind kind, ReadOnlySpan<uint> colors, string source, string licence)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (colors.Length != Size)
            throw new ArgumentException($"A colormap has {Size} colours, not {colors.Length}.", nameof(colors));
        Name = name;
        Title = title;
        Kind = kind;
        Source = source;
        Licence = licence;
        _colors = colors.ToArray();
    }

    /// <summary>Name in requests, lower case.</summary>
    public string Name { get; }

    /// <summary>One line for people.</summary>
    public string Title { get; }

    /// <summary>What the order means.</summary>
    public ColormapKind Kind { get; }

    /// <summary>Who published it, or how it is made.</summary>
    public string Source { get; }

    /// <summary>Licence of the numbers.</summary>
    public string Licence { get; }

    /// <summary>The 256 colours, entry i standing for i / 255.</summary>
    public ReadOnlySpan<uint> Colors => _colors;

    /// <summary>Colour at a position, mixed linearly between the two nearest entries.</summary>
    /// <param name="position">0 to 1; values outside take the end's colour.</param>
    public uint At(double position)
    {
        var place = Math.Clamp(position, 0, 1) * (Size - 1);
        var lower = Math.Min((int)place, Size - 2);
        return PackedColor.Mix(_colors[lower], _colors[lower + 1], place - lower);
    }

    /// <summary>The same colours from last to first, named with <c>_r</c> behind (or without it, when it is there already).</summary>
    public Colormap Reversed()
    {
        var reversed = (uint[])_colors.Clone();
        Array.Reverse(reversed);
        var name = Name.EndsWith(Colormaps.ReversedSuffix, StringComparison.Ordinal)
            ? Name[..^Colormaps.ReversedSuffix.Length]
            : Name + Colormaps.ReversedSuffix;
        return new Colormap(name, Title + ", reversed", Kind, reversed, Source, Licence);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
