namespace GeoCore.Imaging;

/// <summary>Which way a legend runs.</summary>
public enum LegendOrientation
{
    /// <summary>Small values below, text to the right.</summary>
    Vertical,

    /// <summary>Small values left, text below.</summary>
    Horizontal,
}

/// <summary>How a legend is drawn.</summary>
public sealed record LegendOptions
{
    /// <summary>Shortest edge of a legend.</summary>
    public const int SmallestEdge = 16;

    /// <summary>Longest edge of a legend.</summary>
    public const int LargestEdge = 4096;

    /// <summary>Which way the ramp or the list runs.</summary>
    public LegendOrientation Orientation { get; init; }

    /// <summary>Pixels from left to right, 16 to 4096; null takes what the text needs.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels from top to bottom, 16 to 4096; null takes what the text needs.</summary>
    public int? Height { get; init; }

    /// <summary>Size of text and swatches, 1 to 4; 1 is for 96 dots an inch.</summary>
    public int Scale { get; init; } = 1;

    /// <summary>Heading, for example the quantity with its unit; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>About how many ticks a ramp has, 0 to 50.</summary>
    public int Ticks { get; init; } = 5;

    /// <summary>Packed colour of text and ticks.</summary>
    public uint TextColor { get; init; } = 0xFF222222;

    /// <summary>Packed colour behind everything; transparent pixels of the ramp show it, too.</summary>
    public uint Background { get; init; } = 0xFFFFFFFF;

    internal LegendOptions Checked()
    {
        Check(Width, SmallestEdge, LargestEdge, nameof(Width));
        Check(Height, SmallestEdge, LargestEdge, nameof(Height));
        Check(Scale, 1, 4, nameof(Scale));
        Check(Ticks, 0, 50, nameof(Ticks));
        return this;
    }

    private static void Check(int? value, int smallest, int largest, string name)
    {
        if (value < smallest || value > largest)
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {smallest} to {largest}.");
    }
}
