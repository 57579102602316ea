using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Raster;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;
using TileServer.Sources.Layers.Predictions;
using TileServer.Sources.Styles;

namespace TileServer.Tests.Predictions;

public sealed class PredictionLayerTests
{
    [Theory]
    [InlineData("healpix:5")]
    [InlineData("s2:5")]
    [InlineData("latlon:180x90")]
    public void The_probability_of_all_pixels_is_one_at_every_zoom(string name)
    {
        Assert.True(Grid.TryParse(name, out var grid));
        using var layer = TestMaps.Layer(TestMaps.TwoHills(grid));
        foreach (var zoom in new[] { 0, 1, 2, 3 })
        {
            var sum = 0.0;
            for (var y = 0; y < 1 << zoom; y++)
            {
                for (var x = 0; x < 1 << zoom; x++)
                {
                    var pixels = TileMatrixSets.WebMercatorQuad.GetGrid(new TileIndex(zoom, x, y), 256);
                    sum += Sum(pixels, Render(layer, pixels, "density"));
                }
            }

            // what lies beyond 85 degrees is a billionth here
            Assert.Equal(1, sum, 1e-3);
        }
    }

    [Theory]
    [InlineData("healpix:4")]
    [InlineData("s2:4")]
    [InlineData("latlon:72x36")]
    public void A_pixel_smaller_than_a_cell_has_the_cells_numbers(string name)
    {
        Assert.True(Grid.TryParse(name, out var grid));
        var map = TestMaps.TwoHills(grid);
        var levels = MassLevels.Of(map);
        using var layer = TestMaps.Layer(map);
        var pixels = TileMatrixSets.WebMercatorQuad.GetGrid(new TileIndex(6, 34, 22), 64);
        var planes = layer.Quantities.ToDictionary(quantity => quantity, quantity => Render(layer, pixels, quantity));
        for (var pixel = 0; pixel < pixels.PixelCount; pixel += 7)
        {
            var (longitude, latitude) = pixels.Crs.ToGeographic(pixels.CentreX(pixel % 64), pixels.CentreY(pixel / 64));
            var cell = grid.CellAt(longitude, latitude);
            var density = Math.Exp(map.LogDensity(cell));
            Assert.Equal(density, planes["density"].Values[pixel], 1e-5 * density);
            Assert.Equal(Math.Log10(density), planes["log10density"].Values[pixel], 1e-5);
            Assert.Equal(map.Mass(cell), planes["probability"].Values[pixel], 1e-5 * map.Mass(cell));
            Assert.Equal(levels[cell], planes["hdr"].Values[pixel]);
        }
    }

    [Fact]
    public void Pixels_of_the_values_below_a_mass_are_its_region_and_regions_nest()
    {
        var map = TestMaps.TwoHills(NestedGrid.Healpix(4));
        using var layer = TestMaps.Layer(map);
        var last = 0;
        foreach (var mass in new[] { 0.2, 0.5, 0.8, 0.9, 0.95, 1 })
        {
            var region = PredictionRegion.Of(layer, mass);
            Assert.InRange(region.Mass, mass - 1e-6, 1);
            var weakest = region.Cells.GroupBy(cell => map.Values[cell]).MinBy(tie => tie.Key)!.Sum(map.Mass);
            Assert.True(region.Mass - weakest < mass, $"the region of {mass} is larger than it needs to be");
            Assert.True(region.Cells.Count > last);
            last = region.Cells.Count;
        }

        var pixels = TileMatrixSets.WebMercatorQuad.GetGrid(new TileIndex(5, 17, 10), 128);
        var levels = Render(layer, pixels, "hdr").Values;
        var half = PredictionRegion.Of(layer, 0.5).Cells.ToHashSet();
        for (var pixel = 0; pixel < pixels.PixelCount; pixel++)
        {
            var (longitude, latitude) = pixels.Crs.ToGeographic(pixels.CentreX(pixel % 128), pixels.CentreY(pixel / 128));
            Assert.Equal(half.Contains(map.Grid.CellAt(longitude, latitude)), levels[pixel] < 0.5);
        }
    }

    [Fact]
    public void A_pixel_of_many_cells_has_the_least_of_their_levels()
    {
        var grid = NestedGrid.Healpix(6);
        var masses = new double[grid.Count];
        Array.Fill(masses, 1);
        masses[grid.CellAt(33, 44)] = 1e6;
        using var layer = TestMaps.Layer(DensityMap.FromMasses(grid, masses));
        var pixels = TileMatrixSets.WebMercatorQuad.GetGrid(new TileIndex(0, 0, 0), 64);
        Assert.Equal(0, Render(layer, pixels, "hdr").Values.ToArray().Min());
    }

    [Fact]
    public void Before_the_densest_cell_nothing_else_is_searched()
    {
        var map = TestMaps.TwoHills(NestedGrid.Healpix(4));
        using var layer = TestMaps.Layer(map);
        var peak = map.Values.IndexOf(0f);
        var (longitude, latitude) = map.Grid.CentreOf(peak);
        Assert.Equal(map.Grid.AreaKm2(peak), layer.SearchedBefore(longitude, latitude).StrictKm2, 1e-3);
        Assert.Equal(0, layer.SearchedBefore(longitude, latitude).DenserKm2);
        using var even = TestMaps.Layer(DensityMap.Uniform(map.Grid));
        Assert.Equal(GreatCircle.SphereAreaKm2, even.SearchedBefore(1, 2).TiedKm2, 1);
    }

    [Fact]
    public void A_place_is_answered_with_its_cell()
    {
        var map = TestMaps.TwoHills(NestedGrid.Healpix(4));
        using var layer = TestMaps.Layer(map);
        var cell = map.Grid.CellAt(10, 50);
        var point = layer.Query(370, 50, Options("probability"));
        Assert.Equal($"healpix:4/{cell}", point.Cell!.Name);
        Assert.Equal(map.Mass(cell), point.Values[0]!.Value, 1e-6);
        Assert.Equal(map.Mass(cell), point.Cell.Probability, 1e-9);
        Assert.Equal(map.Grid.AreaKm2(cell), point.Cell.AreaKm2, 1e-6);
    }

    [Fact]
    public void An_outline_has_the_area_of_its_cells_and_is_cut_at_the_antimeridian()
    {
        foreach (var grid in new Grid[] { NestedGrid.Healpix(5), NestedGrid.S2(5), new LatLonGrid(144, 72), AdaptiveOutput.Of(TestMaps.TwoHills(NestedGrid.Healpix(5)), 600).Map.Grid })
        {
            using var layer = TestMaps.Layer(TestMaps.TwoHills(grid));
            var region = PredictionRegion.Of(layer, 0.9);
            var outline = region.Outline(layer, out var isExact);
            Assert.True(isExact);
            Assert.True(outline.IsValid, $"{grid.Name}: the outline is not valid");
            Assert.InRange(outline.EnvelopeInternal.MinX, -180, -150);
            Assert.InRange(outline.EnvelopeInternal.MaxX, 150, 180);
            var areaKm2 = outline.Geometries.Cast<Polygon>().Sum(AreaKm2);
            Assert.Equal(region.AreaKm2, areaKm2, 5e-3 * region.AreaKm2);
            foreach (var (longitude, latitude) in new[] { (10.0, 50.0), (179.9, -20), (-179.9, -20), (60, -50), (-90, 0) })
                Assert.Equal(region.Cells.Contains(grid.CellAt(longitude, latitude)), outline.Contains(new Point(longitude, latitude)));
        }
    }

    [Theory]
    [InlineData("healpix:3")]
    [InlineData("healpix:5")]
    [InlineData("s2:4")]
    [InlineData("latlon:36x18")]
    public void Outlines_of_cells_that_touch_at_corners_and_poles_are_valid(string name)
    {
        Assert.True(Grid.TryParse(name, out var grid));
        var random = new Random(3);
        var densities = Enumerable.Range(0, grid.Count).Select(_ => random.NextDouble()).ToArray();
        using var layer = TestMaps.Layer(DensityMap.FromDensities(grid, densities));
        foreach (var mass in new[] { 0.3, 0.6, 0.9, 1 })
        {
            var region = PredictionRegion.Of(layer, mass);
            var outline = region.Outline(layer, out _);
            Assert.True(outline.IsValid, $"{name} {mass}");
            Assert.Equal(region.AreaKm2, outline.Geometries.Cast<Polygon>().Sum(AreaKm2), 2e-2 * region.AreaKm2);
        }

        Assert.Equal(360 * 180, PredictionRegion.Of(layer, 1).Outline(layer, out _).Area, 2.0);
    }

    [Fact]
    public void A_region_of_very_many_cells_is_outlined_with_larger_ones()
    {
        using var layer = TestMaps.Layer(DensityMap.Uniform(NestedGrid.Healpix(6)));
        var region = PredictionRegion.Of(layer, 0.5);
        var outline = region.Outline(layer, out var isExact);
        Assert.False(isExact);
        Assert.Equal(360 * 180, outline.Area, 1);
    }

    [Fact]
    public void The_version_follows_the_map_and_the_quantities_have_ranges_of_their_own()
    {
        using var one = TestMaps.Layer(TestMaps.TwoHills(NestedGrid.Healpix(3)));
        using var same = TestMaps.Layer(TestMaps.TwoHills(NestedGrid.Healpix(3)));
        using var other = TestMaps.Layer(TestMaps.Hills(NestedGrid.Healpix(3), (0, 0, 1000, 1)));
        Assert.Equal(one.Version, same.Version);
        Assert.NotEqual(one.Version, other.Version);
        var density = one.GetStyleDefaults(Options("density")).Ranges[0];
        var logarithm = one.GetStyleDefaults(Options("log10density")).Ranges[0];
        Assert.Equal(Math.Log10(density.Maximum), logarithm.Maximum, 1e-6);
        Assert.Throws<OptionException>(() => one.SelectBands(Options("nonsense")));
        Assert.Throws<OptionException>(() => one.SelectBands(new RenderOptions { Bands = [2] }));
    }

    private static RenderOptions Options(string quantity) => new() { Quantity = quantity };

    private static PixelBuffer<float> Render(PredictionLayer layer, PixelGrid pixels, string quantity)
    {
        var values = new PixelBuffer<float>(1, pixels.Width, pixels.Height);
        layer.Render(pixels, Options(quantity), values, TestContext.Current.CancellationToken);
        return values;
    }

    /// <summary>Density times area over all pixels of a Mercator tile, on the sphere.</summary>
    private static double Sum(PixelGrid pixels, PixelBuffer<float> densities)
    {
        var sum = 0.0;
        for (var row = 0; row < pixels.Height; row++)
        {
            var north = pixels.Crs.ToGeographic(0, pixels.CentreY(row - 0.5)).Latitude;
            var south = pixels.Crs.ToGeographic(0, pixels.CentreY(row + 0.5)).Latitude;
            var width = pixels.CellWidth / (2 * Math.PI * 6378137);
            var areaKm2 = GreatCircle.SphereAreaKm2 / 2 * width * (Math.Sin(double.DegreesToRadians(north)) - Math.Sin(double.DegreesToRadians(south)));
            for (var column = 0; column < pixels.Width; column++)
                sum += areaKm2 * densities.Values[(row * pixels.Width) + column];
        }

        return sum;
    }

    /// <summary>On the sphere, with edges straight in longitude and latitude: the integral of sin φ along the rings.</summary>
    private static double AreaKm2(Polygon polygon)
    {
        var sum = 0.0;
        foreach (var ring in polygon.InteriorRings.Prepend(polygon.ExteriorRing))
        {
            var part = 0.0;
            for (var i = 1; i < ring.NumPoints; i++)
            {
                var (from, to) = (ring.GetCoordinateN(i - 1), ring.GetCoordinateN(i));
                part += double.DegreesToRadians(to.X - from.X) * (Math.Sin(double.DegreesToRadians(from.Y)) + Math.Sin(double.DegreesToRadians(to.Y))) / 2;
            }

            sum += (ring == polygon.ExteriorRing ? 1 : -1) * Math.Abs(part);
        }

        return sum * Wgs84.MeanRadiusKm * Wgs84.MeanRadiusKm;
    }
}
