using NetTopologySuite.Geometries;

namespace GeoCore.Tiling.Archives;

/// <summary>What the tiles of an archive are.</summary>
public enum TileContent
{
    /// <summary>Outlines (Mapbox Vector Tile), usually gzipped.</summary>
    Vector,

    /// <summary>Pictures as PNG.</summary>
    Png,

    /// <summary>Pictures as JPEG.</summary>
    Jpeg,

    /// <summary>Pictures as WebP.</summary>
    Webp,
}

/// <summary>Everything about an archive but its tiles.</summary>
/// <param name="Content">What the tiles are.</param>
/// <param name="MinZoom">Smallest zoom with tiles.</param>
/// <param name="MaxZoom">Largest zoom with tiles.</param>
/// <param name="Bounds">Longitudes and latitudes in degrees.</param>
/// <param name="Digest">Identifies the content: changes whenever the file's size, time or header does.</param>
public sealed record TileArchiveInfo(TileContent Content, int MinZoom, int MaxZoom, Envelope Bounds, string Digest)
{
    /// <summary>The deepest zoom that an archive may have.</summary>
    public const int DeepestZoom = 24;

    /// <summary>Title for people; null where the file has none.</summary>
    public string? Name { get; init; }

    /// <summary>A few sentences; null where the file has none.</summary>
    public string? Description { get; init; }

    /// <summary>Whom maps must name; null where the file says nothing.</summary>
    public string? Attribution { get; init; }

    /// <summary>Layers of features in vector tiles; empty for pictures.</summary>
    public IReadOnlyList<FeatureLayer> FeatureLayers { get; init; } = [];
}

/// <summary>Features of one name in vector tiles, as <c>vector_layers</c> of TileJSON 3 describes them.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Description">For people, or null.</param>
/// <param name="Fields">Properties with what they mean.</param>
public sealed record FeatureLayer(string Id, string? Description, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Smallest zoom with such features; null where it is not said.</summary>
    public int? MinZoom { get; init; }

    /// <summary>Largest zoom with such features; null where it is not said.</summary>
    public int? MaxZoom { get; init; }
}
