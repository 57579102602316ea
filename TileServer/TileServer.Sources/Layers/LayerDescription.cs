namespace TileServer.Sources.Layers;

/// <summary>What people are told of a layer; nothing here changes a pixel.</summary>
/// <param name="Id">Identifier in URLs, as <see cref="LayerId.IsValid"/> has it.</param>
/// <param name="Title">One line.</param>
/// <param name="Description">A few sentences, or null.</param>
/// <param name="Attribution">Whom maps must name, or null.</param>
/// <param name="Licence">Licence of the data, or null.</param>
public sealed record LayerDescription(string Id, string Title, string? Description = null, string? Attribution = null, string? Licence = null);
