namespace TileServer.Sources.Catalogue;

/// <summary>Something that looks like a layer, or a locator of pictures.</summary>
/// <param name="Id">Identifier that it would have.</param>
/// <param name="Path">The file or folder.</param>
/// <param name="Fingerprint">Changes when the files behind it do.</param>
/// <param name="Open">Opens it under an identifier.</param>
internal sealed record Candidate(string Id, string Path, string Fingerprint, Func<string, Held> Open);
