using GeoCore.Features;

namespace TileServer.Sources.Catalogue;

/// <summary>How files of features become layers.</summary>
/// <param name="TablesOf">Names of the tables of a GeoPackage that hold features; none where it holds rasters only.</param>
/// <param name="Open">Opens a file, and of it a table; an empty name for the only one.</param>
public sealed record FeatureOpener(Func<string, IReadOnlyList<string>> TablesOf, Func<string, string, IFeatureSource> Open);

/// <summary>How files that name a table of a database become layers.</summary>
/// <param name="Ending">End of their names, which is no part of identifiers.</param>
/// <param name="FingerprintOf">What shows that the table is another than before.</param>
/// <param name="Open">Opens the table that a file names.</param>
public sealed record TableOpener(string Ending, Func<string, string> FingerprintOf, Func<string, IFeatureSource> Open);
