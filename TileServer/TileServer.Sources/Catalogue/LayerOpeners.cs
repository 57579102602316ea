using GeoCore.Raster;
using GeoCore.Tiling.Archives;
using TileServer.Sources.Geolocation;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;

namespace TileServer.Sources.Catalogue;

/// <summary>How files become layers. Given from outside, so that this room knows no library that reads them.</summary>
/// <param name="OpenRaster">Opens a GeoTIFF.</param>
/// <param name="LoadArtifact">Loads a folder with <c>card.json</c> under an identifier; null takes <see cref="EncoderLayer.Load"/>.</param>
/// <param name="Style">What is said of the pictures of all rasters; it goes before what manifests say. Null says nothing.</param>
public sealed record LayerOpeners(
    Func<string, IRasterSource> OpenRaster, Func<string, string, Layer>? LoadArtifact = null, ConfiguredStyle? Style = null)
{
    private const long BlockBytes = 256L << 20;

    /// <summary>Loads the folder of a locator of pictures under an identifier; null where there is nothing that can.</summary>
    public Func<string, string, PictureLocator>? LoadLocator { get; init; }

    /// <summary>Opens a file of tiles; null where there is nothing that can.</summary>
    public Func<string, ITileArchive>? OpenArchive { get; init; }

    /// <summary>Opens files of features; null where there is nothing that can.</summary>
    public FeatureOpener? OpenFeatures { get; init; }

    /// <summary>Opens tables of databases; null where there is nothing that can.</summary>
    public TableOpener? OpenTable { get; init; }

    /// <summary>Opens a GeoTIFF of another server, if that may be asked; null where none may.</summary>
    public Func<Uri, IRasterSource>? OpenRemote { get; init; }

    /// <summary>Files that a virtual raster names; null where there are none that can be read.</summary>
    public Func<string, IReadOnlyList<string>>? SourcesOf { get; init; }

    /// <summary>Decoded blocks of all rasters.</summary>
    public BlockCache Blocks { get; init; } = new(BlockBytes);
}
