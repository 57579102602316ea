using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RasterData.Generator.Layers;

/// <summary>What <c>manifest.json</c> says of the layers in its folder.</summary>
/// <param name="Layers">One for each file.</param>
public sealed record Manifest(IReadOnlyList<ManifestLayer> Layers)
{
    /// <summary>Name of the file in its folder.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The manifest of a folder; empty where it has none.</summary>
    public static Manifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path)
            ? JsonSerializer.Deserialize(File.ReadAllBytes(path), ManifestJson.Readable.Manifest) ?? new Manifest([])
            : new Manifest([]);
    }

    /// <summary>This manifest with a layer added, or put in the place of the one that had its identifier.</summary>
    public Manifest With(ManifestLayer layer) =>
        new([.. Layers.Where(other => other.Id != layer.Id).Append(layer).OrderBy(other => other.Id, StringComparer.Ordinal)]);

    /// <summary>Writes it into a folder.</summary>
    public void Write(string folder) =>
        File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, ManifestJson.Readable.Manifest).ReplaceLineEndings("\n") + "\n");
}

/// <summary>A layer in the manifest.</summary>
/// <param name="Id">Name in addresses.</param>
/// <param name="File">Name of the GeoTIFF beside the manifest.</param>
/// <param name="Title">For people.</param>
/// <param name="Description">What the values are and how they were made.</param>
/// <param name="Attribution">What must be shown with the map.</param>
/// <param name="Licence">Terms of the data.</param>
/// <param name="Source">Packages and files it was made from.</param>
/// <param name="Generator">The command that makes it.</param>
/// <param name="Sha256">Of the GeoTIFF, lower-case hexadecimal.</param>
/// <param name="Style">Default style; null for pictures, which show their own colours.</param>
public sealed record ManifestLayer(
    string Id, string File, string Title, string Description, string Attribution, string Licence, string Source, string Generator, string Sha256, ManifestStyle? Style);

/// <summary>How a layer is shown when nothing else is asked for.</summary>
/// <param name="Colormap">One of the server's colormaps.</param>
/// <param name="Rescale">Values of the first and the last colour.</param>
/// <param name="Scale"><c>linear</c>, <c>log</c> or <c>sqrt</c>.</param>
/// <param name="Unit">Unit of the values.</param>
public sealed record ManifestStyle(string Colormap, IReadOnlyList<double> Rescale, string Scale, string Unit);

[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext
{
    /// <summary>Writes ², – and quotation marks as they are; the file is no part of a page.</summary>
    internal static ManifestJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
