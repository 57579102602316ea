using GeoCore.Encoding;
using GeoCore.Imaging;
using GeoCore.Raster;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;

namespace TileServer.Tests.Sources;

/// <summary>One layer of each kind of value, all of the whole Earth and small.</summary>
internal static class PipelineLayers
{
    public const int Width = 720;
    public const int Height = 360;

    public static readonly uint[] Palette = [0, PackedColor.Pack(10, 120, 30), PackedColor.Pack(220, 40, 40), PackedColor.Pack(20, 30, 240)];

    public static IReadOnlyList<string> Names { get; } = ["amount", "holes", "classes", "picture", "binary", "categorical"];

    public static Layer Create(string name)
    {
        var description = new LayerDescription(name, name);
        return name switch
        {
            "amount" => new RasterLayer(description, World((column, row, _) => Wave(column, row))),
            "holes" => new RasterLayer(
                description,
                World((column, row, _) => (column * 7) + (row * 13) % 29 is var mixed && mixed % 11 == 0 ? -9999 : Wave(column, row), MemoryRaster.Band(noData: -9999))),
            "classes" => new RasterLayer(
                description,
                World((column, row, _) => 1 + (((column / 9) + (row / 5)) % 3), MemoryRaster.Band(
                    type: RasterDataType.Byte, noData: 0, color: BandColor.Palette, palette: Palette, names: ["", "wood", "town", "water"]))),
            "picture" => new RasterLayer(
                description,
                World(
                    (column, row, band) => (column + (row * 2) + (band * 40)) % 256,
                    MemoryRaster.Band("R", RasterDataType.Byte, color: BandColor.Red),
                    MemoryRaster.Band("G", RasterDataType.Byte, color: BandColor.Green),
                    MemoryRaster.Band("B", RasterDataType.Byte, color: BandColor.Blue))),
            "binary" => new EncoderLayer(description, RandomEncoders.Create(OutputKind.Binary)),
            "categorical" => new EncoderLayer(description, RandomEncoders.Create(OutputKind.Categorical)),
            _ => throw new ArgumentException(name),
        };
    }

    /// <summary>Colour of a value by the layer's default style.</summary>
    public static ColorScale ScaleOf(Layer layer, RenderOptions options) => Assert.IsType<BandStyle>(RenderStyles.StyleOf(layer, options)).Scale;

    private static double Wave(int column, int row) => 100 + (50 * Math.Sin(column * 0.11)) + (30 * Math.Cos(row * 0.07));

    private static MemoryRaster World(Func<int, int, int, double> cell, params RasterBand[] bands) =>
        MemoryRaster.OfWorld(Width, Height, cell, bands.Length > 0 ? bands : null, withOverviews: true);
}
