using GeoCore.Tiling;
using GeoCore.Tiling.Archives;
using NetTopologySuite.Geometries;
using TileServer.Sources.Tiles;

namespace TileServer.Sources.Layers.Archives;

/// <summary>Finished tiles of a file, passed through as they are.</summary>
public sealed class ArchiveLayer : LayerWithoutValues
{
    /// <summary>Pixels along the edge of the tile that stands for one that the archive lacks.</summary>
    internal const int TileSize = 256;

    private readonly ITileArchive _archive;

    /// <summary>Creates a layer.</summary>
    /// <param name="description">Identifier and texts; what it leaves open is taken from the archive.</param>
    /// <param name="path">The file.</param>
    /// <param name="archive">The tiles; the layer disposes of it.</param>
    public ArchiveLayer(LayerDescription description, string path, ITileArchive archive) : base(Completed(description, archive), LayerKind.Archive)
    {
        _archive = archive;
        FilePath = path;
        Version = archive.Info.Digest[..12];
        DefaultFormat = archive.Info.Content switch
        {
            TileContent.Vector => TileFormat.Vector,
            TileContent.Jpeg => TileFormat.Jpeg,
            TileContent.Webp => TileFormat.Webp,
            _ => TileFormat.Png,
        };
    }

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <inheritdoc/>
    public override string Version { get; }

    /// <inheritdoc/>
    public override Envelope Bounds => _archive.Info.Bounds;

    /// <inheritdoc/>
    public override int MinZoom => _archive.Info.MinZoom;

    /// <inheritdoc/>
    public override int MaxZoom => _archive.Info.MaxZoom;

    /// <inheritdoc/>
    public override TileFormat DefaultFormat { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureLayer> FeatureLayers => _archive.Info.FeatureLayers;

    /// <inheritdoc/>
    public override bool Offers(TileFormat format) => format == DefaultFormat;

    /// <summary>Reads a tile as it is stored.</summary>
    /// <param name="tile">Address in WebMercatorQuad.</param>
    /// <returns>The bytes, gzipped where they are stored so; null where the archive has no such tile.</returns>
    /// <exception cref="SourceUnavailableException">The file is gone or damaged.</exception>
    internal byte[]? Read(TileIndex tile)
    {
        try
        {
            return _archive.Read(tile);
        }
        catch (ArchiveException fault)
        {
            throw Unavailable(fault);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _archive.Dispose();
        base.Dispose(disposing);
    }

    private static LayerDescription Completed(LayerDescription description, ITileArchive archive)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(archive);
        var info = archive.Info;
        var isNamed = description.Description is not null || description.Attribution is not null;
        return description with
        {
            Title = isNamed ? description.Title : info.Name ?? description.Title,
            Description = description.Description ?? info.Description,
            Attribution = description.Attribution ?? info.Attribution,
        };
    }
}
