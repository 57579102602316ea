using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;
using TileServer.Http;

namespace TileServer.Statistics;

/// <summary>The <c>bbox</c> parameter: west, south, east, north in degrees; west is greater than east across the antimeridian (RFC 7946, section 5.2).</summary>
internal static class BoundingBox
{
    private const string Expected = "west,south,east,north in degrees, with south < north";

    /// <summary>Reads it; east may then be beyond 180. Null where it is not given, or at fault.</summary>
    internal static Envelope? Read(Query query)
    {
        if (query.Text("bbox") is not { } text)
            return null;
        var words = text.Split(',');
        var numbers = new double[4];
        var isGood = words.Length == 4;
        for (var i = 0; isGood && i < 4; i++)
            isGood = double.TryParse(words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) && Math.Abs(numbers[i]) <= (i % 2 == 0 ? 180 : 90);
        if (!isGood || !(numbers[1] < numbers[3]) || numbers[0] == numbers[2])
        {
            query.Fault("bbox", text, Expected);
            return null;
        }

        return new Envelope(numbers[0], numbers[2] > numbers[0] ? numbers[2] : numbers[2] + 360, numbers[1], numbers[3]);
    }

    /// <summary>A box as a polygon.</summary>
    internal static byte[] GeoJsonOf(Envelope box)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "Polygon");
            writer.WriteStartArray("coordinates");
            writer.WriteStartArray();
            foreach (var (x, y) in new[] { (box.MinX, box.MinY), (box.MaxX, box.MinY), (box.MaxX, box.MaxY), (box.MinX, box.MaxY), (box.MinX, box.MinY) })
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(x);
                writer.WriteNumberValue(y);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
