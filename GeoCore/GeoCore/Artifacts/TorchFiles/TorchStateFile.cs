using System.IO.Compression;

namespace GeoCore.Artifacts.TorchFiles;

/// <summary>A file of tensors that PyTorch's <c>torch.save</c> wrote: a state dictionary, or one tensor alone. Immutable.</summary>
/// <remarks>
/// Since torch 1.6 such a file is a zip archive of stored entries: <c>data.pkl</c>, a pickle that names storages, and <c>data/KEY</c>, their raw numbers. The pickle is read by
/// <see cref="PickleReader"/>, which knows tensors and dictionaries and calls nothing; see decision 0180.
/// </remarks>
public sealed class TorchStateFile
{
    /// <summary>Name of a tensor that was saved without a dictionary.</summary>
    public const string OnlyTensor = "tensor";

    private const long MaximumPickleLength = 16 << 20;
    private const string PickleName = "data.pkl";

    private readonly string _file;
    private readonly Dictionary<string, PickledTensor> _tensors;
    private readonly Dictionary<string, byte[]> _storages;

    private TorchStateFile(string file, Dictionary<string, PickledTensor> tensors, Dictionary<string, byte[]> storages) => (_file, _tensors, _storages) = (file, tensors, storages);

    /// <summary>Names of the tensors, in the file's order; those of dictionaries within dictionaries have the names of both, with a dot between.</summary>
    public IReadOnlyCollection<string> Names => _tensors.Keys;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file, at most 1 GiB.</param>
    /// <exception cref="ArtifactException">It is missing, too large, not in the format, or its pickle asks for anything but tensors; the message is one line and names it.</exception>
    public static TorchStateFile Read(string path) => Parse(ArtifactFile.Read(path, Safetensors.MaximumLength), Path.GetFileName(path));

    /// <summary>Reads the content of a file.</summary>
    /// <param name="content">All bytes.</param>
    /// <param name="file">Name for messages.</param>
    /// <exception cref="ArtifactException">As <see cref="Read"/>.</exception>
    public static TorchStateFile Parse(byte[] content, string file)
    {
        ArgumentNullException.ThrowIfNull(content);
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            var pickle = archive.Entries.FirstOrDefault(static entry => entry.FullName == PickleName || entry.FullName.EndsWith("/" + PickleName, StringComparison.Ordinal))
                ?? throw new ArtifactException($"{file}: there is no {PickleName} in the archive, as torch.save writes it.");
            var folder = pickle.FullName[..^PickleName.Length];
            if (archive.GetEntry(folder + "byteorder") is { } order && !Stored(order, MaximumPickleLength, file).AsSpan().SequenceEqual("little"u8))
                throw new ArtifactException($"{file}: its numbers are not little-endian.");
            var tensors = PickleReader.Read(Stored(pickle, MaximumPickleLength, file), file);
            return new TorchStateFile(file, tensors, Storages(archive, folder + "data/", tensors.Values, content.Length, file));
        }
        catch (InvalidDataException fault)
        {
            throw new ArtifactException($"{file}: this is no zip archive as torch.save writes it since torch 1.6: {fault.Message}", fault);
        }
    }

    /// <summary>Sizes of a tensor, slowest first.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArtifactException">There is none of that name.</exception>
    public IReadOnlyList<long> ShapeOf(string name) => Find(name).Shape;

    /// <summary>The numbers of a tensor in single precision, the last index fastest.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Sizes it must have; empty to take any.</param>
    /// <exception cref="ArtifactException">There is none of that name, or its shape is another.</exception>
    public float[] Floats(string name, params ReadOnlySpan<long> shape)
    {
        var tensor = Find(name);
        if (shape.Length > 0 && !tensor.Shape.SequenceEqual(shape.ToArray()))
            throw new ArtifactException($"{_file}: tensor '{name}' has shape [{string.Join(", ", tensor.Shape)}] where [{string.Join(", ", shape.ToArray())}] is needed.");
        var storage = new double[tensor.Storage.Count];
        TensorNumbers.Read(tensor.Storage.Type, _storages[tensor.Storage.Key], storage);
        return [.. tensor.Positions().Select(position => (float)storage[position])];
    }

    /// <summary>All tensors, to be written by <see cref="SafetensorsWriter"/>.</summary>
    public IReadOnlyList<Tensor> Tensors() => [.. Names.Select(name => new Tensor(name, ShapeOf(name), Floats(name)))];

    private PickledTensor Find(string name) =>
        _tensors.TryGetValue(name, out var tensor) ? tensor : throw new ArtifactException($"{_file}: tensor '{name}' is missing; there are {string.Join(", ", Names.Take(8))}.");

    private static Dictionary<string, byte[]> Storages(ZipArchive archive, string folder, IEnumerable<PickledTensor> tensors, long fileLength, string file)
    {
        var storages = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var total = 0L;
        // tensors share storages; a damaged file may call the same one by two types
        foreach (var storage in tensors.Select(static tensor => tensor.Storage).Distinct())
        {
            var entry = archive.GetEntry(folder + storage.Key) ?? throw new ArtifactException($"{file}: the storage '{storage.Key}' is missing.");
            if (entry.Length != storage.Count * storage.Type.Size())
                throw new ArtifactException($"{file}: the storage '{storage.Key}' has {entry.Length} bytes where {storage.Count} numbers of {storage.Type.WireName()} are said to be.");

            if (storages.ContainsKey(storage.Key)) continue;

            // entries that lie over each other would take more memory than the file does
            total += entry.Length;
            if (total > fileLength)
                throw new ArtifactException($"{file}: the storages are larger than the file.");
            storages[storage.Key] = Stored(entry, entry.Length, file);
        }

        return storages;
    }

    // torch compresses nothing: whoever does may have made a few bytes of a whole memory
    private static byte[] Stored(ZipArchiveEntry entry, long mostBytes, string file)
    {
        if (entry.CompressedLength != entry.Length || entry.Length > mostBytes)
            throw new ArtifactException($"{file}: '{entry.FullName}' is compressed or longer than {mostBytes} bytes.");
        using var stream = entry.Open();
        var content = new byte[entry.Length];
        try
        {
            stream.ReadExactly(content);
        }
        catch (EndOfStreamException fault)
        {
            throw new ArtifactException($"{file}: '{entry.FullName}' ends early.", fault);
        }

        return content;
    }
}
