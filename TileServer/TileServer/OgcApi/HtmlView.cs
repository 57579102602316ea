using System.Net;
using System.Text;
using System.Text.Json;

namespace TileServer.OgcApi;

/// <summary>Shows a JSON document to people: objects as tables, addresses as links.</summary>
internal static class HtmlView
{
    /// <summary>What a link says to people.</summary>
    private static readonly string[] s_words = ["title", "rel", "type"];

    /// <summary>Writes a page.</summary>
    /// <param name="title">Heading.</param>
    /// <param name="json">The document.</param>
    /// <param name="address">Address of the server, for its style sheet.</param>
    internal static byte[] Write(string title, byte[] json, string address)
    {
        using var document = JsonDocument.Parse(json);
        var page = new StringBuilder();
        page.Append(System.Globalization.CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{Text(title)} · GeoSuite</title>\n<link rel=\"stylesheet\" href=\"{Text(address)}/viewer/api.css\">\n</head>\n<body>\n<header><a href=\"{Text(address)}/\">GeoSuite</a> · <a href=\"{Text(address)}/collections?f=html\">Collections</a> · <a href=\"{Text(address)}/api.html\">API</a></header>\n<main>\n<h1>{Text(title)}</h1>\n");
        WriteValue(page, document.RootElement);
        page.Append("</main>\n</body>\n</html>\n");
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    private static void WriteValue(StringBuilder page, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.TryGetProperty("href", out var href):
                WriteLink(page, value, href.GetString()!);
                break;
            case JsonValueKind.Object:
                page.Append("<table>\n");
                foreach (var entry in value.EnumerateObject())
                {
                    page.Append("<tr><th scope=\"row\">").Append(Text(entry.Name)).Append("</th><td>");
                    WriteValue(page, entry.Value);
                    page.Append("</td></tr>\n");
                }

                page.Append("</table>\n");
                break;
            case JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number):
                page.Append(Text(string.Join(", ", value.EnumerateArray().Select(item => item.GetRawText()))));
                break;
            case JsonValueKind.Array:
                page.Append("<ul>\n");
                foreach (var item in value.EnumerateArray())
                {
                    page.Append("<li>");
                    WriteValue(page, item);
                    page.Append("</li>\n");
                }

                page.Append("</ul>\n");
                break;
            default:
                page.Append(Text(value.ToString()));
                break;
        }
    }

    /// <summary>A link; what is a template leads nowhere by itself.</summary>
    private static void WriteLink(StringBuilder page, JsonElement link, string href)
    {
        var words = string.Join(" · ", s_words.Select(name => link.TryGetProperty(name, out var text) ? text.GetString() : null).OfType<string>());
        if (link.TryGetProperty("templated", out var templated) && templated.ValueKind == JsonValueKind.True)
            page.Append(Text(words)).Append(": <code>").Append(Text(href)).Append("</code>");
        else
            page.Append("<a href=\"").Append(Text(href)).Append("\">").Append(Text(words)).Append("</a>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
