namespace GeoCore.Raster;

/// <summary>Some pixels of a square.</summary>
/// <param name="Left">First column.</param>
/// <param name="Top">First row.</param>
/// <param name="Right">Column after the last.</param>
/// <param name="Bottom">Row after the last.</param>
internal readonly record struct SquarePart(int Left, int Top, int Right, int Bottom)
{
    /// <summary>Number of pixels.</summary>
    internal int Count => Math.Max(0, Right - Left) * Math.Max(0, Bottom - Top);

    /// <summary>One of the four quarters, some of which may be empty.</summary>
    internal SquarePart Quarter(int index)
    {
        int x = (Left + Right + 1) / 2, y = (Top + Bottom + 1) / 2;
        return new SquarePart(index % 2 == 0 ? Left : x, index < 2 ? Top : y, index % 2 == 0 ? x : Right, index < 2 ? y : Bottom);
    }
}
