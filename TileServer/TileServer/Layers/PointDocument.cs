using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TileServer.Sources.Layers;

namespace TileServer.Layers;

/// <summary>The values of a layer at a place; null is nodata or outside.</summary>
internal sealed record PointDocument(
    double[] Coordinates, bool Inside, IReadOnlyList<double?> Values, IReadOnlyList<string?>? Labels,
    [property: JsonPropertyName("band_names")] IReadOnlyList<string>? BandNames, IReadOnlyList<string?>? Units, long[]? Pixel, CellDocument? Cell, string? Lv)
{
    /// <summary>What lies at the place, of layers of features; null of others.</summary>
    public IReadOnlyList<PointFeatureDocument>? Features { get; init; }

    internal static PointDocument Of(PointValue place, string version) => Bare(place) with
    {
        BandNames = [.. place.Bands.Select(band => band.Name)],
        Units = [.. place.Bands.Select(band => band.Unit)],
        Lv = version,
    };

    /// <summary>Without what is the same for every place.</summary>
    internal static PointDocument Bare(PointValue place) => new(
        [place.Longitude, place.Latitude], place.IsInside,
        [.. place.Values.Select(value => value is { } number && double.IsFinite(number) ? value : null)],
        place.Labels.Any(label => label is not null) ? place.Labels : null, null, null,
        place is { Column: { } column, Row: { } row } ? [column, row] : null, CellDocument.Of(place.Cell), null)
    {
        Features = place.Features is { } features ? [.. features.Select(PointFeatureDocument.Of)] : null,
    };
}

/// <summary>A feature at a place.</summary>
internal sealed record PointFeatureDocument(long Id, JsonObject Properties)
{
    internal static PointFeatureDocument Of(PointFeature feature)
    {
        var properties = new JsonObject();
        foreach (var (name, value) in feature.Properties)
        {
            properties[name] = value switch
            {
                long whole => JsonValue.Create(whole),
                double real when double.IsFinite(real) => JsonValue.Create(real),
                bool flag => JsonValue.Create(flag),
                string text => JsonValue.Create(text),
                _ => null,
            };
        }

        return new PointFeatureDocument(feature.Id, properties);
    }
}

/// <summary>A cell of a probability map.</summary>
internal sealed record CellDocument(string Id, double AreaKm2, double Probability, double DensityPerKm2, double Level)
{
    internal static CellDocument? Of(PointCell? cell) => cell is null ? null : new(cell.Name, cell.AreaKm2, cell.Probability, cell.Density, cell.Level);
}

/// <summary>The values of a layer at many places, in the order of the question.</summary>
internal sealed record PointListDocument(
    [property: JsonPropertyName("band_names")] IReadOnlyList<string> BandNames, IReadOnlyList<string?> Units, string Lv,
    IReadOnlyList<PointDocument> Points);

/// <summary>JSON of point queries.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PointDocument))]
[JsonSerializable(typeof(PointListDocument))]
internal sealed partial class PointJson : JsonSerializerContext;
