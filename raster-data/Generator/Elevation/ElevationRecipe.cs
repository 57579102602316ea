using GeoCore.Raster;
using RasterData.Generator.Layers;

namespace RasterData.Generator.Elevation;

/// <summary>Heights of land and sea floor.</summary>
public static class ElevationRecipe
{
    /// <summary>Ten minutes of arc.</summary>
    public static WorldGrid Grid { get; } = new(2160, 1080);

    /// <summary>Where the sea is deeper than this, heights are kept in steps of <see cref="DeepStep"/>, which is finer than its soundings are.</summary>
    public const double DeepBelow = -200;

    /// <summary>Metres.</summary>
    public const double DeepStep = 10;

    /// <summary>The recipe.</summary>
    public static LayerRecipe Recipe { get; } = new(
        new ManifestLayer(
            "elevation", "elevation.tif", "Elevation and sea floor",
            "Mean height above the sea in metres in cells of 10′, from the 5′ grid ETOPO5. Below −200 m in steps of 10 m. "
            + "Means are lower than summits: the cell of Mount Everest has 5.8 km.",
            "ETOPO5, NOAA National Geophysical Data Center", "Public domain", PublicFiles.Etopo5.Description, "./geosuite raster-data elevation", "",
            new ManifestStyle("topography", [-6000, 6000], "linear", "m")),
        [PublicFiles.Etopo5],
        files => Make(NodeHeights.ReadEtopo5(new NetCdfClassic(File.ReadAllBytes(files[0])))));

    private static WorldRaster Make(NodeHeights nodes) =>
        new(Grid, RasterDataType.Int16, [[.. nodes.Halve(Grid).Select(Round)]], null, "m");

    private static float Round(double metres) =>
        (float)(metres < DeepBelow ? Math.Round(metres / DeepStep) * DeepStep : Math.Round(metres));
}
