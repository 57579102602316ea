using GeoCore.Gdal;
using GeoCore.Raster;
using GeoCore.Tests.Gdal;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;

namespace GeoCore.Tests.Raster;

/// <summary>Our sampler beside <c>gdalwarp -et 0 -ovr NONE</c>, inside the raster.</summary>
/// <remarks>
/// Bilinear and cubic are compared where a pixel is no larger than a cell: below that GDAL widens its kernel and we do not (decision 0041).
/// Average and mode are compared on either side.
/// </remarks>
public sealed class WarpParityTests : IDisposable
{
    private const double Range = 200;
    private readonly TemporaryRaster _files = new();

    public static TheoryData<string> Systems => ["EPSG:4326", "EPSG:3857", "EPSG:32632"];

    public void Dispose() => _files.Dispose();

    [Theory]
    [MemberData(nameof(Systems))]
    public void Kernels_give_gdals_values(string crs)
    {
        var path = Write(crs, Smooth, out var tiles);
        using var raster = GdalRaster.Open(path);
        foreach (var tile in tiles[1..])
        {
            foreach (var resampling in new[] { Resampling.Bilinear, Resampling.Cubic, Resampling.Lanczos })
            {
                var (ours, theirs) = (Warped.Ours(raster, tile, resampling), Warped.OfGdal(path, tile, resampling));
                Assert.DoesNotContain(float.NaN, theirs);
                Assert.InRange(Largest(ours, theirs), 0, 1e-3 * Range);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void Nearest_cells_are_gdals(string crs)
    {
        var path = Write(crs, (_, column, row) => FunctionRaster.Noise(0, 0, column, row), out var tiles);
        using var raster = GdalRaster.Open(path);
        foreach (var tile in tiles)
        {
            var differing = Differing(Warped.Ours(raster, tile, Resampling.Nearest), Warped.OfGdal(path, tile, Resampling.Nearest));
            // a position between nodes may be off by thousandths of a cell where each pixel has two coordinates
            Assert.InRange(differing, 0, crs == "EPSG:32632" ? 66 : 0);
        }
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void Averages_are_gdals(string crs)
    {
        var path = Write(crs, Smooth, out var tiles);
        using var raster = GdalRaster.Open(path);
        // of a turned pixel GDAL takes the rectangle between two corners, we that around all four
        var tolerance = crs == "EPSG:32632" ? 0.02 : 1e-4;
        foreach (var tile in tiles)
        {
            Assert.InRange(Largest(Warped.Ours(raster, tile, Resampling.Average), Warped.OfGdal(path, tile, Resampling.Average)), 0, tolerance * Range);
        }
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void Modes_are_gdals_but_for_ties(string crs)
    {
        var path = Write(crs, (_, column, row) => (column / 5 + row / 3 * 2) % 7, out var tiles);
        using var raster = GdalRaster.Open(path);
        foreach (var tile in tiles)
        {
            var share = Differing(Warped.Ours(raster, tile, Resampling.Mode), Warped.OfGdal(path, tile, Resampling.Mode)) / 65536.0;
            Assert.InRange(share, 0, crs == "EPSG:32632" ? 0.03 : 0.001);
        }
    }

    private static float Smooth(int band, int column, int row) => 100 + 100 * MathF.Sin(column / 5f) * MathF.Cos(row / 7f);

    /// <summary>A raster and three tiles within it: pixels somewhat larger than cells, then half and a quarter of that.</summary>
    private string Write(string crs, Func<int, int, int, float> cell, out PixelGrid[] tiles)
    {
        var (bounds, z, longitude, latitude) = crs switch
        {
            "EPSG:4326" => (new Envelope(-30, 60, 0, 75), 5, 11.0, 47.0),
            "EPSG:3857" => (new Envelope(-3e6, 6e6, 1e6, 8.5e6), 5, 11.0, 47.0),
            _ => (new Envelope(300000, 1020000, 4900000, 5500000), 8, 10.2, 47.3),
        };
        // cells of 0.125°, 12.5 km and 1 km
        tiles = [Warped.TileAt(longitude, latitude, z - 1), Warped.TileAt(longitude, latitude, z), Warped.TileAt(longitude, latitude, z + 1)];
        return _files.Write("source.tif", 720, 600, bounds, cell, crs: crs);
    }

    private static double Largest(float[] ours, float[] theirs)
    {
        var largest = 0.0;
        for (var i = 0; i < ours.Length; i++)
        {
            var difference = Math.Abs(ours[i] - theirs[i]);
            largest = difference >= 0 ? Math.Max(largest, difference) : double.NaN;
        }

        return largest;
    }

    private static int Differing(float[] ours, float[] theirs) => ours.Zip(theirs).Count(pair => !pair.First.Equals(pair.Second));
}
