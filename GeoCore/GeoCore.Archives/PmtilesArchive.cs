using GeoCore.Tiling;
using GeoCore.Tiling.Archives;
using Microsoft.Win32.SafeHandles;

namespace GeoCore.Archives;

/// <summary>Reads PMTiles of version 3: a few small parts of the file for each tile, with a bounded number of directories in memory.</summary>
public sealed class PmtilesArchive : ITileArchive
{
    private const int LargestDirectory = 64 << 20;

    /// <summary>Directories that are kept; one has a few thousand entries.</summary>
    private const int MostDirectories = 64;

    /// <summary>The specification allows a root and leaves; a chain of more is a trap.</summary>
    private const int DeepestDirectory = 4;

    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly PmtilesHeader _header;
    private readonly PmtilesEntry[] _root;
    private readonly Lock _lock = new();
    private readonly LinkedList<(long Offset, PmtilesEntry[] Entries)> _directories = [];

    private PmtilesArchive(string path, SafeFileHandle file, PmtilesHeader header, PmtilesEntry[] root, TileArchiveInfo info) =>
        (_path, _file, _header, _root, Info) = (path, file, header, root, info);

    /// <inheritdoc/>
    public TileArchiveInfo Info { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArchiveException">It is no PMTiles file of version 3, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PmtilesArchive Open(string path)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
        try
        {
            var length = RandomAccess.GetLength(file);
            if (length < PmtilesHeader.Length)
                throw new ArchiveException("It is no PMTiles file: it is too short.");
            var head = Bytes(file, new FilePart(0, PmtilesHeader.Length));
            var header = PmtilesHeader.Read(head, length);
            var root = PmtilesDirectory.Read(Expanded(file, header.Root, header.DirectoryCompression));
            var (name, description, attribution, layers) = ArchiveMetadata.Read(Expanded(file, header.Metadata, header.DirectoryCompression));
            var bounds = TileArchives.Bounded(header.Bounds.MinX, header.Bounds.MinY, header.Bounds.MaxX, header.Bounds.MaxY);
            var info = new TileArchiveInfo(header.Content, header.MinZoom, header.MaxZoom, bounds, TileArchives.DigestOf(new FileInfo(path), head))
            {
                Name = name,
                Description = description,
                Attribution = attribution,
                FeatureLayers = layers,
            };
            return new PmtilesArchive(path, file, header, root, info);
        }
        catch (Exception fault) when (fault is ArchiveException or IOException or OverflowException)
        {
            file.Dispose();
            throw fault is OverflowException ? new ArchiveException("A directory of the archive is damaged.", fault) : fault;
        }
    }

    /// <inheritdoc/>
    public byte[]? Read(TileIndex tile)
    {
        if (tile.Z < _header.MinZoom || tile.Z > _header.MaxZoom)
            return null;
        try
        {
            var id = TileId.Of(tile);
            var entries = _root;
            for (var depth = 0; depth < DeepestDirectory; depth++)
            {
                if (PmtilesDirectory.Find(entries, id) is not { } entry)
                    return null;
                if (entry.RunLength > 0)
                    return Tile(entry);
                entries = Directory(entry);
            }

            throw new ArchiveException("The directories of the archive lead nowhere.");
        }
        catch (Exception fault) when (fault is ArchiveException or IOException or OverflowException)
        {
            throw new ArchiveException($"{_path}: {fault.Message}", fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private byte[] Tile(PmtilesEntry entry)
    {
        if (entry.Length > TileArchives.LargestTile)
            throw new ArchiveException($"A tile has {entry.Length} bytes; at most {TileArchives.LargestTile} are read.");
        var bytes = Bytes(_file, Within(_header.Data, entry));

        // gzip goes on to clients as it is
        return _header.TileCompression == PmtilesCompression.Brotli ? Compression.Expand(bytes, PmtilesCompression.Brotli, TileArchives.LargestTile) : bytes;
    }

    private PmtilesEntry[] Directory(PmtilesEntry entry)
    {
        lock (_lock)
        {
            for (var node = _directories.First; node is not null; node = node.Next)
            {
                if (node.Value.Offset != entry.Offset)
                    continue;
                _directories.Remove(node);
                _directories.AddFirst(node);
                return node.Value.Entries;
            }
        }

        // two threads may read the same one at first
        var entries = PmtilesDirectory.Read(Expanded(_file, Within(_header.Leaves, entry), _header.DirectoryCompression));
        lock (_lock)
        {
            _directories.AddFirst((entry.Offset, entries));
            if (_directories.Count > MostDirectories)
                _directories.RemoveLast();
        }

        return entries;
    }

    private static FilePart Within(FilePart part, PmtilesEntry entry) => entry.Offset <= part.Length - entry.Length
        ? new FilePart(part.Offset + entry.Offset, entry.Length)
        : throw new ArchiveException("An entry of a directory lies outside its part of the file.");

    private static byte[] Expanded(SafeFileHandle file, FilePart part, PmtilesCompression way) =>
        part.Length <= LargestDirectory ? part.Length == 0 ? [] : Compression.Expand(Bytes(file, part), way, LargestDirectory) : throw new ArchiveException($"A part of the archive has {part.Length} bytes.");

    private static byte[] Bytes(SafeFileHandle file, FilePart part)
    {
        var bytes = new byte[part.Length];
        var count = 0;
        while (count < bytes.Length)
        {
            var read = RandomAccess.Read(file, bytes.AsSpan(count), part.Offset + count);
            if (read == 0)
                throw new ArchiveException("The archive is shorter than it says.");
            count += read;
        }

        return bytes;
    }
}
