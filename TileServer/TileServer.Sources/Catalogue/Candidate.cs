using TileServer.Sources.Layers;

namespace TileServer.Sources.Catalogue;

/// <summary>Something that looks like a layer.</summary>
/// <param name="Id">Identifier that the layer would have.</param>
/// <param name="Path">The file or folder.</param>
/// <param name="Fingerprint">Changes when the files behind the layer do.</param>
/// <param name="Open">Opens it under an identifier.</param>
internal sealed record Candidate(string Id, string Path, string Fingerprint, Func<string, Layer> Open);
