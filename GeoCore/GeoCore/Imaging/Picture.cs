namespace GeoCore.Imaging;

/// <summary>A decoded picture: red, green and blue bytes of every pixel, row 0 on top, upright. Immutable.</summary>
public sealed class Picture
{
    /// <summary>Bytes of a pixel.</summary>
    public const int Channels = 3;

    private readonly byte[] _pixels;

    /// <summary>Takes pixels without copying them; the caller changes them no more.</summary>
    /// <param name="width">Pixels of a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">Red, green, blue of each pixel, row by row from the top: 3 · width · height bytes.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public Picture(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (width < 1 || height < 1 || pixels.Length != (long)width * height * Channels)
            throw new ArgumentException($"A picture of {width} × {height} pixels has not {pixels.Length} bytes.", nameof(pixels));
        (Width, Height, _pixels) = (width, height, pixels);
    }

    /// <summary>Pixels of a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Red, green, blue of each pixel, row by row from the top.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>A picture of packed colours, such as tiles are made of; what is transparent lies on white.</summary>
    /// <param name="pixels">Packed as <see cref="PackedColor"/> says, row by row from the top.</param>
    /// <param name="width">Pixels of a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static Picture FromPacked(ReadOnlySpan<uint> pixels, int width, int height)
    {
        var bytes = new byte[(long)pixels.Length * Channels];
        for (var i = 0; i < pixels.Length; i++)
        {
            var alpha = PackedColor.Alpha(pixels[i]);
            bytes[Channels * i] = OnWhite(PackedColor.Red(pixels[i]), alpha);
            bytes[(Channels * i) + 1] = OnWhite(PackedColor.Green(pixels[i]), alpha);
            bytes[(Channels * i) + 2] = OnWhite(PackedColor.Blue(pixels[i]), alpha);
        }

        return new Picture(width, height, bytes);
    }

    /// <summary>The bytes of a row.</summary>
    /// <param name="y">0 at the top.</param>
    public ReadOnlySpan<byte> Row(int y) => _pixels.AsSpan(y * Width * Channels, Width * Channels);

    /// <summary>The picture as packed, opaque colours, as encoders take them.</summary>
    public uint[] ToPacked()
    {
        var packed = new uint[_pixels.Length / Channels];
        for (var i = 0; i < packed.Length; i++)
        {
            packed[i] = PackedColor.Pack(_pixels[Channels * i], _pixels[(Channels * i) + 1], _pixels[(Channels * i) + 2], 255);
        }

        return packed;
    }

    private static byte OnWhite(int channel, int alpha) => alpha == 255 ? (byte)channel : (byte)(((channel * alpha) + (255 * (255 - alpha)) + 127) / 255);
}
