using System.Text;

namespace TileServer.Tests.Predictions;

/// <summary>The geometry of a vector tile as it is in the file, read by the rules of the specification and not by our writer's code.</summary>
internal sealed class RawTile
{
    public Dictionary<string, RawLayer> Layers { get; } = [];

    public static RawTile Read(byte[] bytes)
    {
        var tile = new RawTile();
        foreach (var (field, layer, _) in Fields(bytes))
        {
            Assert.Equal(3, field);
            var read = RawLayer.Read(layer);
            tile.Layers.Add(read.Name, read);
        }

        return tile;
    }

    public static long TwiceArea(IReadOnlyList<(int X, int Y)> ring) =>
        Enumerable.Range(0, ring.Count).Sum(i => ((long)ring[i].X * ring[(i + 1) % ring.Count].Y) - ((long)ring[(i + 1) % ring.Count].X * ring[i].Y));

    private static List<(int Field, byte[] Bytes, ulong Number)> Fields(byte[] message)
    {
        var fields = new List<(int, byte[], ulong)>();
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    fields.Add(((int)(tag >> 3), [], Varint(message, ref at)));
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    fields.Add(((int)(tag >> 3), message[at..(at + length)], 0));
                    at += length;
                    break;
                default:
                    Assert.Fail($"wire type {tag & 7}");
                    break;
            }
        }

        return fields;
    }

    private static ulong Varint(byte[] bytes, ref int at)
    {
        ulong number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[at++];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return number;
        }
    }

    internal sealed record RawLayer(string Name, int Extent, List<RawFeature> Features)
    {
        internal static RawLayer Read(byte[] message)
        {
            var fields = Fields(message);
            Assert.Contains(fields, field => field is { Field: 15, Number: 2 });
            return new RawLayer(
                Encoding.UTF8.GetString(fields.Single(field => field.Field == 1).Bytes), (int)fields.Single(field => field.Field == 5).Number,
                [.. fields.Where(field => field.Field == 2).Select(field => RawFeature.Read(field.Bytes))]);
        }
    }

    internal sealed record RawFeature(ulong Id, int Kind, List<List<(int X, int Y)>> Rings)
    {
        internal static RawFeature Read(byte[] message)
        {
            var fields = Fields(message);
            var rings = new List<List<(int, int)>>();
            var geometry = fields.Single(field => field.Field == 4).Bytes;
            int x = 0, y = 0;
            for (var at = 0; at < geometry.Length;)
            {
                var command = Varint(geometry, ref at);
                for (var i = 0; (command & 7) != 7 && i < (int)(command >> 3); i++)
                {
                    (x, y) = (x + Delta(geometry, ref at), y + Delta(geometry, ref at));
                    if ((command & 7) == 1)
                        rings.Add([]);
                    rings[^1].Add((x, y));
                }
            }

            return new RawFeature(fields.Single(field => field.Field == 1).Number, (int)fields.Single(field => field.Field == 3).Number, rings);
        }

        private static int Delta(byte[] bytes, ref int at)
        {
            var number = Varint(bytes, ref at);
            return (int)(number >> 1) ^ -(int)(number & 1);
        }
    }
}
