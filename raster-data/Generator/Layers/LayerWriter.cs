using System.Globalization;
using System.Security.Cryptography;
using RasterData.Generator.Packages;

namespace RasterData.Generator.Layers;

/// <summary>Makes layers and writes them beside their manifest.</summary>
/// <param name="folder">Receives the GeoTIFFs and the manifest.</param>
/// <param name="packages">Where the inputs come from.</param>
/// <param name="output">A line for each file written.</param>
/// <param name="progress">What is being done.</param>
public sealed class LayerWriter(string folder, PackageFolder packages, TextWriter output, TextWriter progress)
{
    /// <summary>Makes the layers; each is in the manifest as soon as its file is whole.</summary>
    /// <param name="ids">Which.</param>
    public void Write(IEnumerable<string> ids)
    {
        Directory.CreateDirectory(folder);
        foreach (var recipe in ids.Distinct().Select(Recipes.Of))
        {
            var inputs = recipe.Inputs.Select(packages.Find).ToList();
            progress.WriteLine($"making {recipe.Entry.Id}");
            var raster = recipe.Make(inputs);
            progress.WriteLine($"writing {recipe.Entry.File}, {raster.Grid.Columns} × {raster.Grid.Rows} cells");
            var path = Path.Combine(folder, recipe.Entry.File);
            WorldCog.Write(path, raster, recipe.Entry.Title);
            var bytes = File.ReadAllBytes(path);
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
            Manifest.Read(folder).With(recipe.Entry with { Sha256 = sha256 }).Write(folder);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}  {bytes.Length / 1e6:F2} MB  sha256 {sha256}"));
        }
    }
}
