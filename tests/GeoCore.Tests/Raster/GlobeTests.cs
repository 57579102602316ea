using GeoCore.Geodesy;
using GeoCore.Raster;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;

namespace GeoCore.Tests.Raster;

/// <summary>The seam of longitudes and the poles, on a function of the sphere that is known everywhere.</summary>
public sealed class GlobeTests
{
    private static readonly Envelope s_world = new(-180, 180, -90, 90);

    [Theory]
    [InlineData(-180)]
    [InlineData(0)]
    [InlineData(-30)]
    public void A_raster_round_the_earth_has_no_seam(double west)
    {
        using var source = OfDegrees(new Envelope(west, west + 360, -90, 90), 720, 360);
        foreach (var resampling in Enum.GetValues<Resampling>())
        {
            // zoom 1 and the tiles on both sides of the antimeridian, of Greenwich and of 30° W
            foreach (var tile in new[] { Warped.Tile(1, 0, 0), Warped.Tile(3, 0, 3), Warped.Tile(3, 7, 3), Warped.Tile(3, 3, 4), Warped.Tile(3, 4, 4) })
            {
                AssertIsSphere(source, tile, resampling);
            }
        }
    }

    [Fact]
    public void A_window_may_lie_across_the_antimeridian()
    {
        using var source = OfDegrees(s_world, 720, 360);
        var across = Warped.Tile(3, 7, 3) with { Width = 512 };
        foreach (var resampling in Enum.GetValues<Resampling>())
        {
            AssertIsSphere(source, across, resampling);
        }
    }

    [Fact]
    public void A_cell_size_that_was_rounded_leaves_no_slit()
    {
        using var source = OfDegrees(new Envelope(-180, 179.99999, -90, 90), 3600, 1800);
        foreach (var resampling in Enum.GetValues<Resampling>())
        {
            Assert.DoesNotContain(float.NaN, Warped.Ours(source, Warped.Tile(12, 4095, 2000), resampling));
            Assert.DoesNotContain(float.NaN, Warped.Ours(source, Warped.Tile(12, 0, 2000), resampling));
        }
    }

    [Fact]
    public void A_raster_across_the_antimeridian_is_seen_on_both_sides()
    {
        using var source = OfDegrees(new Envelope(170, 190, -60, -30), 400, 600);
        foreach (var resampling in Enum.GetValues<Resampling>())
        {
            var grid = new PixelGrid(Crs84.Instance, -180, 90, 0.5, 0.5, 0, 240, 720, 60);
            var pixels = Warped.Ours(source, grid, resampling);
            for (var i = 0; i < pixels.Length; i++)
            {
                var longitude = grid.CentreX(i % 720);
                Assert.Equal(longitude is > -170 and < 170, float.IsNaN(pixels[i]));
            }

            AssertIsSphere(source, Warped.TileAt(179.9, -45, 6), resampling);
            AssertIsSphere(source, Warped.TileAt(-179.9, -45, 6), resampling);
        }
    }

    [Fact]
    public void Degrees_reach_the_poles()
    {
        using var source = OfDegrees(s_world, 720, 360);
        foreach (var resampling in Enum.GetValues<Resampling>())
        {
            for (var x = 0; x < 2; x++)
            {
                AssertIsSphere(source, Warped.Tile(0, x, 0, set: TileMatrixSets.WorldCrs84Quad), resampling);
            }
        }
    }

    [Fact]
    public void Polar_tiles_see_the_pole()
    {
        using var source = OfDegrees(s_world, 2880, 1440);
        foreach (var resampling in Enum.GetValues<Resampling>())
        {
            foreach (var tile in new[] { Warped.Tile(2, 1, 1, set: TileMatrixSets.UpsArcticWgs84Quad), Warped.Tile(2, 2, 2, set: TileMatrixSets.UpsArcticWgs84Quad), Warped.Tile(3, 4, 3, set: TileMatrixSets.UpsAntarcticWgs84Quad) })
            {
                AssertIsSphere(source, tile, resampling);
            }
        }
    }

    [Fact]
    public void A_polar_raster_is_seen_in_degrees_and_in_mercator()
    {
        var crs = CoordinateReferenceSystems.Parse("EPSG:3031");
        using var source = new FunctionRaster("EPSG:3031", new Envelope(-3e6, 3e6, -3e6, 3e6), 600, 600, (_, level, column, row) =>
        {
            double size = 10000 * Math.Pow(2, level), x = -3e6 + (column + 0.5) * size, y = 3e6 - (row + 0.5) * size;
            var (longitude, latitude) = crs.ToGeographic(x, y);
            return Sphere(longitude, latitude);
        }, levels: 1);
        foreach (var resampling in Enum.GetValues<Resampling>())
        {
            AssertIsSphere(source, new PixelGrid(Crs84.Instance, -180, -70, 0.5, 0.25, 0, 0, 720, 80), resampling);
            AssertIsSphere(source, Warped.TileAt(-179.9, -79, 6), resampling);
        }
    }

    [Fact]
    public void There_is_nothing_beyond_the_poles()
    {
        using var mercator = new FunctionRaster("EPSG:3857", new Envelope(-2e7, 2e7, -2e7, 2e7), 400, 400, FunctionRaster.Noise);
        using var utm = new FunctionRaster("EPSG:32632", new Envelope(3e5, 9e5, 5e6, 5.6e6), 100, 100, FunctionRaster.Noise);
        foreach (var resampling in Enum.GetValues<Resampling>())
        {
            Assert.All(Warped.Ours(mercator, new PixelGrid(Crs84.Instance, -180, 200, 1, 1, 0, 0, 360, 110), resampling), value => Assert.True(float.IsNaN(value)));
            Assert.All(Warped.Ours(utm, new PixelGrid(Crs84.Instance, -180, 200, 1, 1, 0, 0, 360, 110), resampling), value => Assert.True(float.IsNaN(value)));
        }
    }

    [Theory]
    [InlineData("EPSG:32632", 300000, 900000, 5000000, 5600000, 9.5, 47.5)]
    [InlineData("EPSG:3031", -3000000, 3000000, -3000000, 3000000, 179.9, -75)]
    public void Positions_between_nodes_are_right(string crs, double west, double east, double south, double north, double longitude, double latitude)
    {
        using var raster = new FunctionRaster(crs, new Envelope(west, east, south, north), 1000, 1000, FunctionRaster.Noise);
        var source = new SourceLattice(raster.Info, 0);
        var tile = Warped.TileAt(longitude, latitude, crs == "EPSG:32632" ? 7 : 5);
        var square = new TransformSquare(source, tile, corners: false);
        double largest = 0;
        for (var start = 0; start < 256; start += TransformSquare.Size)
        {
            square.Fill(start, 256 - TransformSquare.Size - start);
            for (var i = 0; i < square.Columns.Length; i++)
            {
                var (here, up) = tile.Crs.ToGeographic(tile.CentreX(start + i % TransformSquare.Size), tile.CentreY(256 - TransformSquare.Size - start + i / TransformSquare.Size));
                var (x, y) = source.Crs.FromGeographic(here, up);
                largest = Math.Max(largest, Math.Max(Math.Abs(source.ColumnInTurn(x) - square.Columns[i]), Math.Abs(source.Row(y) - square.Rows[i])));
            }
        }

        Assert.InRange(largest, 0, 0.005);
    }

    /// <summary>A function without jumps on the sphere: −100 to 100.</summary>
    private static float Sphere(double longitude, double latitude)
    {
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(latitude));
        return (float)(70 * cos * Math.Cos(double.DegreesToRadians(longitude - 20)) + 70 * sin);
    }

    private static FunctionRaster OfDegrees(Envelope bounds, int width, int height) => new("EPSG:4326", bounds, width, height, (_, level, column, row) =>
    {
        var size = bounds.Width / width * (1 << level);
        return Sphere(bounds.MinX + (column + 0.5) * size, bounds.MaxY - (row + 0.5) * size);
    }, levels: 3);

    /// <summary>Every pixel has the value of its centre, to what one cell and one pixel can change.</summary>
    private static void AssertIsSphere(FunctionRaster source, PixelGrid tile, Resampling resampling)
    {
        var pixels = Warped.Ours(source, tile, resampling);
        double[] longitudes = new double[tile.Width], latitudes = new double[tile.Width];
        var tolerance = resampling is Resampling.Bilinear or Resampling.Cubic ? 0.1 : 2.5;
        for (var row = 0; row < tile.Height; row++)
        {
            tile.GetRowCentres(row, longitudes, latitudes);
            for (var column = 0; column < tile.Width; column++)
            {
                var value = pixels[row * tile.Width + column];
                Assert.True(
                    Math.Abs(value - Sphere(longitudes[column], latitudes[column])) < tolerance,
                    $"{resampling}: {value} instead of {Sphere(longitudes[column], latitudes[column])} at {longitudes[column]}, {latitudes[column]}");
            }
        }
    }
}
