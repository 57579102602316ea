using System.Text.Json;
using GeoCore.Imaging;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;

namespace TileServer.Sources.Catalogue;

/// <summary>Texts and default styles for the files of a folder, from its <c>manifest.json</c>.</summary>
public sealed class LayerManifest
{
    /// <summary>Name of the file in its folder.</summary>
    public const string FileName = "manifest.json";

    private readonly Dictionary<string, ManifestLayer> _byFile;

    private LayerManifest(IEnumerable<ManifestLayer> layers) =>
        _byFile = layers.ToDictionary(layer => layer.File!, StringComparer.Ordinal);

    /// <summary>Says nothing of any file.</summary>
    public static LayerManifest Empty { get; } = new([]);

    /// <summary>Reads a manifest.</summary>
    /// <param name="json">UTF-8 text, with or without a byte order mark.</param>
    /// <exception cref="InvalidDataException">The text is not a manifest; the message names the layer and the field.</exception>
    public static LayerManifest Parse(ReadOnlySpan<byte> json)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        if (json.StartsWith(mark))
            json = json[mark.Length..];
        try
        {
            var file = JsonSerializer.Deserialize(json, ManifestJson.Default.ManifestFile);
            var layers = file?.Layers ?? throw new InvalidDataException("The manifest has no 'layers'.");
            for (var i = 0; i < layers.Count; i++)
            {
                if (string.IsNullOrEmpty(layers[i]?.File))
                    throw new InvalidDataException($"The manifest's layers[{i}] has no 'file'.");
            }

            return new LayerManifest(layers.DistinctBy(layer => layer.File));
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"The manifest is not JSON of the right shape: {fault.Message}", fault);
        }
    }

    /// <summary>The manifest of a folder, or the empty one where the folder has none.</summary>
    /// <exception cref="InvalidDataException">The text is not a manifest.</exception>
    public static LayerManifest OfFolder(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? Parse(File.ReadAllBytes(path)) : Empty;
    }

    /// <summary>Identifier for a file: the manifest's, where it is one, else the file's stem.</summary>
    /// <param name="fileName">Name in the folder.</param>
    /// <param name="ending">End of the name that is no part of an identifier; null for the extension.</param>
    public string IdOf(string fileName, string? ending = null) =>
        _byFile.TryGetValue(fileName, out var layer) && LayerId.IsValid(layer.Id) ? layer.Id! : LayerId.FromPath(StemOf(fileName, ending), isFolder: true);

    /// <summary>Texts for a file.</summary>
    /// <param name="fileName">Name in the folder.</param>
    /// <param name="id">Identifier that the layer has.</param>
    /// <param name="ending">End of the name that is no part of a title; null for the extension.</param>
    public LayerDescription DescriptionOf(string fileName, string id, string? ending = null) =>
        _byFile.TryGetValue(fileName, out var layer)
            ? new LayerDescription(id, layer.Title ?? id, layer.Description, layer.Attribution, layer.Licence)
            : new LayerDescription(id, StemOf(fileName, ending));

    /// <summary>Default style for a file.</summary>
    /// <exception cref="InvalidDataException">The style names something that does not exist.</exception>
    public ConfiguredStyle StyleOf(string fileName)
    {
        if (!_byFile.TryGetValue(fileName, out var layer) || layer.Style is not { } style)
            return ConfiguredStyle.None;
        try
        {
            var options = RenderOptions.Default;
            if (style.Colormap is { } colormap)
                options = RenderOptionsReader.Read(options, "colormap", colormap);
            if (style.Scale is { } scale)
                options = RenderOptionsReader.Read(options, "scale", scale);
            return new ConfiguredStyle(options.Colormap, RangeOf(style, options.Scale), options.Scale, style.Unit);
        }
        catch (OptionException fault)
        {
            throw new InvalidDataException($"The manifest's style of '{fileName}' is wrong: {fault.Message}", fault);
        }
    }

    private static string StemOf(string fileName, string? ending) => ending is null ? Path.GetFileNameWithoutExtension(fileName) : fileName[..^ending.Length];

    private static ValueRange? RangeOf(ManifestStyle style, ScaleTransform? transform)
    {
        if (style.Rescale is not { } ends)
            return null;
        var isLogarithm = transform == ScaleTransform.Logarithm;
        return ends is [var minimum, var maximum] && double.IsFinite(maximum - minimum) && minimum < maximum && (!isLogarithm || minimum > 0)
            ? new ValueRange(minimum, maximum)
            : throw new OptionException("rescale", null, isLogarithm ? "[min, max] with 0 < min < max" : "[min, max] with min < max");
    }
}
