namespace TileServer.Qgis;

/// <summary>Sources as QGIS's provider of tiles and services reads them: parameters joined by <c>&amp;</c>, with addresses among them.</summary>
internal static class QgisUri
{
    /// <summary>Joins parameters.</summary>
    internal static string Of(params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var parts = new string[parameters.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = $"{parameters[i].Name}={Escape(parameters[i].Value)}";
        return string.Join('&', parts);
    }

    /// <summary>Escapes what would end a value or be taken for a place to fill in too early; addresses stay readable.</summary>
    internal static string Escape(string value) => value
        .Replace("%", "%25", StringComparison.Ordinal).Replace("&", "%26", StringComparison.Ordinal).Replace("=", "%3D", StringComparison.Ordinal)
        .Replace("+", "%2B", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal).Replace("{", "%7B", StringComparison.Ordinal).Replace("}", "%7D", StringComparison.Ordinal);
}
