using System.Globalization;
using GeoCore.Tiling;
using GeoCore.Tiling.Archives;

namespace GeoCore.Archives;

/// <summary>Writes tiles as files <c>{z}/{x}/{y}.ext</c> with a <c>metadata.json</c> beside them, for any web server.</summary>
public sealed class TileFolderWriter : IArchiveWriter
{
    private readonly string _path;
    private readonly string _beside;
    private readonly ArchiveDescription _description;
    private readonly string _extension;
    private string? _folder;

    /// <summary>Begins a folder.</summary>
    /// <param name="path">The folder; one that is there is replaced at the end.</param>
    /// <param name="description">What it says of itself.</param>
    /// <exception cref="IOException">The folder above cannot be written to.</exception>
    public TileFolderWriter(string path, ArchiveDescription description)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(description);
        (_path, _description) = (Path.TrimEndingDirectorySeparator(path), description);
        _beside = _path + ".part";
        _extension = description.Content switch { TileContent.Vector => ".mvt", TileContent.Jpeg => ".jpg", TileContent.Webp => ".webp", _ => ".png" };
        Remove(_beside);
        Directory.CreateDirectory(_beside);
    }

    /// <inheritdoc/>
    public void Add(TileIndex tile, ReadOnlySpan<byte> body)
    {
        var folder = Path.Combine(_beside, tile.Z.ToString(CultureInfo.InvariantCulture), tile.X.ToString(CultureInfo.InvariantCulture));
        if (folder != _folder)
            Directory.CreateDirectory(_folder = folder);

        // a plain web server says nothing of gzip, so outlines are written without
        var plain = body is [0x1F, 0x8B, ..] ? Compression.Expand(body.ToArray(), PmtilesCompression.Gzip, TileArchives.LargestTile) : body;
        File.WriteAllBytes(Path.Combine(folder, tile.Y.ToString(CultureInfo.InvariantCulture) + _extension), plain);
    }

    /// <inheritdoc/>
    public void Finish()
    {
        var bounds = _description.Bounds;
        File.WriteAllBytes(Path.Combine(_beside, "metadata.json"), ArchiveMetadata.Write(
            [
                ("name", _description.Name), ("description", _description.Text), ("attribution", _description.Attribution), ("version", _description.Version), ("format", _extension[1..]),
                ("bounds", string.Create(CultureInfo.InvariantCulture, $"{bounds.MinX},{bounds.MinY},{bounds.MaxX},{bounds.MaxY}")),
                ("minzoom", _description.MinZoom.ToString(CultureInfo.InvariantCulture)), ("maxzoom", _description.MaxZoom.ToString(CultureInfo.InvariantCulture)), ("scheme", "xyz"),
            ],
            _description.FeatureLayers));
        Remove(_path);
        Directory.Move(_beside, _path);
    }

    /// <inheritdoc/>
    public void Dispose() => Remove(_beside);

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
