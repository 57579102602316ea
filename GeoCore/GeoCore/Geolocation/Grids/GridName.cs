using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GeoCore.Geolocation.Grids;

/// <summary>Reads the names of grids.</summary>
internal static class GridName
{
    internal static bool TryParse(string? name, [NotNullWhen(true)] out Grid? grid)
    {
        grid = null;
        var parts = name?.Split(':');
        if (parts is not [var kind, var size])
            return false;
        switch (kind)
        {
            case "latlon" when size.Split('x') is [var width, var height] && TryNumber(width, out var columns) && TryNumber(height, out var rows):
                grid = columns >= 1 && rows >= 1 && (long)columns * rows <= Grid.MaximumCells ? new LatLonGrid(columns, rows) : null;
                break;
            case "healpix" when TryNumber(size, out var level):
                grid = NestedGrid.IsPossible(CellHierarchy.Healpix, level) ? new NestedGrid(CellHierarchy.Healpix, level) : null;
                break;
            case "s2" when TryNumber(size, out var level):
                grid = NestedGrid.IsPossible(CellHierarchy.S2, level) ? new NestedGrid(CellHierarchy.S2, level) : null;
                break;
        }

        return grid is not null;
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
