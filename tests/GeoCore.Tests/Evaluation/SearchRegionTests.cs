using GeoCore.Evaluation;
using GeoCore.Geodesy;

namespace GeoCore.Tests.Evaluation;

public class SearchRegionTests
{
    [Fact]
    public void The_region_is_that_of_a_sorted_map_with_ties_taken_whole()
    {
        var random = new Random(1);
        float[] map = [.. Enumerable.Range(0, 3000).Select(i => i % 89 == 0 ? float.NegativeInfinity : MathF.Round(300 * random.NextSingle()) / 100 - 1.5f)];
        double[] km2 = [.. Enumerable.Range(0, map.Length).Select(_ => 1 + random.NextDouble())];
        var areas = CellAreas.PerCell(km2);
        var total = map.Select((level, cell) => Math.Exp(level) * km2[cell]).Sum();
        foreach (var mass in new[] { 1e-9, 0.001, 0.3, 0.5, 0.9, 0.999 })
        {
            var region = SearchRegion.Of(map, areas, mass);
            var level = map.Where(float.IsFinite).Distinct().Where(cut => map.Select((value, cell) => value >= cut ? Math.Exp(value) * km2[cell] : 0).Sum() >= mass * total).Max();
            Assert.Equal(level, region.LogLevel);
            Assert.Equal(map.Select((value, cell) => value >= level ? km2[cell] : 0).Sum(), region.AreaKm2, 1e-6);
            Assert.Equal(map.Select((value, cell) => value >= level ? Math.Exp(value) * km2[cell] : 0).Sum() / total, region.Mass, 1e-12);
            Assert.True(region.Contains(level) && !region.Contains(float.BitDecrement(level)) && !region.Contains(float.NaN));
        }
    }

    [Fact]
    public void Beyond_what_the_cells_hold_the_region_is_everything()
    {
        var areas = CellAreas.Uniform(3, 10);
        var everything = SearchRegion.Of([0, 1, float.NegativeInfinity], areas, 1);
        Assert.Equal((GreatCircle.SphereAreaKm2, 1), (everything.AreaKm2, everything.Mass));
        Assert.True(everything.Contains(float.NegativeInfinity) && everything.Contains(float.NaN));
        Assert.Equal(500, SearchRegion.Of([0, 1, 2], areas, 0.9, residualMass: 0.2, totalKm2: 500).AreaKm2);
        Assert.Equal(20, SearchRegion.Of([0, 1, 1], areas, 0.6, residualMass: 0.2, totalKm2: 500).AreaKm2);
        Assert.Throws<ArgumentOutOfRangeException>(() => SearchRegion.Of([0, 1, 2], areas, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SearchRegion.Of([0, 1, 2], areas, 0.5, residualMass: 1));
        Assert.Throws<ArgumentException>(() => SearchRegion.Of([float.NaN, float.NaN, float.NaN], areas, 0.5));
    }
}
