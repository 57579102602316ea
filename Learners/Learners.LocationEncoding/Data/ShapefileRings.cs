using System.Buffers.Binary;

namespace Learners.LocationEncoding.Data;

/// <summary>Reads the rings of a polygon shapefile.</summary>
/// <remarks>
/// ESRI Shapefile Technical Description, July 1998. Only rings are read, not which ring is a hole of which: Natural Earth's files hold
/// rings that touch themselves and islands in lakes, which readers that build valid polygons reject or repair by guessing.
/// </remarks>
public static class ShapefileRings
{
    private const int FileCode = 9994;
    private const int PolygonType = 5;
    private const int HeaderLength = 100;
    private const int PartsOffset = 44;

    /// <summary>Reads all rings; first and last point of a ring are the same.</summary>
    /// <param name="path">The file with the extension shp; its companions are not needed.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not a shapefile of polygons, or it is damaged.</exception>
    public static IReadOnlyList<(double X, double Y)[]> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"there is no shapefile {path}", path);
        }

        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        if (file.Length < HeaderLength
            || BinaryPrimitives.ReadInt32BigEndian(file) != FileCode
            || BinaryPrimitives.ReadInt32LittleEndian(file[32..]) != PolygonType)
        {
            throw new InvalidDataException($"{path} is not a shapefile of polygons");
        }

        try
        {
            var rings = new List<(double X, double Y)[]>();
            for (var at = HeaderLength; at < file.Length;)
            {
                var length = 2 * BinaryPrimitives.ReadInt32BigEndian(file[(at + 4)..]);
                ReadPolygon(file.Slice(at + 8, length), rings);
                at += 8 + length;
            }

            return rings;
        }
        catch (ArgumentOutOfRangeException fault)
        {
            throw new InvalidDataException($"{path} is damaged: a record reaches beyond the end", fault);
        }
    }

    private static void ReadPolygon(ReadOnlySpan<byte> record, List<(double X, double Y)[]> rings)
    {
        if (BinaryPrimitives.ReadInt32LittleEndian(record) != PolygonType)
        {
            return; // a null shape
        }

        var parts = BinaryPrimitives.ReadInt32LittleEndian(record[36..]);
        var points = BinaryPrimitives.ReadInt32LittleEndian(record[40..]);
        var coordinates = record[(PartsOffset + 4 * parts)..];
        for (var part = 0; part < parts; part++)
        {
            var first = BinaryPrimitives.ReadInt32LittleEndian(record[(PartsOffset + 4 * part)..]);
            var end = part + 1 < parts ? BinaryPrimitives.ReadInt32LittleEndian(record[(PartsOffset + 4 * (part + 1))..]) : points;
            var ring = new (double X, double Y)[end - first];
            for (var i = 0; i < ring.Length; i++)
            {
                var point = coordinates.Slice(16 * (first + i), 16);
                ring[i] = (BinaryPrimitives.ReadDoubleLittleEndian(point), BinaryPrimitives.ReadDoubleLittleEndian(point[8..]));
            }

            rings.Add(ring);
        }
    }
}
