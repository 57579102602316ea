using GeoCore.Imaging;

namespace GeoCore.Skia;

/// <summary>Turns and mirrors stored pixels as an Exif orientation says.</summary>
/// <remarks>Values 5 to 8 exchange rows and columns (CIPA DC-008, section 4.6.4).</remarks>
internal static class Orientation
{
    /// <summary>The upright picture.</summary>
    /// <param name="pixels">Stored pixels; kept where nothing is to be turned.</param>
    /// <param name="width">Stored pixels of a row.</param>
    /// <param name="height">Stored rows.</param>
    /// <param name="orientation">1 to 8.</param>
    internal static Picture Upright(byte[] pixels, int width, int height, int orientation)
    {
        if (orientation == 1)
            return new Picture(width, height, pixels);
        var isExchanged = orientation >= 5;
        var (uprightWidth, uprightHeight) = isExchanged ? (height, width) : (width, height);
        // where the stored picture is to be read from the right or from below
        var fromRight = orientation is 2 or 3 or 7 or 8;
        var fromBelow = orientation is 3 or 4 or 6 or 7;
        var upright = new byte[pixels.Length];
        var at = 0;
        for (var y = 0; y < uprightHeight; y++)
        {
            for (var x = 0; x < uprightWidth; x++, at += Picture.Channels)
            {
                var (column, row) = isExchanged ? (y, x) : (x, y);
                column = fromRight ? width - 1 - column : column;
                row = fromBelow ? height - 1 - row : row;
                pixels.AsSpan(((row * width) + column) * Picture.Channels, Picture.Channels).CopyTo(upright.AsSpan(at));
            }
        }

        return new Picture(uprightWidth, uprightHeight, upright);
    }
}
