using GeoCore.Evaluation;
using GeoCore.Evaluation.Calibration;

namespace GeoCore.Tests.Evaluation.Calibration;

public class ReliabilityTests
{
    [Fact]
    public void The_mass_is_that_of_denser_cells_and_half_of_the_ties()
    {
        var areas = CellAreas.PerCell([10, 10, 20, 60]);
        float[] map = [MathF.Log(0.02f), MathF.Log(0.02f), MathF.Log(0.02f), MathF.Log(0.2f / 60)];
        Assert.Equal(0.4, HighestDensityMass.Of(map, areas, 1), 1e-6);
        Assert.Equal(0.9, HighestDensityMass.Of(map, areas, 3), 1e-6);
        Assert.Equal(0.45, HighestDensityMass.Of(map, areas, 3, residualMass: 0.5), 1e-6);
        Assert.Equal(0.75, HighestDensityMass.Of(map, areas, -1, residualMass: 0.5));
        Assert.Equal(1, HighestDensityMass.Of([0, float.NegativeInfinity, 1, float.NaN], areas, 3));
        Assert.Equal(0.5, HighestDensityMass.Of([float.NaN, float.NegativeInfinity, 1, float.NaN], areas, 2), 1e-12);
    }

    [Fact]
    public void Blocks_and_shared_areas_do_not_change_the_mass()
    {
        var random = new Random(1);
        double[] rowAreas = [3, 1, 4, 1, 5];
        float[] map = [.. Enumerable.Range(0, 5 * 700).Select(_ => (float)Math.Round(3 * random.NextDouble(), 2))];
        double[] km2 = [.. Enumerable.Range(0, map.Length).Select(cell => rowAreas[cell / 700])];
        foreach (var truth in new[] { 0, 699, 700, 1777, 3499 })
        {
            var expected = map.Select((level, cell) => (level > map[truth] ? 1 : level == map[truth] ? 0.5 : 0) * Math.Exp(level) * km2[cell]).Sum()
                / map.Select((level, cell) => Math.Exp(level) * km2[cell]).Sum();
            Assert.Equal(expected, HighestDensityMass.Of(map, CellAreas.Rows(rowAreas, 700), truth), 1e-12);
            Assert.Equal(expected, HighestDensityMass.Of(map, CellAreas.PerCell(km2), truth), 1e-12);
        }
    }

    [Fact]
    public void Truths_that_follow_their_maps_lie_on_the_diagonal_and_others_do_not()
    {
        var honest = Reliability.Of(Belief.Masses(Belief.Queries(3000, 1, 2)));
        Assert.True(honest.CramerVonMises < 1.2); // exceeded once in a thousand
        Assert.All(honest.Points, point => Assert.Equal(point.Mass, point.Observed, 4.5 * point.StandardError + 1e-9));
        Assert.True(honest.MeanError < 0.03);
        var tooSure = Reliability.Of(Belief.Masses(Belief.Queries(3000, 0.3, 3)));
        Assert.True(tooSure.CramerVonMises > 20);
        Assert.True(tooSure.Points[9].Observed < 0.4);
    }

    [Fact]
    public void The_statistic_passes_its_critical_value_once_in_twenty_times()
    {
        var random = new Random(4);
        var passed = Enumerable.Range(0, 4000).Count(_ =>
            Reliability.Of([.. Enumerable.Range(0, 60).Select(_ => random.NextDouble())]).CramerVonMises > Reliability.CriticalAt5Percent);
        Assert.InRange(passed / 4000.0, 0.036, 0.064); // 4 standard errors
    }

    [Fact]
    public void One_query_in_the_middle_has_the_statistic_of_the_formula()
    {
        Assert.Equal(1 / 12.0, Reliability.Of([0.5]).CramerVonMises, 1e-15);
        Assert.Equal(0.25, Reliability.Of([0.5]).MeanError, 1e-15);
        Assert.Equal(0.5, Reliability.Of([0]).MeanError, 1e-15);
        var weighted = Reliability.Of([0.2, 0.8], [3, 1], points: 2);
        Assert.Equal([0.75, 1], weighted.Points.Select(point => point.Observed));
        Assert.Throws<ArgumentException>(() => Reliability.Of([]));
        Assert.Throws<ArgumentException>(() => Reliability.Of([1.1]));
        Assert.Throws<ArgumentException>(() => Reliability.Of([0.5], [0]));
    }

    [Fact]
    public void The_isotonic_map_turns_masses_into_what_they_hold()
    {
        var learned = IsotonicMap.Fit(Belief.Masses(Belief.Queries(4000, 0.3, 5)));
        var fresh = Reliability.Of([.. Belief.Masses(Belief.Queries(4000, 0.3, 6)).Select(learned.Apply)]);
        Assert.All(fresh.Points, point => Assert.Equal(point.Mass, point.Observed, 0.04));
        Assert.Equal((0, 1), (learned.Apply(0), learned.Apply(1)));
        for (var share = 0.05; share < 1; share += 0.05)
        {
            Assert.Equal(share, learned.Apply(learned.Invert(share)), 1e-9);
            Assert.True(learned.Apply(share) >= learned.Apply(share - 0.05));
        }

        Assert.Equal(0.25, IsotonicMap.Fit([0.5, 0.5, 1, 1]).Apply(0.5), 1e-12); // two of four at a step: its middle
    }

    [Fact]
    public void The_power_that_truths_were_drawn_with_is_found_again()
    {
        foreach (var power in new[] { 0.4, 1.0, 1.8 })
        {
            var fit = PowerFit.Fit(Belief.Queries(1500, power, 7), Belief.Areas);
            Assert.Equal(power, fit.Power, 0.1);
            Assert.True(fit.LogScore >= fit.LogScoreBefore);
            Assert.Equal((1500, 0), (fit.Queries, fit.ZeroDensity));
        }
    }

    [Fact]
    public void No_other_power_scores_higher_and_empty_truths_are_left_out()
    {
        MapWithTruth[] queries = [.. Belief.Queries(200, 0.5, 8), new(new float[Belief.Cells], -1)];
        var fit = PowerFit.Fit(queries, Belief.Areas);
        Assert.Equal((200, 1), (fit.Queries, fit.ZeroDensity));
        double Score(double power) => queries[..200].Average(query =>
        {
            var map = query.LogDensities.ToArray();
            return power * map[query.TruthCell] - Math.Log(map.Select((level, cell) => Math.Exp(power * level) * Belief.Areas.Km2(cell)).Sum());
        });
        Assert.Equal(Score(1), fit.LogScoreBefore, 1e-9);
        Assert.Equal(Score(fit.Power), fit.LogScore, 1e-9);
        Assert.True(Score(fit.Power) >= Score(fit.Power * 1.001) && Score(fit.Power) >= Score(fit.Power / 1.001));
        var holed = new float[] { 0, float.NegativeInfinity, 1, float.NaN };
        Assert.True(double.IsFinite(PowerFit.Fit([new(holed, 0), new(holed, 2)], CellAreas.Uniform(4, 1)).LogScore));
        Assert.Throws<ArgumentException>(() => PowerFit.Fit([new(holed, 1)], CellAreas.Uniform(4, 1)));
    }
}
