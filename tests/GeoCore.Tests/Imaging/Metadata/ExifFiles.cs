using System.Buffers.Binary;
using GeoCore.Imaging;

namespace GeoCore.Tests.Imaging.Metadata;

/// <summary>Exif blocks written by hand, and picture files with such a block.</summary>
internal static class ExifFiles
{
    /// <summary>A block with an orientation and, where given, a place in degrees, minutes and seconds.</summary>
    public static byte[] Block(int orientation, (uint[] Latitude, char North, uint[] Longitude, char East)? place = null, bool isLittleEndian = true)
    {
        var block = new byte[200];
        (isLittleEndian ? "II*\0"u8 : "MM\0*"u8).CopyTo(block);
        Write32(4, 8);
        Write16(8, 2);
        Entry(10, 0x0112, 3, 1);
        Write16(18, orientation);
        Entry(22, 0x8825, 4, 1);
        Write32(30, place is null ? 0u : 40);
        if (place is not { } at)
            return block;
        Write16(40, 4);
        Entry(42, 1, 2, 2);
        block[50] = (byte)at.North;
        Entry(54, 2, 5, 3);
        Write32(62, 100);
        Entry(66, 3, 2, 2);
        block[74] = (byte)at.East;
        Entry(78, 4, 5, 3);
        Write32(86, 130);
        for (var i = 0; i < 3; i++)
        {
            Write32(100 + (8 * i), at.Latitude[i]);
            Write32(104 + (8 * i), i == 2 ? 100u : 1);
            Write32(130 + (8 * i), at.Longitude[i]);
            Write32(134 + (8 * i), i == 2 ? 100u : 1);
        }

        return block;

        void Entry(int offset, int tag, int type, uint count)
        {
            Write16(offset, tag);
            Write16(offset + 2, type);
            Write32(offset + 4, count);
        }

        void Write16(int offset, int value)
        {
            if (isLittleEndian)
                BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(offset), (ushort)value);
            else
                BinaryPrimitives.WriteUInt16BigEndian(block.AsSpan(offset), (ushort)value);
        }

        void Write32(int offset, uint value)
        {
            if (isLittleEndian)
                BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(offset), value);
            else
                BinaryPrimitives.WriteUInt32BigEndian(block.AsSpan(offset), value);
        }
    }

    /// <summary>A JPEG file with the block behind its first marker.</summary>
    public static byte[] InJpeg(byte[] jpeg, byte[] block)
    {
        var segment = new byte[4 + 6 + block.Length];
        (segment[0], segment[1]) = (0xFF, 0xE1);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(segment.Length - 2));
        "Exif\0\0"u8.CopyTo(segment.AsSpan(4));
        block.CopyTo(segment, 10);
        return [.. jpeg[..2], .. segment, .. jpeg[2..]];
    }

    /// <summary>A PNG file with the block behind its header.</summary>
    public static byte[] InPng(byte[] png, byte[] block)
    {
        const int afterHeader = 8 + 25;
        return [.. png[..afterHeader], .. PngChunk("eXIf"u8, block), .. png[afterHeader..]];
    }

    /// <summary>A chunk of a PNG file.</summary>
    public static byte[] PngChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        var chunk = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        type.CopyTo(chunk.AsSpan(4));
        content.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), Crc32.Append(0, chunk.AsSpan(4, 4 + content.Length)));
        return chunk;
    }

    /// <summary>An extended WebP file with the block behind its pixels.</summary>
    public static byte[] InWebp(byte[] webp, byte[] block, int width, int height)
    {
        var extended = new byte[18];
        "VP8X"u8.CopyTo(extended);
        extended[4] = 10;
        extended[8] = 8; // an Exif block follows
        BinaryPrimitives.WriteUInt16LittleEndian(extended.AsSpan(12), (ushort)(width - 1));
        BinaryPrimitives.WriteUInt16LittleEndian(extended.AsSpan(15), (ushort)(height - 1));
        byte[] size = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, block.Length);
        byte[] file = [.. webp[..12], .. extended, .. webp[12..], .. "EXIF"u8, .. size, .. block];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        return file;
    }
}
