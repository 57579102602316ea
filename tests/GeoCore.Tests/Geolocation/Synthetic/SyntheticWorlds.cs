using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Sources;
using GeoCore.Geolocation.Sources.Retrieval;
using GeoCore.Geolocation.Synthetic;
using GeoCore.Tests.Evaluation;

namespace GeoCore.Tests.Geolocation.Synthetic;

/// <summary>Worlds of the golden files: where photographs of a public gallery lie, and where land is.</summary>
internal static class SyntheticWorlds
{
    internal static SyntheticWorld Of(int level, SyntheticOptions? options = null)
    {
        var grid = NestedGrid.Healpix(level);
        return new SyntheticWorld(Prior(grid), [.. Enumerable.Range(0, grid.Count).Select(cell => IsLand(grid.CentreOf(cell)))], options);
    }

    /// <summary>The gallery's prior half, spread by 300 km, over a floor.</summary>
    private static DensityMap Prior(Grid grid)
    {
        var rows = GoldenRecall.File("gallery_prior_1deg.json").GetProperty("rows").EnumerateArray()
            .Select(row => (Cell: row[0].GetInt32(), Count: row[1].GetDouble())).Where(row => row.Count > 0).ToArray();
        var places = new GalleryPlaces(rows.Select(row => row.Cell % 360 - 179.5), rows.Select(row => row.Cell / 360 - 89.5));
        var photographs = GalleryDensity.Spread(grid, places, [.. rows.Select(_ => 300.0)], [.. rows.Select(row => row.Count)]).Map;
        return new DensityFloor(DensityMap.Uniform(grid), 0.02).Under(photographs);
    }

    private static bool IsLand((double Longitude, double Latitude) place)
    {
        var (longitude, latitude) = place;
        var (x, y) = s_equalArea.FromGeographic(longitude, latitude);
        var column = Math.Clamp((int)Math.Round((x - s_x0) / s_step), 0, s_columns - 1);
        var row = Math.Clamp((int)Math.Round((y - s_y0) / s_step), 0, s_rows - 1);
        var bit = row * s_columns + column;
        return ((Convert.ToInt32(s_bits[bit / 4].ToString(), 16) >> (3 - bit % 4)) & 1) == 1;
    }

    private static readonly System.Text.Json.JsonElement s_land = GoldenRecall.File("land_ocean.json").GetProperty("grid");
    private static readonly CoordinateReferenceSystem s_equalArea = CoordinateReferenceSystems.Parse("EPSG:6933");
    private static readonly string s_bits = s_land.GetProperty("label_bits_hex_msb_first").GetString()!;
    private static readonly int s_columns = s_land.GetProperty("columns").GetInt32();
    private static readonly int s_rows = s_land.GetProperty("rows").GetInt32();
    private static readonly double s_x0 = s_land.Number("x0");
    private static readonly double s_y0 = s_land.Number("y0");
    private static readonly double s_step = s_land.Number("step_m");
}
