using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GeoCore.Geolocation.Grids;

namespace TileServer.Evaluations;

/// <summary>Reads grids as people name them.</summary>
internal static class GridText
{
    /// <summary>What does for a grid.</summary>
    internal const string Expected = "a grid such as latlon:1, latlon:360x180, healpix:7 or s2:8 that fits in memory";

    private const string Prefix = "latlon:";
    private const int MostColumns = 65_534;

    /// <summary>A grid by its name; <c>latlon:</c> may have the size of cells in degrees, also as a fraction such as 1/24.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out Grid? grid) => Grid.TryParse(text, out grid) || TryDegrees(text, out grid);

    private static bool TryDegrees(string text, [NotNullWhen(true)] out Grid? grid)
    {
        grid = null;
        var parts = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..].Split('/') : [];
        if (parts.Length is not (1 or 2) || !TryNumber(parts[0], out var degrees) || !TryNumber(parts.Length == 2 ? parts[1] : "1", out var divisor))
            return false;
        var columns = 360 / (degrees / divisor);
        var rounded = Math.Round(columns);
        // cells are square and fill the globe
        return rounded is >= 2 and <= MostColumns && Math.Abs(columns - rounded) <= 1e-6 * columns && rounded % 2 == 0
            && Grid.TryParse(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{rounded}x{rounded / 2}"), out grid);
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number) && number > 0;
}
