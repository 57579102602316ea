using System.CommandLine;
using System.Globalization;
using NetTopologySuite.Geometries;

namespace TileServer.Commands;

/// <summary>What <c>export</c> was told.</summary>
internal sealed record ExportOrder(
    string Layer, IReadOnlyList<string> From, string Out, (int Least, int Most) Zooms, Envelope? Bounds, string? TileFormat, int? TileSize, string? Parameters, bool Force, bool IsJson);

/// <summary>The options of <c>export</c>.</summary>
internal sealed class ExportOptions
{
    private const int DeepestZoom = 24;

    private static readonly Dictionary<string, string> s_extensions = new() { ["mbtiles"] = ".mbtiles", ["pmtiles"] = ".pmtiles", ["directory"] = "" };

    private readonly Argument<string> _layer = new("LAYER") { Description = "Identifier of a layer, or a file that would be one." };
    private readonly Option<string[]> _from = new("--from") { Description = "Folders that the layer is looked for in; without it the layers that come with GeoSuite and those trained here.", HelpName = "FOLDER", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _format = new("--format") { Description = "mbtiles, pmtiles or directory; taken from the end of --out without this.", HelpName = "FORMAT" };
    private readonly Option<string?> _zooms = new("--zooms") { Description = "First and last zoom, such as 0-5; 0 to the layer's own without this.", HelpName = "FIRST-LAST" };
    private readonly Option<string?> _out = new("--out") { Description = "File or folder to be written; LAYER with the ending of the format without this.", HelpName = "FILE" };
    private readonly Option<string?> _bounds = new("--bounds") { Description = "Degrees of longitude and latitude; all of the layer without this.", HelpName = "WEST,SOUTH,EAST,NORTH" };
    private readonly Option<string?> _tileFormat = new("--tile-format") { Description = "png, webp, jpg or mvt; the layer's own without this.", HelpName = "FORMAT" };
    private readonly Option<string?> _tileSize = new("--tile-size") { Description = "Pixels along the edge of a picture: 256 or 512.", HelpName = "PIXELS" };
    private readonly Option<string?> _parameters = new("--parameters") { Description = "Rendering parameters as in addresses of tiles: colormap=magma&rescale=0,100.", HelpName = "QUERY" };
    private readonly Option<bool> _force = new("--force") { Description = "Replace what is there." };
    private readonly Option<bool> _json = new("--json") { Description = "Write JSON instead of lines for people." };

    internal void AddTo(Command command)
    {
        _layer.Validators.Add(CommandLine.RejectUnknownOptions);
        command.Add(_layer);
        foreach (var option in new Option[] { _from, _format, _zooms, _out, _bounds, _tileFormat, _tileSize, _parameters, _force, _json })
            command.Add(option);
    }

    internal ExportOrder Read(ParseResult parsed)
    {
        var layer = parsed.GetRequiredValue(_layer);
        var format = parsed.GetValue(_format);
        if (format is not null && !s_extensions.ContainsKey(format))
            throw new UsageException($"--format: '{format}' is none of {string.Join(", ", s_extensions.Keys)}.");
        var place = parsed.GetValue(_out) ?? (format is null ? throw new UsageException("--out or --format is needed.") : Path.GetFileNameWithoutExtension(layer) + s_extensions[format]);
        var ending = Path.GetExtension(place).ToLowerInvariant();
        if (format is not null && (format == "directory" ? s_extensions["mbtiles"] == ending || s_extensions["pmtiles"] == ending : s_extensions[format] != ending))
            throw new UsageException($"--out: '{place}' does not end as {format} does.");
        if (format is null && ending is not (".mbtiles" or ".pmtiles"))
            throw new UsageException($"--out: '{place}' ends neither with .mbtiles nor with .pmtiles; name a --format.");
        int? size = parsed.GetValue(_tileSize) switch { null => null, "256" => 256, "512" => 512, var other => throw new UsageException($"--tile-size: '{other}' is neither 256 nor 512.") };
        return new ExportOrder(
            layer, parsed.GetValue(_from) ?? [], place, ZoomsOf(parsed.GetValue(_zooms)), BoundsOf(parsed.GetValue(_bounds)), parsed.GetValue(_tileFormat), size, parsed.GetValue(_parameters),
            parsed.GetValue(_force), parsed.GetValue(_json));
    }

    /// <summary>−1 for a last zoom that is not said.</summary>
    private static (int Least, int Most) ZoomsOf(string? text)
    {
        if (text is null)
            return (0, -1);
        var ends = text.Split('-');
        return ends.Length is 1 or 2 && Zoom(ends[0], out var least) && Zoom(ends[^1], out var most) && least <= most
            ? (least, most) : throw new UsageException($"--zooms: '{text}' is not FIRST-LAST with 0 ≤ FIRST ≤ LAST ≤ {DeepestZoom}.");

        static bool Zoom(string word, out int zoom) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out zoom) && zoom <= DeepestZoom;
    }

    private static Envelope? BoundsOf(string? text)
    {
        if (text is null)
            return null;
        double[] edges = [.. text.Split(',').Select(word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN)];
        return edges is [>= -180 and var west, >= -90 and var south, <= 180 and var east, <= 90 and var north] && west < east && south < north
            ? new Envelope(west, east, south, north) : throw new UsageException($"--bounds: '{text}' is not WEST,SOUTH,EAST,NORTH in degrees.");
    }
}
