using System.Globalization;
using System.Text.Json;

namespace GeoCore.Imaging;

/// <summary>Reads colour scales from JSON.</summary>
/// <remarks>
/// Three forms: <c>{"nodata": v, "stops": [[value, [r, g, b]], …]}</c> mixes between stops, <c>{"1": [r, g, b], "2": …}</c> colours
/// single values, and <c>[[[min, max], [r, g, b]], …]</c> colours intervals that hold their minimum. A colour is 3 or 4 whole numbers
/// of 0 to 255, or a text such as <c>"#rrggbb"</c>.
/// </remarks>
public static class ColorScaleJson
{
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Reads a scale.</summary>
    /// <param name="json">UTF-8 text; the caller bounds its length.</param>
    /// <param name="options">Opacity, threshold, or null for none.</param>
    /// <exception cref="ColormapException">The text is not JSON or not a scale; the message names the field.</exception>
    public static ColorScale Parse(ReadOnlyMemory<byte> json, ScaleOptions? options = null)
    {
        try
        {
            using var document = JsonDocument.Parse(json, s_strict);
            return Read(document, options);
        }
        catch (JsonException fault)
        {
            throw new ColormapException($"The colormap is not JSON: {fault.Message}", fault);
        }
    }

    /// <summary>Reads a scale.</summary>
    /// <param name="json">Text; the caller bounds its length.</param>
    /// <param name="options">Opacity, threshold, or null for none.</param>
    /// <exception cref="ColormapException">The text is not JSON or not a scale; the message names the field.</exception>
    public static ColorScale Parse(string json, ScaleOptions? options = null)
    {
        try
        {
            using var document = JsonDocument.Parse(json, s_strict);
            return Read(document, options);
        }
        catch (JsonException fault)
        {
            throw new ColormapException($"The colormap is not JSON: {fault.Message}", fault);
        }
    }

    private static ColorScale Read(JsonDocument document, ScaleOptions? options)
    {
        var root = document.RootElement;
        return root.ValueKind switch
        {
            JsonValueKind.Object when root.TryGetProperty("stops", out _) => ReadStops(root, options),
            JsonValueKind.Object => ReadClasses(root, options),
            JsonValueKind.Array => ReadIntervals(root, options),
            _ => throw new ColormapException("The colormap is neither an object nor an array."),
        };
    }

    private static StopsScale ReadStops(JsonElement root, ScaleOptions? options)
    {
        double? noData = null;
        foreach (var property in root.EnumerateObject())
        {
            switch (property.Name)
            {
                case "stops":
                    break;
                case "nodata" when property.Value.ValueKind != JsonValueKind.Null:
                    noData = Number(property.Value, "nodata");
                    break;
                case "nodata":
                    break;
                default:
                    throw new ColormapException($"'{property.Name}' is unknown; a colormap has 'nodata' and 'stops'.");
            }
        }

        var list = Items(root.GetProperty("stops"), "stops");
        var stops = new List<ColorStop>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            var name = $"stops[{stops.Count}]";
            Pair(item, name, "[value, colour]");
            stops.Add(new ColorStop(Number(item[0], $"{name}[0]"), Color(item[1], $"{name}[1]")));
        }

        return new StopsScale(stops, noData, options);
    }

    private static CategoryScale ReadClasses(JsonElement root, ScaleOptions? options)
    {
        var classes = new List<ScaleClass>();
        foreach (var property in root.EnumerateObject())
        {
            if (!double.TryParse(property.Name, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                throw new ColormapException($"'{property.Name}' is neither 'stops' nor a number.");
            classes.Add(new ScaleClass(value, Color(property.Value, property.Name), property.Name));
        }

        return new CategoryScale(classes, options);
    }

    private static IntervalScale ReadIntervals(JsonElement root, ScaleOptions? options)
    {
        var intervals = new List<ScaleInterval>();
        foreach (var item in root.EnumerateArray())
        {
            var name = $"[{intervals.Count}]";
            Pair(item, name, "[[min, max], colour]");
            Pair(item[0], $"{name}[0]", "[min, max]");
            var minimum = Number(item[0][0], $"{name}[0][0]");
            var maximum = Number(item[0][1], $"{name}[0][1]");
            intervals.Add(new ScaleInterval(minimum, maximum, Color(item[1], $"{name}[1]"), NumberText.Interval(minimum, maximum)));
        }

        return new IntervalScale(intervals, options);
    }

    private static JsonElement Items(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Array ? element : throw new ColormapException($"'{name}' is not an array.");

    private static void Pair(JsonElement element, string name, string form)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() != 2)
            throw new ColormapException($"'{name}' is not {form}.");
    }

    private static double Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new ColormapException($"'{name}' is not a finite number.");

    private static uint Color(JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return PackedColor.TryParse(element.GetString(), out var color)
                ? color
                : throw new ColormapException($"'{name}' is not a colour such as '#rrggbb'.");
        }

        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() is not (3 or 4))
            throw new ColormapException($"'{name}' is not [r, g, b] or [r, g, b, a].");
        Span<int> channels = [0, 0, 0, 255];
        for (var i = 0; i < element.GetArrayLength(); i++)
        {
            var channel = Number(element[i], $"{name}[{i}]");
            if (channel is not (>= 0 and <= 255) || channel != Math.Truncate(channel))
                throw new ColormapException($"'{name}[{i}]' is not a whole number of 0 to 255.");
            channels[i] = (int)channel;
        }

        return PackedColor.Pack(channels[0], channels[1], channels[2], channels[3]);
    }
}
