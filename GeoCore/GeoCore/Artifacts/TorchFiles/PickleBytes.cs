using System.Buffers.Binary;

namespace GeoCore.Artifacts.TorchFiles;

/// <summary>The bytes of a pickle, read from the front.</summary>
/// <param name="content">All of them.</param>
/// <param name="where">For messages.</param>
internal sealed class PickleBytes(byte[] content, string where)
{
    private int _at;

    /// <summary>The next byte.</summary>
    internal byte Byte() => Next(1)[0];

    /// <summary>A little-endian number without a sign, of 1 to 8 bytes.</summary>
    internal long Number(int size)
    {
        var bytes = Next(size);
        var value = 0UL;
        for (var i = size - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return (long)value;
    }

    /// <summary>A little-endian number in two's complement.</summary>
    internal long Signed(int size)
    {
        if (size > sizeof(long))
            throw new ArtifactException($"{where} has a number of {size} bytes.");
        if (size == 0)
            return 0;
        var shift = 64 - (8 * size);
        return Number(size) << shift >> shift;
    }

    /// <summary>A big-endian number of double precision.</summary>
    internal double Real() => BinaryPrimitives.ReadDoubleBigEndian(Next(sizeof(double)));

    /// <summary>UTF-8 text.</summary>
    internal string Text(int length) => System.Text.Encoding.UTF8.GetString(Next(length));

    /// <summary>Text up to the end of a line.</summary>
    internal string Line()
    {
        var length = content.AsSpan(_at).IndexOf((byte)'\n');
        var text = Text(length < 0 ? content.Length : length);
        _at++;
        return text;
    }

    private ReadOnlySpan<byte> Next(int count)
    {
        if (count < 0 || count > content.Length - _at)
            throw new ArtifactException($"{where} ends early.");
        _at += count;
        return content.AsSpan(_at - count, count);
    }
}
