using GeoCore.Evaluation;

namespace GeoCore.Tests.Evaluation;

public class StratifiedRecallTests
{
    private static readonly (RankedQuery Query, string[] Strata)[] s_queries =
    [
        .. Enumerable.Range(0, 900).Select(i => (
            new RankedQuery($"q{i}", new RequiredArea(i % 3 == 0 ? 10 : 1000 + i, 5, 5, false), 1 + i % 2),
            new[] { i % 3 == 0 ? "place=urban" : "place=rural", $"continent={i % 4}" })),
    ];

    private static StratifiedRecall Of(IEnumerable<(RankedQuery Query, string[] Strata)> queries)
    {
        var strata = new StratifiedRecall([100, 1500]);
        foreach (var (query, names) in queries)
        {
            strata.Add(query, names);
        }

        return strata;
    }

    [Fact]
    public void Strata_are_what_their_queries_alone_would_be()
    {
        var strata = Of(s_queries);
        Assert.Equal(["continent=0", "continent=1", "continent=2", "continent=3", "place=rural", "place=urban"], strata.Strata.Keys);
        foreach (var (name, stratum) in strata.Strata)
        {
            var alone = new RecallAccumulator([100, 1500]);
            foreach (var (query, _) in s_queries.Where(item => item.Strata.Contains(name)))
            {
                alone.Add(query);
            }

            Assert.Equal(alone.Summarise(RecallVariant.Strict).Recalls, stratum.Summarise(RecallVariant.Strict).Recalls);
        }

        Assert.Equal(900, strata.All.Count);
    }

    [Fact]
    public void Parts_merged_backwards_give_the_same_bits()
    {
        var (whole, merged) = (Of(s_queries), Of([]));
        foreach (var part in s_queries.Chunk(50).Reverse())
        {
            merged.Merge(Of(part));
        }

        Assert.Equal(whole.Strata.Keys, merged.Strata.Keys);
        foreach (var (name, stratum) in whole.Strata)
        {
            Assert.Equal(stratum.Summarise(RecallVariant.Fractional).Recalls, merged.Strata[name].Summarise(RecallVariant.Fractional).Recalls);
        }
    }

    [Fact]
    public void Balanced_recall_gives_strata_the_share_that_was_asked_for()
    {
        var strata = Of(s_queries);
        var balanced = strata.Balanced(RecallVariant.Strict, new Dictionary<string, double> { ["place=urban"] = 3, ["place=rural"] = 1 });
        Assert.Equal(0.75, balanced[0].Recall, 1e-12);
        var (urban, rural) = (strata.Strata["place=urban"].Summarise(RecallVariant.Strict).Recalls[1], strata.Strata["place=rural"].Summarise(RecallVariant.Strict).Recalls[1]);
        Assert.Equal(0.75 * urban.Recall + 0.25 * rural.Recall, balanced[1].Recall, 1e-12);
        Assert.Equal(0.25 * rural.StandardError, balanced[1].StandardError, 1e-12); // all urban places are found
        Assert.Throws<ArgumentException>(() => strata.Balanced(RecallVariant.Strict, new Dictionary<string, double> { ["place=lunar"] = 1 }));
        Assert.Throws<ArgumentException>(() => strata.Balanced(RecallVariant.Strict, new Dictionary<string, double> { ["place=urban"] = 0 }));
    }

    [Fact]
    public void Ranking_by_raw_scores_puts_small_cells_behind()
    {
        double[] masses = [0.6, 0.4], levels = new double[2];
        var areas = CellAreas.PerCell([100, 10]);
        RankKeys.Levels(masses, areas, RankKey.Density, levels);
        Assert.Equal(0, DensityRanking.Rank<double>(levels, areas, 1, 0).DenserKm2);
        RankKeys.Levels(masses, areas, RankKey.RawScore, levels);
        Assert.Equal(100, DensityRanking.Rank<double>(levels, areas, 1, 0).DenserKm2);
        Assert.Throws<ArgumentException>(() => RankKeys.Levels(masses, CellAreas.Uniform(3, 1), RankKey.Density, levels));
    }
}
