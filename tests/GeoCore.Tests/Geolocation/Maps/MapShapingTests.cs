using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Tests.Geolocation.Grids;

namespace GeoCore.Tests.Geolocation.Maps;

/// <summary>Blurring, the smallest cells allowed, and maps of few cells.</summary>
public class MapShapingTests
{
    [Theory]
    [InlineData(10.0)]
    [InlineData(500.0)]
    [InlineData(5000.0)]
    [InlineData(100_000.0)]
    public void The_kernel_has_mass_one_within_its_reach(double bandwidth)
    {
        var kernel = new VonMisesFisherKernel(bandwidth);
        // mass of rings of equal width by the midpoint rule
        const int rings = 20_000;
        var width = kernel.ReachKm / Wgs84.MeanRadiusKm / rings;
        var mass = 0.0;
        for (var i = 0; i < rings; i++)
        {
            var angle = (i + 0.5) * width;
            mass += 2 * Math.PI * Math.Sin(angle) * width * Wgs84.MeanRadiusKm * Wgs84.MeanRadiusKm * Math.Exp(kernel.LogDensity(4 * Math.Pow(Math.Sin(angle / 2), 2)));
        }

        Assert.InRange(mass, 1 - 1.1e-5, 1 + 1e-6);
        Assert.Throws<ArgumentOutOfRangeException>(() => new VonMisesFisherKernel(0));
    }

    [Theory]
    [InlineData("healpix:5", 300.0)]
    [InlineData("latlon:180x90", 300.0)]
    [InlineData("s2:5", 1000.0)]
    public void A_blurred_point_is_the_kernel(string name, double bandwidth)
    {
        var grid = GridTests.Of(name);
        var masses = new double[grid.Count];
        var at = grid.CellAt(25, 50);
        masses[at] = 1;
        var blurred = MapBlur.Blur(DensityMap.FromMasses(grid, masses), bandwidth, TestContext.Current.CancellationToken);
        var kernel = new VonMisesFisherKernel(bandwidth);
        var (longitude, latitude) = grid.CentreOf(at);
        foreach (var distance in new[] { 0, 1, 2, 3 })
        {
            var cell = grid.CellAt(longitude, latitude - double.RadiansToDegrees(distance * bandwidth / Wgs84.MeanRadiusKm));
            var (lambda, phi) = grid.CentreOf(cell);
            var expected = kernel.LogDensity(UnitVector.Of(longitude, latitude).SquaredChord(UnitVector.Of(lambda, phi)));
            Assert.Equal(expected, blurred.LogDensity(cell), 0.02);
        }
    }

    [Fact]
    public void Blurring_conserves_mass_and_flattens()
    {
        var map = MapTests.Humps(NestedGrid.Healpix(4), 3);
        var blurred = MapBlur.Blur(map, 600, TestContext.Current.CancellationToken);
        Assert.Equal(1, blurred.Masses().Sum(), 1e-12);
        Assert.True(blurred.Entropy > map.Entropy);
        Assert.True(blurred.LogNormaliser < double.PositiveInfinity && blurred.Masses().Max() < map.Masses().Max());
        // far narrower than the cells it leaves the map alone
        var same = MapBlur.Blur(map, 1, TestContext.Current.CancellationToken);
        Assert.Equal(map.Masses(), same.Masses(), (a, b) => Math.Abs(a - b) < 1e-8);
        Assert.Throws<OperationCanceledException>(() => MapBlur.Blur(map, 1000, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData("healpix:5", 100_000.0)]
    [InlineData("s2:5", 100_000.0)]
    [InlineData("latlon:180x90", 100_000.0)]
    [InlineData("adaptive", 3_000_000.0)]
    [InlineData("sparse", 3_000_000.0)]
    public void No_cell_stays_below_the_smallest_area(string name, double least)
    {
        var grid = GridTests.Of(name);
        var map = MapTests.Humps(grid, 7, grid.IsComplete ? 0 : 0.2);
        Assert.Contains(Enumerable.Range(0, grid.Count), cell => grid.AreaKm2(cell) < least);
        var coarse = MinimumCells.Of(map, least);
        Assert.All(Enumerable.Range(0, coarse.Grid.Count), cell => Assert.True(coarse.Grid.AreaKm2(cell) >= least));
        Assert.Equal(1, coarse.Masses().Sum() + coarse.ResidualMass, 1e-9);
        Assert.Same(coarse, MinimumCells.Of(coarse, least));
    }

    [Fact]
    public void The_smallest_area_is_25_km2_unless_said()
    {
        var fine = new AdaptiveGrid(CellHierarchy.Healpix, Enumerable.Range(0, 64).Select(i => new HierarchyCell(14, 1_000_000_000L + i)));
        var coarse = MinimumCells.Of(DensityMap.Uniform(fine));
        // 10.1 km² at level 11 is too small, 40.5 km² at level 10 is not
        Assert.All(((AdaptiveGrid)coarse.Grid).Cells, cell => Assert.Equal(10, cell.Level));
    }

    [Fact]
    public void A_few_cells_stand_for_many_within_the_variation_they_tell()
    {
        var map = MapTests.Humps(NestedGrid.Healpix(6), 12);
        var last = double.PositiveInfinity;
        foreach (var most in new[] { 12, 50, 500, 5000, 100_000 })
        {
            var output = AdaptiveOutput.Of(map, most);
            Assert.True(output.Map.Grid.Count <= most && output.Map.Grid.IsComplete);
            Assert.True(output.TotalVariation <= last);
            last = output.TotalVariation;
            var back = MapTransfer.To(output.Map, map.Grid).Map;
            var variation = map.Masses().Zip(back.Masses(), (a, b) => Math.Abs(a - b)).Sum() / 2;
            Assert.Equal(variation, output.TotalVariation, 1e-6);
        }

        Assert.Equal(0, last);
        var near = AdaptiveOutput.Of(map, 100_000, 0.01);
        Assert.InRange(near.TotalVariation, 0, 0.01);
        Assert.True(near.Map.Grid.Count < map.Grid.Count / 4);
    }

    [Fact]
    public void An_even_map_needs_no_more_than_the_base_cells()
    {
        var output = AdaptiveOutput.Of(DensityMap.Uniform(NestedGrid.S2(4)), 1000);
        Assert.Equal(6, output.Map.Grid.Count);
        Assert.Equal(0, output.TotalVariation);
        Assert.Throws<ArgumentException>(() => AdaptiveOutput.Of(DensityMap.Uniform(new LatLonGrid(4, 2)), 1000));
        Assert.Throws<ArgumentOutOfRangeException>(() => AdaptiveOutput.Of(DensityMap.Uniform(NestedGrid.S2(4)), 5));
    }
}
