namespace GeoCore.Geolocation.Sources.Attributes;

/// <summary>The land cover classes of ESA WorldCover, 10 m, 2020 and 2021.</summary>
/// <remarks>Codes of the WorldCover product user manual, version 2.0.</remarks>
public static class WorldCover
{
    /// <summary>The 11 classes.</summary>
    public static IReadOnlyList<AttributeClass> Classes { get; } =
    [
        new(10, "tree cover"), new(20, "shrubland"), new(30, "grassland"), new(40, "cropland"), new(50, "built-up"), new(60, "bare or sparse vegetation"),
        new(70, "snow and ice"), new(80, "permanent water"), new(90, "herbaceous wetland"), new(95, "mangroves"), new(100, "moss and lichen"),
    ];

    /// <summary>The position in <see cref="Classes"/> of a code of a raster, or −1 for 0, which is no data, and for codes that the legend lacks.</summary>
    /// <param name="code">0 to 255.</param>
    public static int IndexOf(int code) => Classes.Index().Where(one => one.Item.Code == code).Select(one => one.Index).DefaultIfEmpty(-1).First();
}
