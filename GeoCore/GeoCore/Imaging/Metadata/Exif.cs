using System.Buffers.Binary;

namespace GeoCore.Imaging.Metadata;

/// <summary>What a camera wrote beside a picture, as far as it is used here. Immutable.</summary>
/// <param name="Orientation">1 to 8: how stored rows and columns lie in the upright picture; 1 where nothing is written.</param>
/// <param name="Place">Longitude and latitude in degrees, where both are written and are a place.</param>
/// <remarks>CIPA DC-008 (Exif 2.32), sections 4.6.4 and 4.6.6. Whatever is damaged counts as not written.</remarks>
public sealed record Exif(int Orientation, (double Longitude, double Latitude)? Place)
{
    private const int OrientationTag = 0x0112;
    private const int GpsTag = 0x8825;
    private const int ShortType = 3;
    private const int LongType = 4;
    private const int RationalType = 5;
    private const int AsciiType = 2;

    /// <summary>Of a picture about which nothing is written.</summary>
    public static Exif None { get; } = new(1, null);

    /// <summary>Reads it from a JPEG, PNG or WebP file.</summary>
    /// <param name="content">Content of the file.</param>
    public static Exif Read(ReadOnlySpan<byte> content)
    {
        var block = ExifBlock.Find(content);
        if (block.Length < 8 || !TryByteOrder(block, out var isLittleEndian))
            return None;
        var reader = new Reader(block, isLittleEndian);
        var first = reader.UInt32(4);
        var orientation = reader.Entry(first, OrientationTag, ShortType, 1) is >= 0 and var at ? reader.UInt16(at) : (ushort)1;
        var gps = reader.Entry(first, GpsTag, LongType, 1) is >= 0 and var pointer ? reader.UInt32(pointer) : 0;
        return new Exif(orientation is >= 1 and <= 8 ? orientation : 1, gps > 0 ? reader.Place(gps) : null);
    }

    private static bool TryByteOrder(ReadOnlySpan<byte> block, out bool isLittleEndian)
    {
        isLittleEndian = block.StartsWith("II*\0"u8);
        return isLittleEndian || block.StartsWith("MM\0*"u8);
    }

    /// <summary>Numbers of a TIFF structure; what lies outside of it is 0 or −1.</summary>
    private readonly ref struct Reader(ReadOnlySpan<byte> block, bool isLittleEndian)
    {
        private const int EntryLength = 12;

        private readonly ReadOnlySpan<byte> _block = block;

        public ushort UInt16(long at) => at < 0 || at + 2 > _block.Length ? (ushort)0
            : isLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(_block[(int)at..]) : BinaryPrimitives.ReadUInt16BigEndian(_block[(int)at..]);

        public uint UInt32(long at) => at < 0 || at + 4 > _block.Length ? 0
            : isLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(_block[(int)at..]) : BinaryPrimitives.ReadUInt32BigEndian(_block[(int)at..]);

        /// <summary>Where the value of a tag stands, or −1.</summary>
        public long Entry(long directory, int tag, int type, int least)
        {
            var count = UInt16(directory);
            for (var i = 0; i < count; i++)
            {
                var at = directory + 2 + (i * EntryLength);
                if (at + EntryLength > _block.Length)
                    return -1;
                if (UInt16(at) != tag || UInt16(at + 2) != type || UInt32(at + 4) < least)
                    continue;
                // four bytes stand in the entry itself, more elsewhere
                var bytes = UInt32(at + 4) * (type == RationalType ? 8L : type == LongType ? 4 : type == ShortType ? 2 : 1);
                return bytes <= 4 ? at + 8 : UInt32(at + 8);
            }

            return -1;
        }

        public (double Longitude, double Latitude)? Place(long directory)
        {
            var latitude = Angle(directory, 1, 'S');
            var longitude = Angle(directory, 3, 'W');
            return latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180 ? (longitude.Value, latitude.Value) : null;
        }

        /// <summary>Degrees, minutes and seconds, and beside them the hemisphere.</summary>
        private double? Angle(long directory, int referenceTag, char negative)
        {
            var reference = Entry(directory, referenceTag, AsciiType, 1);
            var angle = Entry(directory, referenceTag + 1, RationalType, 3);
            if (reference < 0 || angle < 0 || reference >= _block.Length || angle + 24 > _block.Length)
                return null;
            var degrees = Rational(angle) + (Rational(angle + 8) / 60) + (Rational(angle + 16) / 3600);
            return double.IsFinite(degrees) ? char.ToUpperInvariant((char)_block[(int)reference]) == negative ? -degrees : degrees : null;
        }

        private double Rational(long at)
        {
            // cameras write seconds they do not know as 0/0
            var (numerator, denominator) = (UInt32(at), UInt32(at + 4));
            return numerator == 0 ? 0 : (double)numerator / denominator;
        }
    }
}
