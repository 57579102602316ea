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
    IReadOnlyList<string?> Labels)
{
    /// <summary>The cell of a probability map that holds the place; null in other layers, and outside.</summary>
    public PointCell? Cell { get; init; }

    /// <summary>What lies at the place, of layers of features; null of others.</summary>
    public IReadOnlyList<PointFeature>? Features { get; init; }
}

/// <summary>A feature at a place.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Properties">Names and values.</param>
public sealed record PointFeature(long Id, IReadOnlyList<(string Name, object? Value)> Properties);

/// <summary>A cell of a probability map.</summary>
/// <param name="Name">Such as <c>healpix:7/123456</c>.</param>
/// <param name="AreaKm2">Its area, km².</param>
/// <param name="Probability">Its probability.</param>
/// <param name="Density">Probability per km².</param>
/// <param name="Level">Probability of all denser cells, 0 to 1.</param>
public sealed record PointCell(string Name, double AreaKm2, double Probability, double Density, double Level);
