namespace TileServer.Sources.Catalogue;

/// <summary>A file or folder that should be a layer and cannot be opened.</summary>
/// <param name="Id">Identifier that the layer would have.</param>
/// <param name="Path">The file or folder.</param>
/// <param name="Reason">What refused, in words.</param>
public sealed record FailedLayer(string Id, string Path, string Reason);
