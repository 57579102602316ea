using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace GeoCore.Imaging;

/// <summary>Transparent tiles (white, in formats without transparency), encoded once per format and size.</summary>
public static class BlankTile
{
    private const int SmallestKept = 64;
    private const int LargestKept = 4096;

    private static readonly ConditionalWeakTable<IImageEncoder, ConcurrentDictionary<int, byte[]>> s_kept = [];

    /// <summary>A blank picture.</summary>
    /// <param name="encoder">Format.</param>
    /// <param name="width">Pixels of a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <returns>Encoded bytes, shared for the sizes of tiles: read only.</returns>
    public static byte[] Of(IImageEncoder encoder, int width, int height)
    {
        // any size may be asked for, so only squares of the usual sizes are kept
        var isKept = width == height && BitOperations.IsPow2(width) && width is >= SmallestKept and <= LargestKept;
        return isKept
            ? s_kept.GetOrCreateValue(encoder).GetOrAdd(width, (edge, format) => Encode(format, edge, edge), encoder)
            : Encode(encoder, width, height);
    }

    private static byte[] Encode(IImageEncoder encoder, int width, int height) =>
        encoder is PngEncoder
            ? PngEncoder.EncodeSolid(PackedColor.Transparent, width, height)
            : encoder.Encode(new uint[checked(width * height)], width, height);
}
