using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Tests.Geolocation.Grids;

namespace GeoCore.Tests.Geolocation.Maps;

public class MapTransferTests
{
    private static readonly string[] s_names = ["latlon:90x45", "healpix:5", "healpix:2", "s2:4", "adaptive", "sparse"];

    public static TheoryData<string, string, TransferRule> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, TransferRule>();
            foreach (var from in s_names)
            {
                foreach (var to in s_names)
                {
                    foreach (var rule in Enum.GetValues<TransferRule>())
                    {
                        pairs.Add(from, to, rule);
                    }
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Mass_is_conserved(string from, string to, TransferRule rule)
    {
        var source = GridTests.Of(from);
        var transferred = MapTransfer.To(MapTests.Humps(source, 2, source.IsComplete ? 0 : 0.1), GridTests.Of(to), rule);
        Assert.Equal(1, transferred.Map.Masses().Sum() + transferred.Map.ResidualMass, 1e-9);
        // densities at centres miss what lies between them; masses miss nothing
        Assert.InRange(Math.Abs(transferred.MassError), 0, rule == TransferRule.DensityAtCentre || from != to ? 0.6 : 1e-9);
    }

    [Theory]
    [InlineData("healpix:5", "healpix:2")]
    [InlineData("healpix:2", "healpix:5")]
    [InlineData("healpix:5", "adaptive")]
    [InlineData("adaptive", "healpix:1")]
    [InlineData("latlon:360x180", "healpix:3")]
    public void Masses_are_brought_without_error(string from, string to) =>
        Assert.InRange(Math.Abs(MapTransfer.To(MapTests.Humps(GridTests.Of(from), 2), GridTests.Of(to)).MassError), 0, 1e-9);

    [Fact]
    public void A_coarser_cell_has_the_mass_of_its_parts_and_a_finer_one_its_density()
    {
        var map = MapTests.Humps(NestedGrid.Healpix(4), 6);
        var coarse = MapTransfer.To(map, NestedGrid.Healpix(2)).Map;
        Assert.All(Enumerable.Range(0, coarse.Grid.Count), cell =>
            Assert.Equal(Enumerable.Range(16 * cell, 16).Sum(map.Mass), coarse.Mass(cell), 1e-8));
        var fine = MapTransfer.To(coarse, NestedGrid.Healpix(5)).Map;
        Assert.All(Enumerable.Range(0, fine.Grid.Count), cell => Assert.Equal(coarse.LogDensity(cell >> 6), fine.LogDensity(cell), 1e-5));
        Assert.Equal(coarse.Masses(), MapTransfer.To(fine, coarse.Grid).Map.Masses(), (a, b) => Math.Abs(a - b) < 1e-8);
    }

    [Fact]
    public void The_error_before_normalising_falls_with_the_size_of_the_cells()
    {
        var map = MapTests.Humps(new LatLonGrid(720, 360), 8);
        double[] errors = [.. new[] { 3, 5, 7 }.Select(level => Math.Abs(MapTransfer.To(map, NestedGrid.Healpix(level), TransferRule.DensityAtCentre).MassError))];
        Assert.True(errors[0] > errors[1] && errors[1] > errors[2], string.Join(' ', errors));
        Assert.InRange(errors[2], 0, 1e-3);
        Assert.NotEqual(0, errors[2]);
    }

    [Fact]
    public void What_no_target_cell_covers_becomes_the_residual_and_comes_back_evenly()
    {
        var map = DensityMap.Uniform(NestedGrid.Healpix(3));
        var sparse = GridTests.Of("sparse");
        foreach (var rule in Enum.GetValues<TransferRule>())
        {
            var part = MapTransfer.To(map, sparse, rule).Map;
            Assert.Equal(sparse.ResidualKm2 / (sparse.ResidualKm2 + sparse.Areas.TotalKm2), part.ResidualMass, 1e-9);
            var back = MapTransfer.To(part, map.Grid, rule).Map;
            Assert.All(Enumerable.Range(0, map.Grid.Count), cell => Assert.Equal(map.LogDensity(cell), back.LogDensity(cell), 1e-6));
        }
    }

    [Fact]
    public void A_map_on_its_own_grid_is_left_as_it_is()
    {
        var map = MapTests.Humps(NestedGrid.Healpix(2), 1);
        Assert.Same(map, MapTransfer.To(map, NestedGrid.Healpix(2)).Map);
    }
}
