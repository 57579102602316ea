using GeoCore.Tiling;
using GeoCore.Tiling.Archives;
using NetTopologySuite.Geometries;

namespace GeoCore.Archives;

/// <summary>What a new archive says of itself.</summary>
/// <param name="Name">Title for people.</param>
/// <param name="Version">Version of the layer that the tiles are of.</param>
/// <param name="Content">What the tiles are.</param>
/// <param name="MinZoom">Smallest zoom.</param>
/// <param name="MaxZoom">Largest zoom.</param>
/// <param name="Bounds">Longitudes and latitudes in degrees.</param>
public sealed record ArchiveDescription(string Name, string Version, TileContent Content, int MinZoom, int MaxZoom, Envelope Bounds)
{
    /// <summary>A few sentences, or null.</summary>
    public string? Text { get; init; }

    /// <summary>Whom maps must name, or null.</summary>
    public string? Attribution { get; init; }

    /// <summary>Layers of features in vector tiles; empty for pictures.</summary>
    public IReadOnlyList<FeatureLayer> FeatureLayers { get; init; } = [];
}

/// <summary>Makes an archive. Nothing is there under its name until <see cref="Finish"/>; without that, nothing is left.</summary>
/// <remarks>The same tiles in the same order give the same bytes.</remarks>
public interface IArchiveWriter : IDisposable
{
    /// <summary>Adds a tile.</summary>
    /// <param name="tile">Address; tiles come in the order of <see cref="TileId"/>.</param>
    /// <param name="body">The tile; outlines may be gzipped already.</param>
    /// <exception cref="ArgumentException">The tile comes behind its place.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    void Add(TileIndex tile, ReadOnlySpan<byte> body);

    /// <summary>Completes the archive and gives it its name.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    void Finish();
}
