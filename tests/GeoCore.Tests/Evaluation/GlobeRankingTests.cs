using GeoCore.Evaluation;
using GeoCore.Geodesy;

namespace GeoCore.Tests.Evaluation;

public class GlobeRankingTests
{
    [Fact]
    public void On_a_uniform_globe_recall_is_the_share_of_the_area_to_twelve_digits()
    {
        var random = new Random(12);
        var (map, areas) = (new float[180 * 360], CellAreas.LatitudeRows(180, 360));
        var area = DensityRanking.Rank<float>(map, areas, random.Next(map.Length), float.NegativeInfinity);
        for (var i = 0; i < 1000; i++)
        {
            var share = random.NextDouble();
            Assert.Equal(share, area.RecallAt(share * GreatCircle.SphereAreaKm2, RecallVariant.Fractional), 1e-12);
        }
    }

    [Fact]
    public void The_cells_of_a_globe_cover_it_and_have_the_golden_areas()
    {
        var areas = CellAreas.LatitudeRows(4320, 8640);
        Assert.Equal(37_324_800, areas.Count);
        Assert.Equal(1, areas.TotalKm2 / GreatCircle.SphereAreaKm2, 1e-9);
        var golden = GoldenRecall.File("distances_and_areas.json").GetProperty("cell_areas").EnumerateArray()
            .Select(row => row.EnumerateArray().Select(number => number.GetDouble()).ToArray());
        foreach (var row in golden.Where(row => row[0] > 0.04)) // the last size has no row that begins at a whole degree
        {
            var (rows, columns) = ((int)Math.Round(180 / row[0]), (int)Math.Round(360 / row[0]));
            var fromSouth = (int)Math.Round((row[1] + 90) / row[0]);
            Assert.Equal(1, CellAreas.LatitudeRows(rows, columns).Km2(fromSouth * columns) / row[2], 1e-9);
        }
    }

    [Fact]
    public void Any_order_of_the_cells_gives_the_same_bits()
    {
        var random = new Random(13);
        double[] km2 = [.. Enumerable.Range(0, 5000).Select(_ => 1 / 3.0 + 20 * random.NextDouble())];
        float[] map = [.. Enumerable.Range(0, 5000).Select(_ => MathF.Round(100 * random.NextSingle()))];
        var order = Enumerable.Range(0, 5000).ToArray();
        random.Shuffle(order);
        float[] shuffledMap = [.. order.Select(cell => map[cell])];
        var shuffledAreas = CellAreas.PerCell([.. order.Select(cell => km2[cell])]);
        for (var truth = 0; truth < 100; truth++)
        {
            Assert.Equal(DensityRanking.Rank<float>(map, CellAreas.PerCell(km2), order[truth], 0), DensityRanking.Rank<float>(shuffledMap, shuffledAreas, truth, 0));
        }
    }

    [Fact]
    public void On_a_globe_truths_drawn_from_a_map_are_found_in_less_area_by_density_than_by_mass_or_at_random()
    {
        const int rows = 180, columns = 360, draws = 100_000;
        var random = new Random(14);
        var areas = CellAreas.LatitudeRows(rows, columns);
        double[] masses = [.. Enumerable.Range(0, rows * columns).Select(cell => areas.Km2(cell) * Math.Exp(3 * random.NextDouble()))];
        var cumulative = new double[masses.Length];
        var sum = 0.0;
        for (var cell = 0; cell < masses.Length; cell++)
        {
            cumulative[cell] = sum += masses[cell];
        }

        var truths = new int[draws];
        for (var i = 0; i < draws; i++)
        {
            var at = Array.BinarySearch(cumulative, random.NextDouble() * sum);
            truths[i] = Math.Min(at < 0 ? ~at : at, masses.Length - 1);
        }

        // the area up to each cell in an order, half of its own included
        double[] MeanOf(int[] order)
        {
            var needed = new double[order.Length];
            var area = 0.0;
            foreach (var cell in order)
            {
                needed[cell] = area + areas.Km2(cell) / 2;
                area += areas.Km2(cell);
            }

            var mean = truths.Average(truth => needed[truth]);
            return [mean, Math.Sqrt(truths.Sum(truth => (needed[truth] - mean) * (needed[truth] - mean))) / draws];
        }

        int[] all = [.. Enumerable.Range(0, masses.Length)];
        int[] byDensity = [.. all.OrderByDescending(cell => masses[cell] / areas.Km2(cell))];
        var best = MeanOf(byDensity);
        var ranked = new RequiredArea[50];
        var levels = new double[masses.Length];
        RankKeys.Levels(masses, areas, RankKey.Density, levels);
        DensityRanking.Rank<double>(levels, areas, truths.AsSpan(0, 50), 0, ranked);
        for (var i = 0; i < ranked.Length; i++)
        {
            var place = Array.IndexOf(byDensity, truths[i]);
            Assert.Equal(byDensity[..place].Sum(areas.Km2), ranked[i].DenserKm2, 1e-3);
        }

        void IsWorse(double[] other) => Assert.True(other[0] - best[0] > 4 * Math.Sqrt(best[1] * best[1] + other[1] * other[1]));
        IsWorse(MeanOf([.. all.OrderByDescending(cell => masses[cell])]));
        for (var order = 0; order < 20; order++)
        {
            random.Shuffle(all);
            IsWorse(MeanOf(all));
        }
    }
}
