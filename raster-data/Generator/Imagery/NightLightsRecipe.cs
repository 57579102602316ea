using GeoCore.Raster;
using RasterData.Generator.Layers;

namespace RasterData.Generator.Imagery;

/// <summary>The Earth at night.</summary>
public static class NightLightsRecipe
{
    /// <summary>The recipe.</summary>
    public static LayerRecipe Recipe { get; } = new(
        new ManifestLayer(
            "nightlights", "nightlights.tif", "Earth at night",
            "City lights of 1994 and 1995 over a darkened picture of land and ice, red, green and blue in cells of 8′; a picture, not a measurement.",
            "NASA GSFC (M. Imhoff, C. Mayhew, R. Simmon); NOAA NGDC (C. Elvidge)", "Public domain", PublicFiles.CityLights.Description,
            "./geosuite raster-data nightlights", "", null),
        [PublicFiles.CityLights],
        files => Make(files[0]));

    private static WorldRaster Make(string path)
    {
        var (grid, bands) = WorldPicture.Read(path);
        return new WorldRaster(grid, RasterDataType.Byte, bands, null, null);
    }
}
