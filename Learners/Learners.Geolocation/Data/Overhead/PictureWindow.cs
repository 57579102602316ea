using GeoCore.Imaging;

namespace Learners.Geolocation.Data.Overhead;

/// <summary>Parts of pictures.</summary>
internal static class PictureWindow
{
    /// <summary>Copies a part.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="left">Pixels.</param>
    /// <param name="top">Pixels.</param>
    /// <param name="width">Pixels; the part lies in the picture.</param>
    /// <param name="height">Pixels.</param>
    internal static Picture Of(Picture picture, int left, int top, int width, int height)
    {
        var pixels = new byte[width * height * Picture.Channels];
        for (var y = 0; y < height; y++)
        {
            picture.Row(top + y).Slice(left * Picture.Channels, width * Picture.Channels).CopyTo(pixels.AsSpan(y * width * Picture.Channels));
        }

        return new Picture(width, height, pixels);
    }
}
