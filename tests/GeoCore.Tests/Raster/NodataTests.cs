using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Raster;
using GeoCore.Tests.Gdal;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;

namespace GeoCore.Tests.Raster;

public sealed class NodataTests : IDisposable
{
    private const float Field = 200.3f;
    private static readonly Envelope s_world = new(-180, 180, -90, 90);
    private readonly TemporaryRaster _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("EPSG:4326", -180, 180, -90, 90)]
    [InlineData("EPSG:32632", 300000, 900000, 5000000, 5600000)]
    public void A_constant_field_keeps_its_value_beside_holes(string crs, double west, double east, double south, double north)
    {
        using var source = new FunctionRaster(
            crs, new Envelope(west, east, south, north), 300, 300, (_, _, column, row) => column % 5 == 2 && row % 4 == 1 || column > 200 ? float.NaN : Field);
        var place = crs == "EPSG:4326" ? (0.0, 10.0) : (9.5, 47.5);
        foreach (var z in new[] { 1, 2, 4, 7, 9 })
        {
            foreach (var resampling in Enum.GetValues<Resampling>())
            {
                var pixels = Warped.Ours(source, Warped.TileAt(place.Item1, place.Item2, z), resampling);
                Assert.All(pixels, value => Assert.True(float.IsNaN(value) || value == Field, $"{resampling} {z}: {value:R}"));
                Assert.Contains(Field, pixels);
            }
        }
    }

    [Fact]
    public void A_hole_of_one_cell_stays_and_has_the_size_of_half_the_weight()
    {
        // one cell of four pixels each way; the hole is column 20, row 10
        var grid = new PixelGrid(Crs84.Instance, -180, 90, 0.25, 0.25, 4 * 15, 4 * 5, 48, 48);
        using var source = new FunctionRaster("EPSG:4326", s_world, 360, 180, (_, _, column, row) => column == 20 && row == 10 ? float.NaN : column + row);
        foreach (var resampling in new[] { Resampling.Nearest, Resampling.Average, Resampling.Mode })
        {
            var pixels = Warped.Ours(source, grid, resampling);
            for (var i = 0; i < pixels.Length; i++)
            {
                int column = 15 + i % 48 / 4, row = 5 + i / 48 / 4;
                Assert.Equal(column == 20 && row == 10, float.IsNaN(pixels[i]));
            }
        }

        var linear = Warped.Ours(source, grid, Resampling.Bilinear);
        for (var i = 0; i < linear.Length; i++)
        {
            // distance from the hole's centre in cells; its weight is the product of two tents
            double dx = 15 + (i % 48 + 0.5) / 4 - 20.5, dy = 5 + (i / 48 + 0.5) / 4 - 10.5;
            var missing = Math.Max(0, 1 - Math.Abs(dx)) * Math.Max(0, 1 - Math.Abs(dy));
            Assert.Equal(missing > 0.5, float.IsNaN(linear[i]));
        }
    }

    [Fact]
    public void An_average_needs_values_under_half_of_the_pixel()
    {
        // each pixel covers 4 × 4 cells, of which the first n have a value
        var grid = new PixelGrid(Crs84.Instance, 0, 40, 4, 4, 0, 0, 17, 1);
        using var source = new FunctionRaster("EPSG:4326", new Envelope(0, 68, 36, 40), 68, 4, (_, _, column, row) => row * 4 + column % 4 < column / 4 ? 3 : float.NaN, levels: 1);
        Assert.Equal(Enumerable.Range(0, 17).Select(n => n >= 8 ? 3 : float.NaN), Warped.Ours(source, grid, Resampling.Average));
        Assert.Equal(Enumerable.Range(0, 17).Select(n => n >= 8 ? 3 : float.NaN), Warped.Ours(source, grid, Resampling.Mode));
    }

    [Fact]
    public void Nodata_nan_mask_and_alpha_make_the_same_holes()
    {
        static bool IsHole(int column, int row) => column % 50 == 7 && row % 30 == 3 || column is > 90 and < 120;
        Func<RasterProfile, RasterProfile> colors = profile => profile with { Colors = [BandColor.Red, BandColor.Green, BandColor.Blue, BandColor.Alpha] };
        var alpha = _files.Write(
            "alpha.tif", 360, 180, s_world, (band, column, row) => band == 3 ? (IsHole(column, row) ? 0 : 255) : 130, RasterDataType.Byte, bands: 4, change: colors);
        TemporaryRaster.Run("gdal_translate", "-q", "-b", "1", "-mask", "4", "--config", "GDAL_TIFF_INTERNAL_MASK", "YES", alpha, _files.Path("mask.tif"));
        var tagged = _files.Write("tagged.tif", 360, 180, s_world, (_, column, row) => IsHole(column, row) ? float.NaN : 130, RasterDataType.Byte, noData: 0);
        var nan = _files.Write("nan.tif", 360, 180, s_world, (_, column, row) => IsHole(column, row) ? float.NaN : 130);
        foreach (var resampling in Enum.GetValues<Resampling>())
        {
            using var first = GdalRaster.Open(nan);
            var expected = Warped.Ours(first, Warped.Tile(1, 0, 0), resampling);
            Assert.Contains(float.NaN, expected);
            Assert.All(expected, value => Assert.True(float.IsNaN(value) || value == 130, $"{resampling}: {value:R}"));
            foreach (var path in new[] { alpha, _files.Path("mask.tif"), tagged })
            {
                using var raster = GdalRaster.Open(path);
                Assert.Equal(expected, Warped.Ours(raster, Warped.Tile(1, 0, 0), resampling));
            }
        }
    }
}
