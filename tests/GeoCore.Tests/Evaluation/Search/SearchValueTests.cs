using GeoCore.Evaluation;
using GeoCore.Evaluation.Search;

namespace GeoCore.Tests.Evaluation.Search;

public class SearchValueTests
{
    private static readonly float[] s_map = [.. new[] { 0.04, 0.02, 0.02, 0.0025, 0 }.Select(density => (float)Math.Log(density))];
    private static readonly CellAreas s_areas = CellAreas.PerCell([10, 10, 10, 80, 50]);

    [Fact]
    public void Mass_grows_along_the_order_of_search_and_its_slope_is_the_density()
    {
        var value = SearchValue.OfAreas(s_map, s_areas, totalKm2: 200);
        Assert.Equal([0, 0.2, 0.4, 0.6, 0.8, 0.9, 1, 1], new[] { -1.0, 5, 10, 20, 30, 70, 110, 200 }.Select(value.RecallAt), (a, b) => Math.Abs(a - b) < 1e-7);
        Assert.Equal([0.04, 0.02, 0.02, 0.0025, 0, 0], new[] { 5.0, 10, 25, 31, 120, 500 }.Select(value.MarginalRecallPerKm2), (a, b) => Math.Abs(a - b) < 1e-7);
        Assert.Equal(0.02 / 0.6, value.HazardPerKm2(10), 1e-7);
        Assert.Equal(0.4 * 5 + 0.4 * 20 + 0.2 * 70, value.ExpectedAreaToFindKm2, 1e-5);
        Assert.Equal((0.2 * 5 + 0.2 * 50) / 0.4, value.ExpectedFurtherAreaKm2(20), 1e-5);
        Assert.Equal(0, value.ExpectedFurtherAreaKm2(200));
        Assert.Equal(200, value.TotalKm2);
    }

    [Fact]
    public void A_residual_is_searched_last()
    {
        var value = SearchValue.OfAreas(s_map, s_areas, residualMass: 0.5, totalKm2: 210);
        Assert.Equal(0.5, value.RecallAt(110), 1e-7);
        Assert.Equal(0.75, value.RecallAt(160), 1e-7);
        Assert.Equal(0.005, value.MarginalRecallPerKm2(150), 1e-7);
    }

    [Fact]
    public void The_expected_area_is_the_mean_of_what_truths_drawn_from_the_map_require()
    {
        var random = new Random(1);
        float[] map = [.. Enumerable.Range(0, 300).Select(_ => (float)Math.Round(4 * random.NextDouble(), 1))];
        double[] km2 = [.. Enumerable.Range(0, 300).Select(_ => 1 + random.NextDouble())];
        var areas = CellAreas.PerCell(km2);
        double[] masses = [.. map.Select((level, cell) => Math.Exp(level) * km2[cell])];
        var mean = masses.Select((mass, cell) => mass * DensityRanking.Rank<float>(map, areas, cell, float.NegativeInfinity, 1000).MeanKm2).Sum() / masses.Sum();
        Assert.Equal(mean, SearchValue.OfAreas(map, areas, totalKm2: 1000).ExpectedAreaToFindKm2, 1e-6);
    }

    [Fact]
    public void With_costs_the_cheapest_mass_comes_first_and_no_other_order_costs_less()
    {
        var random = new Random(2);
        float[] map = [.. Enumerable.Range(0, 60).Select(_ => 4 * random.NextSingle())];
        double[] km2 = [.. Enumerable.Range(0, 60).Select(_ => 1 + random.NextDouble())];
        double[] hours = [.. Enumerable.Range(0, 60).Select(_ => 10 * random.NextDouble())];
        var (areas, costs) = (CellAreas.PerCell(km2), CellAreas.PerCell(hours));
        double[] masses = [.. map.Select((level, cell) => Math.Exp(level) * km2[cell])];
        double Effort(double[] levels) => masses.Select((mass, cell) =>
            mass * DensityRanking.Rank<double>(levels, costs, cell, double.NegativeInfinity, costs.TotalKm2).MeanKm2).Sum() / masses.Sum();
        var levels = new double[60];
        CostLevels.Write(map, areas, costs, levels);
        var best = Effort(levels);
        Assert.Equal(best, SearchValue.OfCosts(map, areas, costs, costs.TotalKm2).ExpectedAreaToFindKm2, 1e-6);
        Assert.True(best < Effort([.. map.Select(level => (double)level)]));
        for (var order = 0; order < 500; order++)
        {
            Assert.True(best < Effort([.. levels.Select(level => level + 0.1 * random.NextDouble())]) + 1e-9);
        }
    }

    [Fact]
    public void Costs_that_are_the_areas_change_nothing_and_free_cells_come_first()
    {
        var levels = new double[5];
        CostLevels.Write(s_map, s_areas, s_areas, levels);
        Assert.Equal(s_map.Select(level => (double)level), levels);
        CostLevels.Write(s_map, s_areas, CellAreas.PerCell([10, 0, 10, 80, 0]), levels);
        Assert.Equal(double.PositiveInfinity, levels[1]);
        Assert.Equal(double.NegativeInfinity, levels[4]); // no mass is no bargain
        Assert.Equal(0, DensityRanking.Rank<double>(levels, CellAreas.PerCell([10, 0, 10, 80, 0]), 1, double.NegativeInfinity, 100).StrictKm2);
        Assert.Throws<ArgumentException>(() => CostLevels.Write(s_map, s_areas, CellAreas.Uniform(3, 1), levels));
    }

    [Fact]
    public void Recall_over_effort_is_gathered_as_over_area()
    {
        // 0.5 hours are everything: the axis begins at a hundredth of it
        var accumulator = new RecallAccumulator([0.1, 0.5], totalKm2: 0.5, smallestKm2: 0.005);
        accumulator.Add(new RankedQuery("a", new RequiredArea(0.05, 0.1, 0.1, false)));
        var summary = accumulator.Summarise(RecallVariant.Fractional);
        Assert.Equal([0.5, 1], summary.Recalls.Select(recall => recall.Recall));
        Assert.Equal(new RequiredArea(0.05, 0.1, 0.1, false).LogAuc(0.005, 0.5, RecallVariant.Fractional), summary.AucLog, 1e-15);
        Assert.Throws<ArgumentException>(() => new RecallAccumulator([0.1], totalKm2: 0.5));
        Assert.Throws<ArgumentException>(() => accumulator.Merge(new RecallAccumulator([0.1, 0.5], totalKm2: 0.5, smallestKm2: 0.01)));
    }
}
