using System.Buffers;
using GeoCore.Imaging;
using SkiaSharp;

namespace GeoCore.Skia;

/// <summary>Writes JPEG through libjpeg-turbo in Skia; what is transparent lies on white.</summary>
public sealed class JpegEncoder : IImageEncoder
{
    private const int LongestEdge = 65500;

    private readonly SKJpegEncoderOptions _options;

    /// <summary>Creates an encoder.</summary>
    /// <param name="quality">0 to 100.</param>
    public JpegEncoder(int quality)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)quality, 100u, nameof(quality));
        _options = new SKJpegEncoderOptions(quality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore);
    }

    /// <summary>Quality 80.</summary>
    public static JpegEncoder Photograph { get; } = new(80);

    /// <inheritdoc/>
    public string MediaType => "image/jpeg";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The lengths do not fit, or an edge is above 65,500 pixels, which JPEG cannot hold.</exception>
    public byte[] Encode(ReadOnlySpan<uint> pixels, int width, int height)
    {
        var opaque = ArrayPool<uint>.Shared.Rent(pixels.Length);
        try
        {
            var target = opaque.AsSpan(0, pixels.Length);
            for (var i = 0; i < pixels.Length; i++)
                target[i] = Opaque(pixels[i]);
            return SkiaPixels.Encode(target, width, height, LongestEdge, SKAlphaType.Opaque, pixmap => pixmap.Encode(_options));
        }
        finally
        {
            ArrayPool<uint>.Shared.Return(opaque);
        }
    }

    private static uint Opaque(uint color)
    {
        var alpha = color >> 24;
        if (alpha == 255)
            return color;
        return 0xFF000000 | OnWhite.Blend(color & 255, alpha) | (OnWhite.Blend((color >> 8) & 255, alpha) << 8) | (OnWhite.Blend((color >> 16) & 255, alpha) << 16);
    }
}
