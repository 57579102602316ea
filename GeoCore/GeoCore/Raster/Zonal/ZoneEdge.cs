namespace GeoCore.Raster.Zonal;

/// <summary>A straight edge of a zone in columns and rows of a lattice; rows grow southwards.</summary>
/// <param name="X1">Column of its beginning; cell i reaches from i to i + 1.</param>
/// <param name="Y1">Row of its beginning.</param>
/// <param name="X2">Column of its end.</param>
/// <param name="Y2">Row of its end.</param>
public readonly record struct ZoneEdge(double X1, double Y1, double X2, double Y2);
