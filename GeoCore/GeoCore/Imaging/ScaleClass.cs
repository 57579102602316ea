namespace GeoCore.Imaging;

/// <summary>A value that is a name rather than an amount.</summary>
/// <param name="Value">Value in the raster.</param>
/// <param name="Color">Packed colour.</param>
/// <param name="Label">Text of the legend.</param>
public readonly record struct ScaleClass(double Value, uint Color, string Label);
