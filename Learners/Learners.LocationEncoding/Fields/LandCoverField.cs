namespace Learners.LocationEncoding.Fields;

/// <summary>IGBP land cover classes.</summary>
/// <remarks>Codes and names of MCD12C1 (Friedl and Sulla-Menashe, doi 10.5067/MODIS/MCD12C1.006); colours near those in which NASA draws the product.</remarks>
public static class LandCoverField
{
    /// <summary>From the MODIS product of 2019.</summary>
    public static FieldDescription Description { get; } = new(
        "landcover",
        "Land cover class",
        "The most probable IGBP land cover class of a place, as a small network learnt it from a grid of the prevailing class.",
        [
            new("water", "water", 0, "#dbe9f4"),
            new("evergreen-needleleaf", "evergreen needleleaf forest", 1, "#05450a"),
            new("evergreen-broadleaf", "evergreen broadleaf forest", 2, "#086a10"),
            new("deciduous-needleleaf", "deciduous needleleaf forest", 3, "#54a708"),
            new("deciduous-broadleaf", "deciduous broadleaf forest", 4, "#78d203"),
            new("mixed-forest", "mixed forest", 5, "#009900"),
            new("closed-shrubland", "closed shrubland", 6, "#c6b044"),
            new("open-shrubland", "open shrubland", 7, "#dcd159"),
            new("woody-savanna", "woody savanna", 8, "#dade48"),
            new("savanna", "savanna", 9, "#fbff13"),
            new("grassland", "grassland", 10, "#b6ff05"),
            new("wetland", "permanent wetland", 11, "#27ff87"),
            new("cropland", "cropland", 12, "#c24f44"),
            new("urban", "urban and built-up", 13, "#a5a5a5"),
            new("cropland-mosaic", "cropland and natural vegetation", 14, "#ff6d4c"),
            new("snow", "snow and ice", 15, "#69fff8"),
            new("barren", "barren", 16, "#f9ffa4"),
        ],
        "MODIS MCD12C1 version 6, 2019, IGBP classes (NASA LP DAAC, doi 10.5067/MODIS/MCD12C1.006)",
        "NASA data, free to use",
        "Land cover: NASA MODIS MCD12C1");
}
