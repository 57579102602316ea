using CsCheck;
using GeoCore.Evaluation;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Tests.Geolocation.Grids;

namespace GeoCore.Tests.Geolocation.Maps;

public class MapTests
{
    /// <summary>A few humps of different widths on an even floor, as an answer about a photograph looks.</summary>
    internal static DensityMap Humps(Grid grid, int seed, double residual = 0)
    {
        var random = new Random(seed);
        var humps = Enumerable.Range(0, 5).Select(_ => (
            Place: UnitVector.Of(360 * random.NextDouble() - 180, 120 * random.NextDouble() - 60),
            Kernel: new VonMisesFisherKernel(400 * Math.Pow(10, random.NextDouble())), Weight: random.NextDouble())).ToArray();
        var densities = new double[grid.Count];
        for (var cell = 0; cell < densities.Length; cell++)
        {
            var (longitude, latitude) = grid.CentreOf(cell);
            var place = UnitVector.Of(longitude, latitude);
            densities[cell] = 1e-11 + humps.Sum(hump => hump.Weight * Math.Exp(hump.Kernel.LogDensity(place.SquaredChord(hump.Place))));
        }

        return DensityMap.FromDensities(grid, densities, residual);
    }

    public static TheoryData<string> Grids => ["latlon:72x36", "healpix:4", "s2:4", "adaptive", "sparse"];

    [Theory]
    [MemberData(nameof(Grids))]
    public void Masses_add_up_to_one_with_the_residual(string name)
    {
        var grid = GridTests.Of(name);
        var residual = grid.IsComplete ? 0 : 0.25;
        var map = Humps(grid, 1, residual);
        Assert.Equal(1 - residual, map.Masses().Sum(), 1e-12);
        Assert.Equal(map.Masses()[3], map.Mass(3), 1e-15);
        Assert.Equal(0, map.Values.ToArray().Max());
        var (longitude, latitude) = grid.CentreOf(5);
        Assert.Equal(map.LogDensity(5), map.LogDensityAt(longitude, latitude));
        Assert.Equal(Math.Log(grid.Areas.TotalKm2), DensityMap.Uniform(grid).Entropy, 1e-9);
        Assert.True(map.Entropy < Math.Log(grid.Areas.TotalKm2));
        if (!grid.IsComplete)
            Assert.Equal(0.25, Math.Exp(map.ResidualLogDensity) * grid.ResidualKm2, 1e-12);
    }

    [Fact]
    public void Masses_densities_and_their_logarithms_say_the_same()
    {
        var grid = new LatLonGrid(36, 18);
        var random = new Random(3);
        double[] masses = [.. Enumerable.Range(0, grid.Count).Select(i => i % 7 == 0 ? 0 : random.NextDouble())];
        double[] densities = [.. masses.Select((mass, i) => 42 * mass / grid.AreaKm2(i))];
        var maps = new[] { DensityMap.FromMasses(grid, masses), DensityMap.FromDensities(grid, densities), DensityMap.FromLogDensities(grid, [.. densities.Select(density => Math.Log(density))]) };
        var total = masses.Sum();
        foreach (var map in maps)
        {
            Assert.All(Enumerable.Range(0, grid.Count), i => Assert.Equal(masses[i] / total, map.Mass(i), 1e-9));
            Assert.Equal(double.NegativeInfinity, map.LogDensity(0));
        }
    }

    [Fact]
    public void Single_precision_goes_in_and_comes_out()
    {
        var map = Humps(NestedGrid.Healpix(3), 2);
        var written = new float[map.Grid.Count];
        map.WriteLogDensities(written);
        Assert.All(Enumerable.Range(0, written.Length), cell => Assert.Equal((float)map.LogDensity(cell), written[cell]));
        // in any unit
        var read = DensityMap.FromLogDensities(map.Grid, written.Select(value => value + 100).ToArray());
        Assert.All(Enumerable.Range(0, written.Length), cell => Assert.Equal(map.LogDensity(cell), read.LogDensity(cell), 1e-5));
        Assert.Throws<ArgumentException>(() => map.WriteLogDensities(new float[5]));
        Assert.Throws<ArgumentException>(() => DensityMap.FromLogDensities(map.Grid, new float[5]));
        Assert.Throws<ArgumentException>(() => DensityMap.FromLogDensities(map.Grid, [.. written.Skip(1), float.NaN]));
        Assert.Throws<ArgumentException>(() => DensityMap.FromLogDensities(map.Grid, Enumerable.Repeat(float.NegativeInfinity, map.Grid.Count).ToArray()));
    }

    [Fact]
    public void Powers_sharpen_and_blunt_and_keep_what_is_impossible()
    {
        var grid = NestedGrid.Healpix(2);
        var map = DensityMap.FromMasses(grid, [.. Enumerable.Range(0, grid.Count).Select(i => (double)i)]);
        var squared = map.Power(2);
        Assert.Equal(2 * (map.LogDensity(50) - map.LogDensity(10)), squared.LogDensity(50) - squared.LogDensity(10), 1e-6);
        Assert.Equal(0, map.Power(0).Mass(0));
        Assert.Equal(1.0 / (grid.Count - 1), map.Power(0).Mass(1), 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => map.Power(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => map.Power(-1));
    }

    [Fact]
    public void What_is_no_distribution_is_refused()
    {
        var grid = NestedGrid.Healpix(0);
        var ones = Enumerable.Repeat(1.0, 12).ToArray();
        Assert.Throws<ArgumentException>(() => DensityMap.FromDensities(grid, new double[11]));
        Assert.Throws<ArgumentException>(() => DensityMap.FromDensities(grid, new double[12]));
        Assert.Throws<ArgumentException>(() => DensityMap.FromDensities(grid, [.. ones.Select((one, i) => i == 3 ? -1 : one)]));
        Assert.Throws<ArgumentException>(() => DensityMap.FromMasses(grid, [.. ones.Select((one, i) => i == 3 ? double.NaN : one)]));
        Assert.Throws<ArgumentException>(() => DensityMap.FromLogDensities(grid, [.. ones.Select((one, i) => i == 3 ? double.NaN : one)]));
        Assert.Throws<ArgumentException>(() => DensityMap.FromLogDensities(grid, [.. ones.Select((one, i) => i == 3 ? double.PositiveInfinity : one)]));
        Assert.Throws<ArgumentException>(() => DensityMap.FromDensities(grid, ones, 0.5));
        Assert.Throws<ArgumentException>(() => DensityMap.FromDensities(GridTests.Of("sparse"), Enumerable.Repeat(1.0, GridTests.Of("sparse").Count).ToArray(), 1));
    }

    [Fact]
    public void Extreme_logarithms_lose_nothing_that_matters()
    {
        var grid = NestedGrid.Healpix(3);
        var logarithms = Enumerable.Repeat(-1e30, grid.Count).ToArray();
        (logarithms[7], logarithms[8], logarithms[9]) = (5000, 5001, double.NegativeInfinity);
        var map = DensityMap.FromLogDensities(grid, logarithms);
        Assert.Equal(1 / (1 + Math.E), map.Mass(7), 1e-9);
        Assert.Equal(0, map.Mass(9));
        Assert.Equal(0, map.Mass(10));
    }

    [Fact]
    public void The_same_bits_come_with_one_thread_and_with_many()
    {
        var grid = NestedGrid.Healpix(7);
        var map = Humps(grid, 9);
        double Alone()
        {
            var sum = 0.0;
            foreach (var start in Enumerable.Range(0, (grid.Count + BlockSum.Length - 1) / BlockSum.Length).Select(block => block * BlockSum.Length))
            {
                var masses = new double[Math.Min(BlockSum.Length, grid.Count - start)];
                map.WriteMasses(start, masses);
                sum += masses.Sum();
            }

            return sum;
        }

        Assert.Equal(Alone(), BlockSum.Of(grid.Count, (start, length) =>
        {
            var masses = new double[length];
            map.WriteMasses(start, masses);
            return masses.Sum();
        }));
        Assert.Equal(map.LogNormaliser, Humps(grid, 9).LogNormaliser);
    }

    [Fact]
    public void A_map_ranks_as_the_evaluation_does()
    {
        var map = Humps(NestedGrid.Healpix(4), 4);
        Gen.Int[0, map.Grid.Count - 1].Sample(truth =>
        {
            var area = DensityRanking.Rank(map.Values, map.Grid.Areas, truth, float.NegativeInfinity);
            var denser = TopCells.ForArea(map, area.DenserKm2);
            return !denser.Cells.Contains(truth) && TopCells.ForArea(map, area.StrictKm2).Cells.Contains(truth) && Math.Abs(denser.AreaKm2 - area.DenserKm2) < 1e-6;
        }, iter: 30);
    }
}
