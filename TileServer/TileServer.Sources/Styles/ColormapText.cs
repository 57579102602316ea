using System.Text;
using System.Text.Json;
using GeoCore.Imaging;

namespace TileServer.Sources.Styles;

/// <summary>The <c>colormap</c> parameter: a name, or JSON.</summary>
internal static class ColormapText
{
    private const int LongestJson = 16384;

    internal static bool IsJson(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..];

    /// <summary>The one form of all texts that mean the same: a name in lower case, or JSON without blanks.</summary>
    /// <exception cref="OptionException">There is no such colormap, or the JSON is not one.</exception>
    internal static string Normalize(string text)
    {
        if (!IsJson(text))
        {
            return Colormaps.TryGet(text, out var colormap)
                ? colormap.Name
                : throw new OptionException("colormap", text, "a name that /colormaps lists, the same with _r, or JSON");
        }

        if (text.Length > LongestJson)
            throw new OptionException("colormap", null, $"at most {LongestJson} characters of JSON");
        try
        {
            ColorScaleJson.Parse(text);
            using var document = JsonDocument.Parse(text);
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer))
                document.WriteTo(writer);
            return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        }
        catch (ColormapException fault)
        {
            throw new OptionException("colormap", text, $"a colormap; {fault.Message}", fault);
        }
    }
}
