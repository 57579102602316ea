using System.Buffers.Binary;
using System.Numerics.Tensors;

namespace GeoCore.Artifacts;

/// <summary>A file of named tensors: eight bytes that hold the header's length, a JSON header, raw little-endian numbers. Immutable.</summary>
/// <remarks>The safetensors format, version 0.5 of its description at github.com/huggingface/safetensors.</remarks>
public sealed class Safetensors
{
    /// <summary>Largest file that is read, 1 GiB.</summary>
    public const long MaximumLength = 1L << 30;

    private const int PrefixLength = 8;
    private const int Together = 512;
    private const int MaximumHeaderLength = 16 << 20;
    private readonly string _file;
    private readonly ReadOnlyMemory<byte> _data;
    private readonly Dictionary<string, TensorEntry> _entries;

    private Safetensors(string file, ReadOnlyMemory<byte> data, Dictionary<string, TensorEntry> entries, Dictionary<string, string> metadata)
    {
        _file = file;
        _data = data;
        _entries = entries;
        Metadata = metadata;
    }

    /// <summary>The tensors in no particular order.</summary>
    public IReadOnlyCollection<TensorEntry> Entries => _entries.Values;

    /// <summary>Free text by name.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="ArtifactException">The file is missing, too large or not in the format; the message names the place.</exception>
    public static Safetensors Read(string path) => Parse(ArtifactFile.Read(path, MaximumLength), Path.GetFileName(path));

    /// <summary>Reads the content of a file; the numbers are not copied.</summary>
    /// <param name="content">All bytes, not changed afterwards.</param>
    /// <param name="file">Name for messages.</param>
    /// <exception cref="ArtifactException">The content is not in the format; the message names the place.</exception>
    public static Safetensors Parse(ReadOnlyMemory<byte> content, string file)
    {
        if (content.Length < PrefixLength)
            throw new ArtifactException($"{file}: {content.Length} bytes are too few for a tensor file.");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(content.Span);
        if (length > (ulong)Math.Min(content.Length - PrefixLength, MaximumHeaderLength))
            throw new ArtifactException($"{file}: a header of {length} bytes does not fit.");
        var data = content[(PrefixLength + (int)length)..];
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var entries = SafetensorsHeader.Read(content.Slice(PrefixLength, (int)length), data.Length, file, metadata);
        return new Safetensors(file, data, entries, metadata);
    }

    /// <summary>Looks a tensor up.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArtifactException">There is none of that name.</exception>
    public TensorEntry Find(string name) =>
        _entries.TryGetValue(name, out var entry) ? entry : throw new ArtifactException($"{_file}: tensor '{name}' is missing.");

    /// <summary>The numbers of a tensor, converted to double precision, which holds every other format but large 64-bit integers exactly.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Sizes it must have; empty to take any.</param>
    /// <exception cref="ArtifactException">There is none of that name, or its shape is another.</exception>
    public double[] Doubles(string name, params ReadOnlySpan<long> shape)
    {
        var entry = Find(name, shape);
        var values = new double[entry.Count];
        TensorNumbers.Read(entry.Type, _data.Slice((int)entry.Start, (int)entry.Length).Span, values);
        return values;
    }

    /// <summary>The numbers of a tensor, converted to single precision.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Sizes it must have; empty to take any.</param>
    /// <exception cref="ArtifactException">There is none of that name, or its shape is another.</exception>
    public float[] Floats(string name, params ReadOnlySpan<long> shape)
    {
        var entry = Find(name, shape);
        var values = new float[entry.Count];
        var size = entry.Type.Size();
        Span<double> some = stackalloc double[Together];
        for (var first = 0; first < values.Length; first += Together)
        {
            var part = some[..Math.Min(Together, values.Length - first)];
            TensorNumbers.Read(entry.Type, _data.Slice((int)entry.Start + (first * size), part.Length * size).Span, part);
            TensorPrimitives.ConvertTruncating<double, float>(part, values.AsSpan(first));
        }

        return values;
    }

    private TensorEntry Find(string name, ReadOnlySpan<long> shape)
    {
        var entry = Find(name);
        return shape.Length == 0 || entry.Shape.SequenceEqual(shape.ToArray())
            ? entry
            : throw new ArtifactException($"{_file}: tensor '{name}' has shape [{string.Join(", ", entry.Shape)}] where [{string.Join(", ", shape.ToArray())}] is needed.");
    }
}
