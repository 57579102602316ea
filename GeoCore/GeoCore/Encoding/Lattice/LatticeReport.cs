namespace GeoCore.Encoding.Lattice;

/// <summary>What an evaluation took.</summary>
/// <param name="Pixels">Pixels of the window.</param>
/// <param name="Evaluated">Places at which the network was evaluated; more than the pixels where a window is smaller than the cells it touches.</param>
public readonly record struct LatticeReport(long Pixels, long Evaluated);
