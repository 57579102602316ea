using GeoCore.Imaging;
using SkiaSharp;

namespace GeoCore.Skia;

/// <summary>Writes WebP through libwebp in Skia.</summary>
public sealed class WebpEncoder : IImageEncoder
{
    private const int LongestEdge = 16383;

    private readonly SKWebpEncoderOptions _options;

    private WebpEncoder(SKWebpEncoderOptions options) => _options = options;

    /// <summary>Keeps every pixel, for colormaps and classes. The colour of fully transparent pixels is not kept.</summary>
    /// <remarks>Effort 25 of 100: about three times the time of an indexed PNG; more effort costs more than it saves.</remarks>
    public static WebpEncoder Lossless { get; } = new(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 25));

    /// <summary>Quality 80, for photographs.</summary>
    public static WebpEncoder Photograph { get; } = Lossy(80);

    /// <inheritdoc/>
    public string MediaType => "image/webp";

    /// <summary>An encoder that may change pixels.</summary>
    /// <param name="quality">0 to 100.</param>
    public static WebpEncoder Lossy(int quality)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)quality, 100u, nameof(quality));
        return new(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, quality));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The lengths do not fit, or an edge is above 16,383 pixels, which WebP cannot hold.</exception>
    public byte[] Encode(ReadOnlySpan<uint> pixels, int width, int height) =>
        SkiaPixels.Encode(pixels, width, height, LongestEdge, SKAlphaType.Unpremul, pixmap => pixmap.Encode(_options));
}
