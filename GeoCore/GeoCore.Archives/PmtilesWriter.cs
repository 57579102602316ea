using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GeoCore.Tiling;
using GeoCore.Tiling.Archives;

namespace GeoCore.Archives;

/// <summary>Writes PMTiles of version 3: clustered, equal tiles once, runs of them as one entry.</summary>
public sealed class PmtilesWriter : IArchiveWriter
{
    private const int FirstLeaf = 4096;

    private readonly string _path;
    private readonly ArchiveDescription _description;
    private readonly FileStream _data;
    private readonly List<PmtilesEntry> _entries = [];
    private readonly Dictionary<UInt128, FilePart> _contents = [];
    private long _addressed;
    private long _last = -1;

    /// <summary>Begins an archive.</summary>
    /// <param name="path">The file; one that is there is replaced at the end.</param>
    /// <param name="description">What it says of itself.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public PmtilesWriter(string path, ArchiveDescription description)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(description);
        (_path, _description) = (path, description);
        _data = new FileStream(path + ".part.tiles", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
    }

    /// <inheritdoc/>
    public void Add(TileIndex tile, ReadOnlySpan<byte> body)
    {
        var id = TileId.Of(tile);
        if (id <= _last)
            throw new ArgumentException($"Tile {tile} comes behind its place.", nameof(tile));
        (_last, _addressed) = (id, _addressed + 1);
        var bytes = _description.Content == TileContent.Vector && body is not [0x1F, 0x8B, ..] ? Compression.Gzip(body) : body;
        var digest = MemoryMarshal.Read<UInt128>(SHA256.HashData(bytes));
        if (!_contents.TryGetValue(digest, out var place))
        {
            _contents[digest] = place = new FilePart(_data.Position, bytes.Length);
            _data.Write(bytes);
        }

        if (_entries is [.., var before] && before.Offset == place.Offset && before.TileId + before.RunLength == id)
            _entries[^1] = before with { RunLength = before.RunLength + 1 };
        else
            _entries.Add(new PmtilesEntry(id, place.Offset, (int)place.Length, 1));
    }

    /// <inheritdoc/>
    public void Finish()
    {
        var metadata = Compression.Gzip(ArchiveMetadata.Write(
            [("name", _description.Name), ("description", _description.Text), ("attribution", _description.Attribution), ("version", _description.Version), ("type", "overlay")],
            _description.FeatureLayers));
        var (root, leaves) = Directories();
        var rootPart = new FilePart(PmtilesHeader.Length, root.Length);
        var metadataPart = new FilePart(rootPart.Offset + root.Length, metadata.Length);
        var leafPart = new FilePart(metadataPart.Offset + metadata.Length, leaves.Length);
        var header = new PmtilesHeader
        {
            Root = rootPart,
            Metadata = metadataPart,
            Leaves = leafPart,
            Data = new FilePart(leafPart.Offset + leaves.Length, _data.Position),
            AddressedTiles = _addressed,
            Entries = _entries.Count,
            Contents = _contents.Count,
            IsClustered = true,
            TileCompression = _description.Content == TileContent.Vector ? PmtilesCompression.Gzip : PmtilesCompression.None,
            Content = _description.Content,
            MinZoom = _description.MinZoom,
            MaxZoom = _description.MaxZoom,
            Bounds = _description.Bounds,
        };
        var beside = _path + ".part";
        try
        {
            using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                file.Write(header.Write());
                file.Write(root);
                file.Write(metadata);
                file.Write(leaves);
                _data.Position = 0;
                _data.CopyTo(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, _path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _data.Dispose();

    /// <summary>One directory where it fits the first bytes of the file, else leaves under a root, larger ones until the root fits.</summary>
    private (byte[] Root, byte[] Leaves) Directories()
    {
        const int most = PmtilesHeader.RootEnd - PmtilesHeader.Length;
        var entries = CollectionsMarshal.AsSpan(_entries);
        var root = Compression.Gzip(PmtilesDirectory.Write(entries));
        for (var size = FirstLeaf; root.Length > most; size *= 2)
        {
            using var leaves = new MemoryStream();
            var heads = new List<PmtilesEntry>();
            for (var first = 0; first < entries.Length; first += size)
            {
                var leaf = Compression.Gzip(PmtilesDirectory.Write(entries[first..Math.Min(first + size, entries.Length)]));
                heads.Add(new PmtilesEntry(entries[first].TileId, leaves.Position, leaf.Length, 0));
                leaves.Write(leaf);
            }

            root = Compression.Gzip(PmtilesDirectory.Write(CollectionsMarshal.AsSpan(heads)));
            if (root.Length <= most)
                return (root, leaves.ToArray());
        }

        return (root, []);
    }
}
