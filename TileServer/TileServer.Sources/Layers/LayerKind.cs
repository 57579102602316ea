namespace TileServer.Sources.Layers;

/// <summary>Where the values of a layer come from.</summary>
public enum LayerKind
{
    /// <summary>Stored cells of a GeoTIFF.</summary>
    Raster,

    /// <summary>A function of longitude and latitude: a trained location encoder, or a probability of places.</summary>
    Prediction,

    /// <summary>Points, lines and polygons with properties.</summary>
    Vector,

    /// <summary>Finished tiles of a file, passed through.</summary>
    Archive,
}
