using GeoCore.Geodesy;
using GeoCore.Imaging;
using GeoCore.Raster;
using NetTopologySuite.Geometries;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Tests.Sources;

namespace TileServer.Tests.Http;

/// <summary>Layers whose values are known.</summary>
internal static class TestLayers
{
    public const int Width = 720;
    public const int Height = 360;

    /// <summary>The longitude of the cell's centre, in degrees east.</summary>
    public static RasterLayer Ramp(string id = "ramp") => new(
        new LayerDescription(id, "Ramp <of longitudes>", "Longitude of each cell.", "Made up", "CC0-1.0"),
        MemoryRaster.OfWorld(Width, Height, (column, _, _) => ((column + 0.5) / 2) - 180, [MemoryRaster.Band(unit: "°E")], withOverviews: true),
        new ConfiguredStyle("viridis", new ValueRange(-180, 180)));

    /// <summary>1 in the north, 2 in the south.</summary>
    public static RasterLayer Classes() => new(
        new LayerDescription("classes", "Two classes"),
        MemoryRaster.OfWorld(Width, Height, (_, row, _) => row < Height / 2 ? 1 : 2,
            [MemoryRaster.Band(type: RasterDataType.Byte, color: BandColor.Palette,
                palette: [0, PackedColor.Pack(255, 0, 0), PackedColor.Pack(0, 0, 255)], names: ["", "North", "South"])], digest: "classes"));

    /// <summary>A picture of one colour.</summary>
    public static RasterLayer Picture() => new(
        new LayerDescription("picture", "A picture"),
        MemoryRaster.OfWorld(Width, Height, (_, _, band) => 50 * (band + 1),
        [
            MemoryRaster.Band("Red", RasterDataType.Byte, color: BandColor.Red), MemoryRaster.Band("Green", RasterDataType.Byte, color: BandColor.Green),
            MemoryRaster.Band("Blue", RasterDataType.Byte, color: BandColor.Blue),
        ], digest: "picture"));

    /// <summary>Ten degrees square beside the equator.</summary>
    public static RasterLayer Part() => new(
        new LayerDescription("part", "A part"),
        new MemoryRaster(
            new RasterInfo(Crs84.Instance, new Envelope(0, 10, 0, 10), [new RasterLevel(100, 100, 64, 64)], [MemoryRaster.Band()], "part"),
            (column, row, _) => column + (100 * row)),
        new ConfiguredStyle("viridis", new ValueRange(0, 10_000)));

    /// <summary>A layer whose file has gone.</summary>
    public static RasterLayer Broken()
    {
        var raster = MemoryRaster.OfWorld(Width, Height, (_, _, _) => 0, digest: "broken");
        raster.BeforeRead = () => throw new RasterException("/secret/place/broken.tif: no such file");
        return new RasterLayer(new LayerDescription("broken", "Broken"), raster, new ConfiguredStyle("viridis", new ValueRange(0, 1)));
    }

    public static Layer[] All() => [Ramp(), Classes(), Picture(), Part(), Broken()];
}
