using GeoCore.Artifacts;

namespace TileServer.Sources.Vectors;

/// <summary>Writes vector tiles: layers of polygons and points with properties, on a lattice of whole numbers.</summary>
/// <remarks>Mapbox Vector Tile specification 2.1; the wire format is that of Protocol Buffers.</remarks>
internal sealed class VectorTileWriter
{
    /// <summary>Units along the edge of a tile.</summary>
    internal const int Extent = 4096;

    private const int LayerField = 3;

    private readonly ProtobufWriter _tile = new();

    /// <summary>Adds a layer, unless it has no features.</summary>
    internal void Add(VectorTileLayer layer)
    {
        if (layer.Count > 0)
            _tile.Bytes(LayerField, layer.Write());
    }

    /// <summary>The tile; empty where nothing was added.</summary>
    internal byte[] ToArray() => _tile.Written.ToArray();
}
