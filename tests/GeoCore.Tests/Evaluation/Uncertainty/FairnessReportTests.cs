using GeoCore.Evaluation;
using GeoCore.Evaluation.Uncertainty;

namespace GeoCore.Tests.Evaluation.Uncertainty;

public class FairnessReportTests
{
    private static StratifiedRecall Of(Func<int, bool, bool> isFound)
    {
        var strata = new StratifiedRecall([100, 1e6]);
        for (var i = 0; i < 600; i++)
        {
            var isUrban = i % 3 != 0;
            strata.Add(new RankedQuery($"q{i}", new RequiredArea(isFound(i, isUrban) ? 10 : 1e5, 10, 10, false)), isUrban ? "urban" : "rural");
        }

        strata.Add(new RankedQuery("lonely", new RequiredArea(10, 10, 10, false)), "polar");
        return strata;
    }

    [Fact]
    public void Strata_are_compared_with_one_another_and_with_the_prior()
    {
        // of the urban places 4 of 5 are found, the prior finds 2 of 5; of the rural 1 of 5, the prior none
        var report = FairnessReport.Of(Of((i, isUrban) => i % 5 < (isUrban ? 4 : 1)), Of((i, isUrban) => i % 5 < (isUrban ? 2 : 0)));
        Assert.Equal(["polar", "rural", "urban"], report.Strata.Select(row => row.Stratum));
        var (polar, rural, urban) = (report.Strata[0], report.Strata[1], report.Strata[2]);
        Assert.Null(polar.Recalls);
        Assert.Null(polar.OverPrior);
        Assert.Equal(0.8, urban.Recalls!.Recalls[0].Value, 1e-12);
        Assert.Equal(0.5, urban.ExplainedByPrior[0]!.Value, 1e-12);
        Assert.Equal(0, rural.ExplainedByPrior[0]!.Value);
        Assert.Equal(1, rural.ExplainedByPrior[1]!.Value); // at a million km² both find all
        Assert.Equal(0.2, rural.OverPrior!.Differences[0].Value, 1e-12);
        Assert.True(rural.OverPrior.Differences[0].BiasCorrected.Low > 0.1);
        var gap = report.Gaps[0];
        Assert.Equal((100, "urban", "rural"), (gap.BudgetKm2, gap.Best, gap.Worst));
        Assert.Equal(0.6, gap.Difference, 1e-12);
        Assert.Equal(Math.Sqrt(0.16 / 400 + 0.16 / 200), gap.StandardError, 0.003);
    }

    [Fact]
    public void A_system_that_finds_nothing_has_no_quotient_and_one_stratum_no_gap()
    {
        var report = FairnessReport.Of(Of((_, _) => false), new StratifiedRecall([100, 1e6]));
        Assert.All(report.Strata, row => Assert.Null(row.ExplainedByPrior[1]));
        Assert.All(report.Strata, row => Assert.Null(row.OverPrior));
        Assert.Equal(2, report.Gaps.Count);
        var alone = new StratifiedRecall([100]);
        alone.Add(new RankedQuery("a", default), "one");
        alone.Add(new RankedQuery("b", default), "one");
        Assert.Empty(FairnessReport.Of(alone, alone).Gaps);
    }
}
