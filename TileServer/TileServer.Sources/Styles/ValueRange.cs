namespace TileServer.Sources.Styles;

/// <summary>Values from the first colour to the last.</summary>
/// <param name="Minimum">Value of the first colour.</param>
/// <param name="Maximum">Value of the last colour.</param>
public readonly record struct ValueRange(double Minimum, double Maximum);
