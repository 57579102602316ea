namespace GeoCore.Imaging;

/// <summary>A value with the colour it has exactly.</summary>
/// <param name="Value">Finite value.</param>
/// <param name="Color">Packed colour.</param>
public readonly record struct ColorStop(double Value, uint Color);
