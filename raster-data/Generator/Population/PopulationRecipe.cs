using GeoCore.Raster;
using RasterData.Generator.Elevation;
using RasterData.Generator.Layers;

namespace RasterData.Generator.Population;

/// <summary>Population density from GeoNames' places.</summary>
public static class PopulationRecipe
{
    /// <summary>Ten minutes of arc.</summary>
    public static WorldGrid Grid { get; } = new(2160, 1080);

    /// <summary>Chosen among ten by agreement with a census-based grid; see the README.</summary>
    public static SpreadKernel Kernel { get; } = new([(25, 0.4), (100, 0.3), (300, 0.3)]);

    /// <summary>Binary digits of a density that are kept: steps of less than 0.1 %.</summary>
    public const int MantissaBits = 10;

    /// <summary>The recipe.</summary>
    public static LayerRecipe Recipe { get; } = new(
        new ManifestLayer(
            "population", "population.tif", "Population density",
            "People per km² in cells of 10′, estimated from the places of GeoNames: of each place's people 40 % are spread over the land within 25 km, "
            + "30 % within 100 km and 30 % within 300 km, most densely in the middle (biweight kernel). The sum over the Earth is that of the places, "
            + "3.56 billion, so densities are lower than a census would give, above all where villages are not listed. The sea has no value.",
            "© GeoNames (CC BY 4.0); ETOPO5, NOAA NGDC", "CC-BY-4.0",
            $"{PublicFiles.Places.Description}; land from {PublicFiles.Etopo5.Description}", "./geosuite raster-data population", "",
            new ManifestStyle("inferno", [0.1, 5000], "log", "people/km²")),
        [PublicFiles.Places, PublicFiles.Etopo5],
        Make);

    private static WorldRaster Make(IReadOnlyList<string> files)
    {
        using var reader = new StreamReader(files[0]);
        var places = Place.ReadGeoNames(reader);
        var heights = NodeHeights.ReadEtopo5(new NetCdfClassic(File.ReadAllBytes(files[1]))).Halve(Grid);
        var surface = new PopulationSurface(Grid, [.. heights.Select(metres => metres > 0)]);
        surface.Add(places, Kernel);
        return new WorldRaster(Grid, RasterDataType.Float32, [surface.Density(MantissaBits)], double.NaN, "people/km²");
    }
}
