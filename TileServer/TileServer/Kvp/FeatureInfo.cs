using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using GeoCore.Geodesy;
using TileServer.Http;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;

namespace TileServer.Kvp;

/// <summary>What layers say at a place, as WMS and WMTS tell it.</summary>
internal static class FeatureInfo
{
    /// <summary>Media types, the first where a request names none.</summary>
    internal static readonly string[] MediaTypes = ["text/plain", Answers.Json, "text/html"];

    /// <summary>What can be asked about a layer; features and finished tiles have no values at pixels.</summary>
    internal static IReadOnlyList<string> TypesOf(Layer layer) => layer.Bands.Count > 0 ? MediaTypes : [];

    /// <summary>The media type that is meant: <c>application/geo+json</c> is JSON, too.</summary>
    internal static string? Find(string? name) => name is null ? MediaTypes[0]
        : name.Split(';')[0].Trim().ToLowerInvariant() is var type && type == "application/geo+json" ? Answers.Json
        : MediaTypes.FirstOrDefault(known => known == type);

    /// <summary>Answers a place.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="options">What is shown of it.</param>
    /// <param name="crs">Reference system of the place.</param>
    /// <param name="x">Easting or longitude.</param>
    /// <param name="y">Northing or latitude.</param>
    /// <param name="mediaType">One of <see cref="MediaTypes"/>.</param>
    /// <param name="cacheControl">How long it holds.</param>
    internal static Representation Answer(Layer layer, RenderOptions options, CoordinateReferenceSystem crs, double x, double y, string mediaType, string cacheControl)
    {
        var (longitude, latitude) = crs.ToGeographic(x, y);
        var tag = EntityTags.Of(
            Answers.ServerVersion, layer.Version, layer.Description.Title, options.CanonicalText, BitConverter.DoubleToInt64Bits(longitude).ToString("x", null), BitConverter.DoubleToInt64Bits(latitude).ToString("x", null), mediaType);
        return new Representation(tag, mediaType + (mediaType == Answers.Json ? "" : "; charset=utf-8"), cacheControl, () => Write(layer, options, longitude, latitude, mediaType));
    }

    private static byte[] Write(Layer layer, RenderOptions options, double longitude, double latitude, string mediaType)
    {
        var isPlace = double.IsFinite(longitude) && latitude is >= -90 and <= 90;
        var place = isPlace ? layer.Query(longitude, latitude, options) : null;
        return mediaType switch
        {
            Answers.Json => WriteJson(layer, place),
            "text/html" => WriteHtml(layer, place),
            _ => Encoding.UTF8.GetBytes($"{layer.Description.Title}\n{string.Concat(Lines(place).Select(line => $"{line.Name} = {line.Text}\n"))}"),
        };
    }

    private static byte[] WriteHtml(Layer layer, PointValue? place)
    {
        var rows = string.Concat(Lines(place).Select(line => $"<tr><th scope=\"row\">{WebUtility.HtmlEncode(line.Name)}</th><td>{WebUtility.HtmlEncode(line.Text)}</td></tr>"));
        var title = WebUtility.HtmlEncode(layer.Description.Title);
        return Encoding.UTF8.GetBytes($"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body><table><caption>{title}</caption>{rows}</table></body></html>\n");
    }

    /// <summary>A collection of one feature (RFC 7946), or of none where there is no place.</summary>
    private static byte[] WriteJson(Layer layer, PointValue? place)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "FeatureCollection");
            writer.WriteStartArray("features");
            if (place is not null)
                WriteFeature(writer, layer, place);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteFeature(Utf8JsonWriter writer, Layer layer, PointValue place)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "Feature");
        writer.WriteString("id", layer.Id);
        writer.WriteStartObject("geometry");
        writer.WriteString("type", "Point");
        writer.WriteStartArray("coordinates");
        writer.WriteNumberValue(place.Longitude);
        writer.WriteNumberValue(place.Latitude);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartObject("properties");
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < place.Bands.Count; i++)
        {
            var name = NameOf(place, i, names);
            if (place.Values[i] is { } value && double.IsFinite(value))
                writer.WriteNumber(name, value);
            else
                writer.WriteNull(name);
            if (place.Labels[i] is { } label)
                writer.WriteString(name + " class", label);
            if (place.Bands[i].Unit is { } unit)
                writer.WriteString(name + " unit", unit);
        }

        writer.WriteNumber("longitude", place.Longitude);
        writer.WriteNumber("latitude", place.Latitude);
        writer.WriteBoolean("inside", place.IsInside);
        if (place.Cell is { } cell)
        {
            writer.WriteString("cell", cell.Name);
            writer.WriteNumber("cell probability", cell.Probability);
            writer.WriteNumber("cell area km2", cell.AreaKm2);
            writer.WriteNumber("cell level", cell.Level);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static IEnumerable<(string Name, string Text)> Lines(PointValue? place)
    {
        if (place is null)
        {
            yield return ("place", "not on the Earth");
            yield break;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < place.Bands.Count; i++)
        {
            var value = place.Values[i] is { } number && double.IsFinite(number) ? Number(number) : place.IsInside ? "no data" : "outside";
            string?[] parts = [value, place.Values[i] is null ? null : place.Bands[i].Unit, place.Labels[i] is { } label ? $"({label})" : null];
            yield return (NameOf(place, i, names), string.Join(' ', parts.OfType<string>()));
        }

        yield return ("longitude", Number(place.Longitude));
        yield return ("latitude", Number(place.Latitude));
        if (place.Cell is { } cell)
        {
            yield return ("cell", cell.Name);
            yield return ("cell probability", Number(cell.Probability));
        }
    }

    /// <summary>The name of a band, with its number where two have the same.</summary>
    private static string NameOf(PointValue place, int index, HashSet<string> names)
    {
        var band = place.Bands[index];
        var name = names.Add(band.Name) ? band.Name : FormattableString.Invariant($"{band.Name} {band.Number}");
        names.Add(name);
        return name;
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
