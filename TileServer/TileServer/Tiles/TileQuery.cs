using TileServer.Http;
using TileServer.Layers;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;
using TileServer.Sources.Vectors;

namespace TileServer.Tiles;

/// <summary>What the query of a tile says besides its address.</summary>
/// <param name="Options">Values and colours.</param>
/// <param name="TileSize">Pixels along the edge, or null for the set's.</param>
/// <param name="Empty">Status of a tile without any value: 200, 204 or 404.</param>
/// <param name="Version">Version of the layer that the address names, or null.</param>
/// <param name="Format">Format that overrules the extension, or null.</param>
/// <param name="CountsFromSouth">Whether row 0 is in the south.</param>
internal sealed record TileQuery(RenderOptions Options, int? TileSize, int Empty, string? Version, TileFormat? Format, bool CountsFromSouth)
{
    /// <summary>Which features of a vector tile.</summary>
    internal FeatureChoice Features { get; init; } = FeatureChoice.All;

    private const string VersionOnly = "?v=";

    /// <summary>Nothing said.</summary>
    internal static TileQuery Default { get; } = new(RenderOptions.Default, null, StatusCodes.Status200OK, null, null, false);

    /// <summary>Reads the query of a request; without one, or with nothing but a version, at no cost.</summary>
    /// <returns>The problem to answer with, or null.</returns>
    internal static Problem? Read(HttpContext context, out TileQuery query)
    {
        query = Default;
        var text = context.Request.QueryString.Value;
        if (string.IsNullOrEmpty(text))
            return null;
        if (text.StartsWith(VersionOnly, StringComparison.Ordinal) && !text.AsSpan(VersionOnly.Length).ContainsAny('&', '%', '+'))
        {
            query = Default with { Version = text[VersionOnly.Length..] };
            return null;
        }

        return ReadAll(context, ref query);
    }

    private static Problem? ReadAll(HttpContext context, ref TileQuery query)
    {
        var reader = ServedLayers.QueryOf(context);
        var options = reader.Options(RenderOptions.Default);
        int? tileSize = reader.Choice("tilesize", "256", "512") switch { "256" => 256, "512" => 512, _ => null };
        var empty = reader.Choice("empty", "200", "204", "404") switch { "204" => 204, "404" => 404, _ => 200 };
        var isFromSouth = reader.Choice("scheme", "xyz", "tms") == "tms";
        var version = reader.Version;
        TileFormat? format = null;
        var name = reader.Text("f");
        var (layers, level) = (reader.Text("layers"), reader.Text("level"));
        if (reader.Finish() is { } problem)
            return problem;
        if (name is not null && !TileFormat.TryGet(name, out format))
            return TileAddress.UnsupportedFormat("f", name);
        query = new TileQuery(options, tileSize, empty, version, format, isFromSouth) { Features = FeatureChoice.Read(layers, level) };
        return null;
    }
}
