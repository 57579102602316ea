namespace Learners.LocationEncoding.Fields;

/// <summary>Köppen–Geiger climate classes.</summary>
/// <remarks>
/// Codes are those of the source raster. Colours are those of Beck et al., "Present and future Köppen–Geiger climate classification maps
/// at 1-km resolution", Scientific Data 5 (2018); As, which that map does not tell from Aw, is a lighter Aw, and the ocean is ours.
/// </remarks>
public static class KoppenField
{
    /// <summary>From the table of the R package kgc.</summary>
    public static FieldDescription Description { get; } = new(
        "koppen",
        "Köppen–Geiger climate class",
        "The most probable climate class of a place, as a small network learnt it from a half-degree table. Coasts come from Natural Earth: a place on land "
        + "takes the class of its cell or, where the table has none, of the nearest cell within a degree and a half.",
        [
            new("ocean", "ocean or no data", 0, "#dbe9f4"),
            new("Af", "tropical rainforest", 1, "#0000ff"),
            new("Am", "tropical monsoon", 2, "#0078ff"),
            new("As", "tropical savanna, dry summer", 3, "#91c8fa"),
            new("Aw", "tropical savanna, dry winter", 4, "#46aafa"),
            new("BSh", "hot steppe", 5, "#f5a500"),
            new("BSk", "cold steppe", 6, "#ffdc64"),
            new("BWh", "hot desert", 7, "#ff0000"),
            new("BWk", "cold desert", 8, "#ff9696"),
            new("Cfa", "temperate, no dry season, hot summer", 9, "#c8ff50"),
            new("Cfb", "temperate, no dry season, warm summer", 10, "#64ff50"),
            new("Cfc", "temperate, no dry season, cold summer", 11, "#32c800"),
            new("Csa", "temperate, dry and hot summer", 12, "#ffff00"),
            new("Csb", "temperate, dry and warm summer", 13, "#c8c800"),
            new("Csc", "temperate, dry and cold summer", 14, "#969600"),
            new("Cwa", "temperate, dry winter, hot summer", 15, "#96ff96"),
            new("Cwb", "temperate, dry winter, warm summer", 16, "#64c864"),
            new("Cwc", "temperate, dry winter, cold summer", 17, "#329632"),
            new("Dfa", "cold, no dry season, hot summer", 18, "#00ffff"),
            new("Dfb", "cold, no dry season, warm summer", 19, "#37c8ff"),
            new("Dfc", "cold, no dry season, cold summer", 20, "#007d7d"),
            new("Dfd", "cold, no dry season, very cold winter", 21, "#00465f"),
            new("Dsa", "cold, dry and hot summer", 22, "#ff00ff"),
            new("Dsb", "cold, dry and warm summer", 23, "#c800c8"),
            new("Dsc", "cold, dry and cold summer", 24, "#963296"),
            new("Dwa", "cold, dry winter, hot summer", 25, "#aaafff"),
            new("Dwb", "cold, dry winter, warm summer", 26, "#5a78dc"),
            new("Dwc", "cold, dry winter, cold summer", 27, "#4b50b4"),
            new("Dwd", "cold, dry and very cold winter", 28, "#320087"),
            new("EF", "ice cap", 29, "#666666"),
            new("ET", "tundra", 30, "#b2b2b2"),
        ],
        "table climatezones of the R package kgc 1.0.0.2, half a degree, as a grid; coasts from Natural Earth 1:10m",
        "BSD-2-Clause (kgc); public domain (Natural Earth)",
        "Köppen–Geiger classes: R package kgc; coasts: Natural Earth");
}
