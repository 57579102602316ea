using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Learners.Geolocation.Data.Photographs;

/// <summary>The files inside a Qt resource file (<c>.rcc</c>).</summary>
/// <remarks>
/// Layout of versions 1 to 3, all numbers big-endian: "qres", version, offsets of the tree, the data and the names; nodes of 14 bytes, from version 2 on of 22; flag 1 is zlib, 2 a folder, 4 zstd.
/// </remarks>
internal sealed class QtResourceFile
{
    private const int Compressed = 1;
    private const int Folder = 2;
    private const int Zstandard = 4;
    private const int MostNodes = 100_000;
    private const int MostBytes = 64 << 20;

    private readonly byte[] _content;
    private readonly Dictionary<string, (int Flags, int Offset)> _files = new(StringComparer.Ordinal);

    /// <summary>Reads the directory.</summary>
    /// <param name="content">The whole file.</param>
    /// <exception cref="InvalidDataException">It is no such file; the message says why.</exception>
    internal QtResourceFile(byte[] content)
    {
        _content = content;
        if (content.Length < 20 || !content.AsSpan(0, 4).SequenceEqual("qres"u8))
        {
            throw new InvalidDataException("it does not begin as a Qt resource file");
        }

        var (version, tree, data, names) = (Number(4), Number(8), Number(12), Number(16));
        if (version is < 1 or > 3)
        {
            throw new InvalidDataException($"it is a Qt resource file of version {version}, not 1 to 3");
        }

        var nodeSize = version == 1 ? 14 : 22;
        var open = new Stack<(int Node, string Path)>([(0, string.Empty)]);
        var visited = 0;
        while (open.TryPop(out var entry))
        {
            if (++visited > MostNodes)
            {
                throw new InvalidDataException("its folders do not end");
            }

            var at = Within(tree + (long)entry.Node * nodeSize);
            var flags = Short(at + 4);
            // the root has no name
            var path = entry.Node == 0 ? string.Empty : $"{entry.Path}{(entry.Path.Length > 0 ? "/" : string.Empty)}{Name(Within(names + (long)Number(at)))}";
            if ((flags & Folder) == 0)
            {
                _files[path] = (flags, Within(data + (long)Number(at + 10)));
                continue;
            }

            var (children, first) = (Number(at + 6), Number(at + 10));
            for (var child = 0; child < Math.Min(children, MostNodes); child++)
            {
                open.Push((first + child, path));
            }
        }
    }

    /// <summary>Paths of the files, joined by slashes, without one at the beginning.</summary>
    internal IReadOnlyCollection<string> Paths => _files.Keys;

    /// <summary>The content of a file.</summary>
    /// <exception cref="FileNotFoundException">There is none of that path.</exception>
    /// <exception cref="InvalidDataException">It is cut short, or compressed by zstd.</exception>
    internal byte[] Read(string path)
    {
        if (!_files.TryGetValue(path, out var file))
        {
            throw new FileNotFoundException($"there is no {path} in the Qt resource file", path);
        }

        var length = Number(file.Offset);
        var from = file.Offset + 4;
        if (length < 0 || length > _content.Length - from)
        {
            throw new InvalidDataException($"{path} ends behind the Qt resource file");
        }

        if ((file.Flags & Zstandard) != 0)
        {
            throw new InvalidDataException($"{path} is compressed by zstd, which is not read");
        }

        return (file.Flags & Compressed) == 0 ? _content[from..(from + length)] : Inflate(path, from, length);
    }

    private byte[] Inflate(string path, int from, int length)
    {
        // four bytes tell the size before
        var size = length >= 4 ? Number(from) : -1;
        if (size is < 0 or > MostBytes)
        {
            throw new InvalidDataException($"{path} does not tell its size, or more than {MostBytes} bytes");
        }

        using var stream = new ZLibStream(new MemoryStream(_content, from + 4, length - 4), CompressionMode.Decompress);
        var result = new byte[size];
        var read = stream.ReadAtLeast(result, size, throwOnEndOfStream: false);
        return read == size ? result : throw new InvalidDataException($"{path} has {read} bytes, not {size}");
    }

    private string Name(int at)
    {
        var length = Short(at);
        Within(at + 6 + 2L * length);
        return Encoding.BigEndianUnicode.GetString(_content, at + 6, 2 * length);
    }

    private int Number(int at) => BinaryPrimitives.ReadInt32BigEndian(_content.AsSpan(Within(at + 4L) - 4));

    private int Short(int at) => BinaryPrimitives.ReadUInt16BigEndian(_content.AsSpan(Within(at + 2L) - 2));

    private int Within(long at) => at >= 0 && at <= _content.Length ? (int)at : throw new InvalidDataException("a part of it lies outside of the Qt resource file");
}
