using System.Globalization;
using System.Text;
using GeoCore.Imaging;
using GeoCore.Raster.Terrain;

namespace TileServer.Sources.Styles;

/// <summary>Writes options as canonical text.</summary>
internal static class RenderOptionsText
{
    internal static string Write(RenderOptions options)
    {
        var text = new StringBuilder();
        AddTerrain(text, options);
        Add(text, "bgcolor", options.Background is { } background ? PackedColor.ToHex(background)[1..] : null);
        Add(text, "bidx", options.Bands.Count > 0 ? string.Join(',', options.Bands.Select(band => band.ToString(CultureInfo.InvariantCulture))) : null);
        Add(text, "class", Optional(options.Class));
        Add(text, "colormap", options.Colormap is { } colormap ? Uri.EscapeDataString(colormap) : null);
        Add(text, "exact", options.Exact ? "true" : null);
        Add(text, "expression", options.Expression is { } expression ? Uri.EscapeDataString(expression.Text) : null);
        Add(text, "gamma", options.Gamma == 1 ? null : Number(options.Gamma));
        Add(text, "nodata", Optional(options.NoData));
        Add(text, "opacity", options.Opacity == 1 ? null : Number(options.Opacity));
        Add(text, "quantity", options.Quantity is { } quantity ? Uri.EscapeDataString(quantity) : null);
        Add(text, "resampling", options.Resampling is { } resampling ? RenderOptionsReader.NameOf(resampling) : null);
        Add(text, "rescale", options.Rescale.Count > 0 ? string.Join(',', options.Rescale.Select(range => $"{Number(range.Minimum)},{Number(range.Maximum)}")) : null);
        Add(text, "scale", options.Scale is { } scale ? RenderOptionsReader.NameOf(scale) : null);
        Add(text, "threshold", Optional(options.Threshold));
        return text.ToString();
    }

    /// <summary>Shortest text that reads back as the same number; no negative zero.</summary>
    internal static string Number(double value) =>
        double.IsNaN(value) ? "nan" : (value == 0 ? 0 : value).ToString("R", CultureInfo.InvariantCulture);

    private static void AddTerrain(StringBuilder text, RenderOptions options)
    {
        var (terrain, usual) = (options.Terrain, TerrainOptions.Default);
        Add(text, "alg.altitude", Unusual(terrain.Altitude, usual.Altitude));
        Add(text, "alg.azimuth", Unusual(terrain.Azimuth, usual.Azimuth));
        Add(text, "alg.base", Unusual(terrain.Base, usual.Base));
        Add(text, "alg.interval", Unusual(terrain.Interval, usual.Interval));
        Add(text, "alg.nodata", Unusual(terrain.NoDataHeight, usual.NoDataHeight));
        Add(text, "alg.unit", terrain.IsPercent ? "percent" : null);
        Add(text, "alg.z", Unusual(terrain.Exaggeration, usual.Exaggeration));
        Add(text, "algorithm", options.Algorithm is { } algorithm ? RenderOptionsReader.NameOf(algorithm) : null);
    }

    private static string? Unusual(double value, double usual) => value == usual ? null : Number(value);

    private static string? Optional(double? value) => value is { } number ? Number(number) : null;

    private static void Add(StringBuilder text, string name, string? value)
    {
        if (value is null)
            return;
        if (text.Length > 0)
            text.Append('&');
        text.Append(name).Append('=').Append(value);
    }
}
