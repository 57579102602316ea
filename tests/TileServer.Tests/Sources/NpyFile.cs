using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace TileServer.Tests.Sources;

/// <summary>An NPY file, read by the rules of NumPy enhancement proposal 1 and not by our encoder's code.</summary>
internal sealed partial class NpyFile
{
    private readonly byte[] _data;

    public NpyFile(ReadOnlySpan<byte> file)
    {
        Assert.True(file[0] == 0x93 && file[1..6].SequenceEqual("NUMPY"u8), "no NPY file");
        var headerLength = file[8] | (file[9] << 8);
        var header = Encoding.ASCII.GetString(file.Slice(10, headerLength));
        Type = TypePattern().Match(header).Groups[1].Value;
        Shape = [.. ShapePattern().Match(header).Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(edge => int.Parse(edge, CultureInfo.InvariantCulture))];
        _data = file[(10 + headerLength)..].ToArray();
    }

    public string Type { get; }

    public IReadOnlyList<int> Shape { get; }

    public T[] Plane<T>(int plane)
        where T : unmanaged
    {
        var length = Shape[1] * Shape[2];
        return MemoryMarshal.Cast<byte, T>(_data.AsSpan()).Slice(plane * length, length).ToArray();
    }

    [GeneratedRegex("'descr': '([^']+)'")]
    private static partial Regex TypePattern();

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex ShapePattern();
}
