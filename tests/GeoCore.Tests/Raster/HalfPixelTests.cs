using GeoCore.Gdal;
using GeoCore.Raster;
using GeoCore.Tests.Gdal;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;

namespace GeoCore.Tests.Raster;

public sealed class HalfPixelTests : IDisposable
{
    private static readonly PixelGrid s_tile = Warped.Tile(5, 17, 11);
    private readonly TemporaryRaster _files = new();
    private readonly string _path;

    public HalfPixelTests()
    {
        // 3 × 3 tiles around the tile of zoom 5, cell for cell
        var size = s_tile.CellWidth;
        var bounds = s_tile.Envelope;
        var around = new Envelope(bounds.MinX - 256 * size, bounds.MaxX + 256 * size, bounds.MinY - 256 * size, bounds.MaxY + 256 * size);
        _path = _files.Write("lattice.tif", 768, 768, around, (_, column, row) => column + 1000 * row, crs: "EPSG:3857");
    }

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(Resampling.Nearest)]
    [InlineData(Resampling.Average)]
    [InlineData(Resampling.Mode)]
    public void Cells_that_are_pixels_are_given_unchanged(Resampling resampling)
    {
        using var raster = GdalRaster.Open(_path);
        var pixels = Warped.Ours(raster, s_tile, resampling);
        for (var i = 0; i < pixels.Length; i++)
        {
            Assert.Equal(256 + i % 256 + 1000 * (256 + i / 256), pixels[i]);
        }
    }

    [Fact]
    public void Bilinear_and_cubic_lie_on_the_plane_through_the_cells()
    {
        using var raster = GdalRaster.Open(_path);
        // twice as fine: pixel centres lie a quarter of a cell beside cell centres
        var finer = Warped.Tile(5, 17, 11, 512);
        foreach (var resampling in new[] { Resampling.Bilinear, Resampling.Cubic })
        {
            var pixels = Warped.Ours(raster, finer, resampling);
            for (var i = 0; i < pixels.Length; i++)
            {
                double column = 256 + (i % 512 + 0.5) / 2 - 0.5, row = 256 + (i / 512 + 0.5) / 2 - 0.5;
                Assert.Equal(column + 1000 * row, pixels[i], 0.07); // single precision at half a million
            }
        }
    }

    [Fact]
    public void A_file_whose_pixels_are_points_gives_the_same_tile_as_its_twin()
    {
        TemporaryRaster.Run("gdal_translate", "-q", "-mo", "AREA_OR_POINT=Point", _path, _files.Path("point.tif"));
        Assert.Contains("AREA_OR_POINT=Point", TemporaryRaster.Run("gdalinfo", _files.Path("point.tif")), StringComparison.Ordinal);
        using var area = GdalRaster.Open(_path);
        using var point = GdalRaster.Open(_files.Path("point.tif"));
        Assert.Equal(Warped.Ours(area, s_tile, Resampling.Nearest), Warped.Ours(point, s_tile, Resampling.Nearest));
        Assert.Equal(Warped.OfGdal(_files.Path("point.tif"), s_tile, Resampling.Nearest), Warped.Ours(point, s_tile, Resampling.Nearest));
    }
}
