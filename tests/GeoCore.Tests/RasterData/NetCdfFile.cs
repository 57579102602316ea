using System.Buffers.Binary;

namespace GeoCore.Tests.RasterData;

/// <summary>Writes NetCDF classic files with variables of doubles, an attribute each, for tests of the reader.</summary>
internal static class NetCdfFile
{
    public static byte[] Create(byte version, params (string Name, double[] Values, string[] Dimensions)[] variables)
    {
        var lengths = variables.Where(variable => variable.Dimensions is [var only] && only == variable.Name)
            .ToDictionary(variable => variable.Name, variable => variable.Values.Length);
        var begin = Header(0).Length;
        return [.. Header(begin), .. variables.SelectMany(variable => variable.Values.SelectMany(Bytes))];

        byte[] Header(int dataBegin)
        {
            var bytes = new List<byte> { (byte)'C', (byte)'D', (byte)'F', version };
            Add(bytes, 0, 10, lengths.Count);
            foreach (var (name, length) in lengths)
            {
                Add(bytes, name);
                Add(bytes, length);
            }

            Add(bytes, 0, 0, 11, variables.Length);
            foreach (var (name, values, dimensions) in variables)
            {
                Add(bytes, name);
                Add(bytes, [dimensions.Length, .. dimensions.Select(dimension => lengths.Keys.ToList().IndexOf(dimension)), 12, 1]);
                Add(bytes, "units");
                Add(bytes, 2, 3);
                bytes.AddRange([(byte)'k', (byte)'m', (byte)'s', 0]);
                Add(bytes, 6, values.Length * 8);
                if (version == 2)
                    Add(bytes, 0);
                Add(bytes, dataBegin);
                dataBegin += values.Length * 8;
            }

            return [.. bytes];
        }
    }

    private static byte[] Bytes(double value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        return bytes;
    }

    private static void Add(List<byte> bytes, string text)
    {
        Add(bytes, text.Length);
        bytes.AddRange(System.Text.Encoding.ASCII.GetBytes(text.PadRight((text.Length + 3) / 4 * 4, '\0')));
    }

    private static void Add(List<byte> bytes, params int[] values)
    {
        foreach (var value in values)
        {
            var four = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(four, value);
            bytes.AddRange(four);
        }
    }
}
