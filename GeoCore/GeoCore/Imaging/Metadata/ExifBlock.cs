using System.Buffers.Binary;

namespace GeoCore.Imaging.Metadata;

/// <summary>Finds the Exif block in a picture's file. Damaged files have none.</summary>
/// <remarks>JPEG: marker APP1; PNG: chunk eXIf of the third edition; WebP: chunk EXIF of the extended format.</remarks>
internal static class ExifBlock
{
    private static ReadOnlySpan<byte> Prefix => "Exif\0\0"u8;

    /// <summary>The block, which begins with a TIFF header; empty where there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> content) => PictureKinds.Of(content) switch
    {
        PictureKind.Jpeg => InJpeg(content),
        PictureKind.Png => InPng(content),
        PictureKind.Webp => InWebp(content),
        _ => [],
    };

    private static ReadOnlySpan<byte> InJpeg(ReadOnlySpan<byte> content)
    {
        var at = 2;
        while (at + 4 <= content.Length && content[at] == 0xFF)
        {
            var marker = content[at + 1];
            if (marker == 0xFF)
            {
                at++; // a fill byte
                continue;
            }

            // start of scan: behind it come pixels
            var length = BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]);
            if (marker is 0xDA or 0xD9 || length < 2 || at + 2 + length > content.Length)
                return [];
            var segment = content.Slice(at + 4, length - 2);
            if (marker == 0xE1 && segment.StartsWith(Prefix))
                return segment[Prefix.Length..];
            at += 2 + length;
        }

        return [];
    }

    private static ReadOnlySpan<byte> InPng(ReadOnlySpan<byte> content)
    {
        var at = 8;
        while (at + 12 <= content.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(content[at..]);
            if (length > content.Length - at - 12)
                return [];
            if (content[(at + 4)..].StartsWith("eXIf"u8))
                return content.Slice(at + 8, (int)length);
            at += 12 + (int)length;
        }

        return [];
    }

    private static ReadOnlySpan<byte> InWebp(ReadOnlySpan<byte> content)
    {
        var at = 12;
        while (at + 8 <= content.Length)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(content[(at + 4)..]);
            if (length > content.Length - at - 8)
                return [];
            if (content[at..].StartsWith("EXIF"u8))
            {
                var block = content.Slice(at + 8, (int)length);
                return block.StartsWith(Prefix) ? block[Prefix.Length..] : block; // some writers keep JPEG's prefix
            }

            at += 8 + (int)length + (int)(length & 1);
        }

        return [];
    }
}
