namespace GeoCore.Imaging;

/// <summary>How large a picture may be that is read. Its header is looked at before any pixel is decoded.</summary>
public sealed record PictureLimits
{
    /// <summary>32 MiB, 50 million pixels, 30,000 a side.</summary>
    public static PictureLimits Default { get; } = new();

    /// <summary>Bytes of the file.</summary>
    public int MaximumBytes { get; init; } = 32 << 20;

    /// <summary>Width times height, in pixels of the file: this bounds what a small file can unfold to.</summary>
    public long MaximumPixels { get; init; } = 50_000_000;

    /// <summary>Width or height, pixels.</summary>
    public int MaximumSide { get; init; } = 30_000;

    /// <summary>A shorter side that is enough, pixels: larger pictures are decoded scaled down to no less where their format can do that
    /// (JPEG by eighths), which is faster and takes less memory. 0 decodes every pixel.</summary>
    public int SufficientSide { get; init; }

    /// <summary>Refuses a size.</summary>
    /// <exception cref="PictureException">The size is beyond a limit; the message names it.</exception>
    public void Check(int width, int height)
    {
        if (width < 1 || height < 1)
            throw new PictureException($"A picture of {width} × {height} pixels has none.");
        if (Math.Max(width, height) > MaximumSide)
            throw new PictureException($"The picture has {width} × {height} pixels; a side of at most {MaximumSide} is read.");
        if ((long)width * height > MaximumPixels)
            throw new PictureException($"The picture has {width} × {height} pixels; at most {MaximumPixels} in all are read.");
    }
}
