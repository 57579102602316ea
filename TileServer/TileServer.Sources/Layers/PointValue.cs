namespace TileServer.Sources.Layers;

/// <summary>The values of a layer at one place.</summary>
/// <param name="Longitude">Degrees, wrapped into −180 to 180.</param>
/// <param name="Latitude">Degrees.</param>
/// <param name="IsInside">Whether the place lies in the layer.</param>
/// <param name="Column">Column of the cell from the west; null outside, and in layers without cells.</param>
/// <param name="Row">Row of the cell from the north; null as <paramref name="Column"/>.</param>
/// <param name="Bands">The bands asked for.</param>
/// <param name="Values">One value per band; null means nodata or outside.</param>
/// <param name="Labels">Name of the class that each value stands for; null where it is an amount.</param>
public sealed record PointValue(
    double Longitude,
    double Latitude,
    bool IsInside,
    long? Column,
    long? Row,
    IReadOnlyList<LayerBand> Bands,
    IReadOnlyList<double?> Values,
    IReadOnlyList<string?> Labels);
