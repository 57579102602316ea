using System.Text.Json.Serialization;
using GeoCore.Imaging;

namespace TileServer.Styles;

/// <summary>A colormap as listed.</summary>
internal sealed record ColormapSummary(string Name, string Title, string Kind, string Source, string Licence)
{
    internal static ColormapSummary Of(Colormap map) => new(map.Name, map.Title, KindOf(map), map.Source, map.Licence);

    internal static string KindOf(Colormap map) => map.Kind switch
    {
        ColormapKind.Sequential => "sequential",
        ColormapKind.Diverging => "diverging",
        ColormapKind.Cyclic => "cyclic",
        _ => "named",
    };
}

/// <summary>All colormaps; each can be asked for reversed by <c>_r</c> behind its name.</summary>
internal sealed record ColormapList(IReadOnlyList<ColormapSummary> Colormaps);

/// <summary>A colormap with its 256 colours as red, green, blue, alpha.</summary>
internal sealed record ColormapDocument(string Name, string Title, string Kind, string Source, string Licence, int[][] Colors)
{
    internal static ColormapDocument Of(Colormap map)
    {
        var colors = new int[Colormap.Size][];
        for (var i = 0; i < colors.Length; i++)
        {
            var color = map.Colors[i];
            colors[i] = [PackedColor.Red(color), PackedColor.Green(color), PackedColor.Blue(color), PackedColor.Alpha(color)];
        }

        return new(map.Name, map.Title, ColormapSummary.KindOf(map), map.Source, map.Licence, colors);
    }
}

/// <summary>JSON of colormaps.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ColormapList))]
[JsonSerializable(typeof(ColormapDocument))]
internal sealed partial class ColormapJson : JsonSerializerContext;
