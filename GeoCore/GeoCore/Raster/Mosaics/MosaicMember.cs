namespace GeoCore.Raster.Mosaics;

/// <summary>A raster of a mosaic. It is opened when it is read, and closed again when many others have been.</summary>
/// <param name="Name">Name for faults.</param>
/// <param name="Time">When it was taken, or written.</param>
/// <param name="Open">Opens it; may be called again and again.</param>
public sealed record MosaicMember(string Name, DateTimeOffset Time, Func<IRasterSource> Open);
