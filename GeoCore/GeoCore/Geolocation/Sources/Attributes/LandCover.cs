namespace GeoCore.Geolocation.Sources.Attributes;

/// <summary>The land cover classes of ESA's Climate Change Initiative, and a coarser grouping of GeoSuite's own.</summary>
/// <remarks>Codes of the UN Land Cover Classification System as the CCI product user guide lists them; regional sub-classes (11, 12, 61 …) count as their tens.</remarks>
public static class LandCover
{
    /// <summary>The 22 classes.</summary>
    public static IReadOnlyList<AttributeClass> Classes { get; } =
    [
        new(10, "rainfed cropland"), new(20, "irrigated cropland"), new(30, "mostly cropland, some natural vegetation"),
        new(40, "mostly natural vegetation, some cropland"), new(50, "broad-leaved evergreen trees"), new(60, "broad-leaved deciduous trees"),
        new(70, "needle-leaved evergreen trees"), new(80, "needle-leaved deciduous trees"), new(90, "trees of mixed leaf"),
        new(100, "mostly trees and shrubs, some grass"), new(110, "mostly grass, some trees and shrubs"), new(120, "shrubland"),
        new(130, "grassland"), new(140, "lichens and mosses"), new(150, "sparse vegetation"), new(160, "trees flooded by fresh water"),
        new(170, "trees flooded by salt water"), new(180, "flooded shrubs or grass"), new(190, "urban"), new(200, "bare ground"),
        new(210, "water"), new(220, "permanent snow and ice"),
    ];

    /// <summary>The nine groups; their codes are their numbers.</summary>
    public static IReadOnlyList<AttributeClass> Groups { get; } =
    [
        new(0, "cropland"), new(1, "forest"), new(2, "shrubs"), new(3, "grass"), new(4, "sparse vegetation or lichens"), new(5, "wetland"),
        new(6, "urban"), new(7, "bare ground"), new(8, "water or ice"),
    ];

    /// <summary>The group of each class of <see cref="Classes"/>.</summary>
    public static IReadOnlyList<int> GroupOf { get; } = [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4, 4, 1, 1, 5, 6, 7, 8, 8];

    /// <summary>The position in <see cref="Classes"/> of a code of a raster, or −1 for 0, which is no data, and for codes that the legend lacks.</summary>
    /// <param name="code">0 to 255, sub-classes included.</param>
    public static int IndexOf(int code)
    {
        // only these have sub-classes
        var isKnown = code is >= 10 and <= 220 && (code % 10 == 0 || code is 11 or 12 or 61 or 62 or 71 or 72 or 81 or 82 or 121 or 122 or 151 or 152 or 153 or 201 or 202);
        return isKnown ? code / 10 - 1 : -1;
    }

    /// <summary>The position in <see cref="Groups"/> of a code of a raster, or −1.</summary>
    /// <param name="code">0 to 255.</param>
    public static int GroupIndexOf(int code) => IndexOf(code) is >= 0 and var index ? GroupOf[index] : -1;
}
