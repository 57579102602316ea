using RasterData.Generator.Packages;

namespace RasterData.Generator.Layers;

/// <summary>How a shipped layer comes about, and what is said of it.</summary>
/// <param name="Entry">What the manifest says, all but the hash of the file.</param>
/// <param name="Inputs">Files it is made from.</param>
/// <param name="Make">Makes the values, given where the inputs lie.</param>
public sealed record LayerRecipe(ManifestLayer Entry, IReadOnlyList<PackageFile> Inputs, Func<IReadOnlyList<string>, WorldRaster> Make);
