using GeoCore.Imaging;
using GeoCore.Imaging.Metadata;
using SkiaSharp;

namespace GeoCore.Skia;

/// <summary>Decodes JPEG, PNG and WebP through Skia, within limits that are checked against the header, and turns the picture as its Exif block says.</summary>
/// <remarks>Memory: 7 bytes for each decoded pixel and the file, besides what the codec itself needs (6 bytes a pixel for a progressive JPEG).
/// Colour profiles are ignored, as the usual preparation of published networks does.</remarks>
public sealed class PictureReader : IPictureReader
{
    private const int ChunkLength = 1 << 16;

    private PictureReader()
    {
    }

    /// <summary>The reader.</summary>
    public static PictureReader Instance { get; } = new();

    /// <inheritdoc/>
    public Picture Read(ReadOnlySpan<byte> content, PictureLimits? limits = null)
    {
        limits ??= PictureLimits.Default;
        if (content.IsEmpty)
            throw new PictureException("The picture is empty.");
        if (content.Length > limits.MaximumBytes)
            throw TooLong(limits);
        if (PictureKinds.Of(content) == PictureKind.Unknown)
            throw new PictureException("The file is no JPEG, PNG or WebP picture.");
        using var data = SKData.CreateCopy(content);
        using var codec = SKCodec.Create(data) ?? throw new PictureException("The picture is damaged or cut off: its header cannot be read.");
        limits.Check(codec.Info.Width, codec.Info.Height);
        var (width, height) = SizeOf(codec, limits.SufficientSide);
        var pixels = Decode(codec, width, height);
        return Orientation.Upright(pixels, width, height, Exif.Read(content).Orientation);
    }

    /// <summary>Reads a stream to its end and decodes it.</summary>
    /// <param name="stream">Content of a file; at most the allowed number of bytes and one are read.</param>
    /// <param name="limits">Null for <see cref="PictureLimits.Default"/>.</param>
    /// <param name="cancellationToken">Looked at between reads.</param>
    /// <exception cref="PictureException">As for bytes.</exception>
    public async Task<Picture> ReadAsync(Stream stream, PictureLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= PictureLimits.Default;
        using var content = new MemoryStream();
        var chunk = new byte[ChunkLength];
        int count;
        while ((count = await stream.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (content.Length + count > limits.MaximumBytes)
                throw TooLong(limits);
            content.Write(chunk, 0, count);
        }

        return Read(content.GetBuffer().AsSpan(0, (int)content.Length), limits);
    }

    private static PictureException TooLong(PictureLimits limits) => new($"The picture's file is longer than the {limits.MaximumBytes} bytes that are read.");

    /// <summary>The smallest size that the codec can decode to and that is large enough.</summary>
    private static (int Width, int Height) SizeOf(SKCodec codec, int sufficientSide)
    {
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var shorter = Math.Min(width, height);
        if (sufficientSide < 1 || shorter <= sufficientSide)
            return (width, height);
        for (var eighths = 1; eighths < 8; eighths++)
        {
            var scaled = codec.GetScaledDimensions(eighths / 8f);
            if (Math.Min(scaled.Width, scaled.Height) >= sufficientSide)
                return (scaled.Width, scaled.Height);
        }

        return (width, height);
    }

    private static unsafe byte[] Decode(SKCodec codec, int width, int height)
    {
        var count = width * height;
        var packed = GC.AllocateUninitializedArray<uint>(count);
        SKCodecResult result;
        fixed (uint* address = packed)
        {
            result = codec.GetPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul), (nint)address);
        }

        if (result == SKCodecResult.IncompleteInput)
            throw new PictureException("The picture is cut off: its file ends before its last row.");
        if (result != SKCodecResult.Success)
            throw new PictureException($"The picture is damaged: it cannot be decoded ({result}).");
        return OnWhite.Of(packed);
    }
}
