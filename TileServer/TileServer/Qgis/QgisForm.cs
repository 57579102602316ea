using GeoCore.Features;
using GeoCore.Tiling.Archives;
using TileServer.Sources.Styles;

namespace TileServer.Qgis;

/// <summary>What QGIS calls the kinds of layers.</summary>
internal enum QgisLayerType
{
    /// <summary>Pictures and values.</summary>
    Raster,

    /// <summary>Features.</summary>
    Vector,

    /// <summary>Features in tiles.</summary>
    VectorTile,
}

/// <summary>One way in which QGIS can have a layer.</summary>
/// <param name="Name">Short name, part of identifiers.</param>
/// <param name="Title">For people.</param>
/// <param name="Type">Kind.</param>
/// <param name="Provider">Name of QGIS's data provider.</param>
/// <param name="Source">What the provider is given.</param>
/// <param name="Crs">Reference system, as <c>EPSG:3857</c>.</param>
internal sealed record QgisForm(string Name, string Title, QgisLayerType Type, string Provider, string Source, string Crs)
{
    /// <summary>Colours of values, the very ones of the tiles; null where the server has drawn already.</summary>
    public RenderStyle? Style { get; init; }

    /// <summary>Features of other kinds than a probability of places; empty for that.</summary>
    public IReadOnlyList<FeatureLayer> Features { get; init; } = [];

    /// <summary>What features are; null for outlines of regions.</summary>
    public FeatureShape? Shape { get; init; }

    /// <summary>Bands that <see cref="Style"/> colours, from 1.</summary>
    public IReadOnlyList<int> Bands { get; init; } = [1];
}
