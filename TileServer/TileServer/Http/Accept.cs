using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace TileServer.Http;

/// <summary>What a client says it would rather have (RFC 9110, 12.5.1).</summary>
internal static class Accept
{
    /// <summary>Whether a page is wanted more than data; a program that takes anything gets data.</summary>
    internal static bool PrefersHtml(StringValues accept) => QualityOf(accept, "text/html") is { } html && html > (QualityOf(accept, "application/json") ?? 0);

    /// <summary>The first of some media types with the largest weight; null where the client names none of them.</summary>
    /// <param name="accept">Values of the header.</param>
    /// <param name="mediaTypes">Without parameters, best first.</param>
    internal static string? Choose(StringValues accept, params ReadOnlySpan<string> mediaTypes)
    {
        string? best = null;
        var most = 0.0;
        foreach (var mediaType in mediaTypes)
        {
            if (QualityOf(accept, mediaType) is { } quality && quality > most)
                (best, most) = (mediaType, quality);
        }

        return best;
    }

    /// <summary>Weight of a media type that is named itself; wildcards name nothing.</summary>
    private static double? QualityOf(StringValues accept, string mediaType)
    {
        foreach (var line in accept)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                var item = line.AsSpan(range);
                var semicolon = item.IndexOf(';');
                if (!(semicolon < 0 ? item : item[..semicolon]).Trim().Equals(mediaType, StringComparison.OrdinalIgnoreCase))
                    continue;
                var weight = item.LastIndexOf("q=", StringComparison.OrdinalIgnoreCase);
                if (semicolon < 0 || weight < semicolon)
                    return 1;
                return double.TryParse(item[(weight + 2)..].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quality) ? quality : 0;
            }
        }

        return null;
    }
}
