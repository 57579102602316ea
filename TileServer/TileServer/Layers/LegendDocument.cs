using System.Text.Json.Serialization;
using GeoCore.Imaging;

namespace TileServer.Layers;

/// <summary>A line of a legend; the value is null for nodata, the colour <c>#rrggbb</c> or <c>#rrggbbaa</c>.</summary>
internal sealed record LegendLine([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Value, string Color, string Label);

/// <summary>What the colours of a layer mean; without lines where they are the picture itself.</summary>
internal sealed record LegendDocument(string Title, string? Unit, IReadOnlyList<LegendLine> Entries)
{
    internal static LegendDocument Of(string title, string? unit, ColorScale? scale, int ticks) => new(title, unit,
        scale is null ? [] : [.. Legend.Entries(scale, ticks).Select(entry => new LegendLine(entry.Value, PackedColor.ToHex(entry.Color), entry.Label))]);
}

/// <summary>JSON of legends.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LegendDocument))]
internal sealed partial class LegendJson : JsonSerializerContext;
