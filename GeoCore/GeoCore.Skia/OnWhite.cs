namespace GeoCore.Skia;

/// <summary>Takes the alpha away from pixels: what is transparent lies on white.</summary>
internal static class OnWhite
{
    /// <summary>One channel.</summary>
    internal static uint Blend(uint channel, uint alpha) => ((channel * alpha) + (255 * (255 - alpha)) + 127) / 255;

    /// <summary>Red, green, blue of packed pixels.</summary>
    internal static byte[] Of(ReadOnlySpan<uint> pixels)
    {
        var bytes = new byte[pixels.Length * 3];
        var at = 0;
        foreach (var pixel in pixels)
        {
            var alpha = pixel >> 24;
            var (red, green, blue) = (pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255);
            if (alpha != 255)
                (red, green, blue) = (Blend(red, alpha), Blend(green, alpha), Blend(blue, alpha));
            bytes[at] = (byte)red;
            bytes[at + 1] = (byte)green;
            bytes[at + 2] = (byte)blue;
            at += 3;
        }

        return bytes;
    }
}
