using System.Text.Json;
using CsCheck;
using GeoCore.Evaluation;

namespace GeoCore.Tests.Evaluation;

public class RequiredAreaTests
{
    public static TheoryData<string> CaseNames() =>
        [.. GoldenRecall.File("rva.json").GetProperty("cases").EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Hand_checked_cases_hold(string name)
    {
        var golden = GoldenRecall.File("rva.json").GetProperty("cases").EnumerateArray().Single(item => item.GetProperty("name").GetString() == name);
        var truth = golden.GetProperty("truth_cell") is { ValueKind: JsonValueKind.Number } cell ? cell.GetInt32() : -1;
        var area = GoldenRecall.Rank(golden.Numbers("cell_mass"), golden.Numbers("cell_area_km2"), truth, golden.Number("total_area_km2"));

        Assert.Equal(golden.Number("area_strictly_denser"), area.DenserKm2, 1e-12);
        Assert.Equal(golden.Number("area_tied"), area.TiedKm2, 1e-12);
        Assert.Equal(golden.Number("strict_area"), area.StrictKm2, 1e-12);
        Assert.Equal(golden.Number("optimistic_area"), area.CentreKm2(RecallVariant.Optimistic), 1e-12);
        Assert.Equal(golden.Number("mean_area"), area.MeanKm2, 1e-12);
        var budgets = golden.Numbers("budgets_km2");
        Assert.Equal(golden.Numbers("fractional_recall"), budgets.Select(budget => area.RecallAt(budget, RecallVariant.Fractional)), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(golden.Numbers("strict_recall"), budgets.Select(budget => area.RecallAt(budget, RecallVariant.Strict)));
    }

    [Fact]
    public void On_a_uniform_map_recall_is_the_share_of_the_area()
    {
        Gen.Select(Gen.Double[0.1, 50].Array[1, 40], Gen.Double[0, 1]).Sample((areas, share) =>
        {
            var total = areas.Sum();
            var area = DensityRanking.Rank<double>(areas.Select(_ => 0.25).ToArray(), CellAreas.PerCell(areas), 0, 0, total);
            return Math.Abs(area.RecallAt(share * total, RecallVariant.Fractional) - share) < 1e-9;
        });
    }

    [Fact]
    public void Splitting_cells_into_equally_dense_parts_changes_nothing()
    {
        var maps = Gen.Select(Gen.Double[1, 100].Array[5], Gen.Int[0, 4].Array[5], Gen.Int[2, 7].Array[5], Gen.Int[0, 4]);
        maps.Sample((areas, levels, parts, truth) =>
        {
            // parts of whole square centimetres, so that both maps have the same area to the last unit
            areas = [.. areas.Select(area => Math.Round(area))];
            var whole = DensityRanking.Rank<float>(levels.Select(level => (float)level).ToArray(), CellAreas.PerCell(areas), truth, 0, 1000);
            var splitAreas = new List<double>();
            var splitLevels = new List<float>();
            var splitTruth = 0;
            for (var cell = 0; cell < areas.Length; cell++)
            {
                splitTruth = cell == truth ? splitAreas.Count : splitTruth;
                var part = Math.Floor(areas[cell] * 1e6 / parts[cell]) / 1e6;
                splitAreas.AddRange(Enumerable.Repeat(part, parts[cell] - 1));
                splitAreas.Add(areas[cell] - part * (parts[cell] - 1));
                splitLevels.AddRange(Enumerable.Repeat((float)levels[cell], parts[cell]));
            }

            var split = DensityRanking.Rank<float>(splitLevels.ToArray(), CellAreas.PerCell(splitAreas.ToArray()), splitTruth, 0, 1000);
            return Math.Abs(split.DenserKm2 - whole.DenserKm2) < 1e-8 && Math.Abs(split.TiedKm2 - whole.TiedKm2) < 1e-8;
        });
    }

    [Fact]
    public void Any_increasing_map_of_the_scores_changes_nothing()
    {
        Gen.Select(Gen.Float[0.001f, 8].Array[1, 50], Gen.Int[0, 49]).Sample((densities, pick) =>
        {
            var areas = CellAreas.Uniform(densities.Length, 3);
            var truth = pick % densities.Length;
            var plain = DensityRanking.Rank<float>(densities, areas, truth, 0, 1000);
            var doubled = DensityRanking.Rank<float>([.. densities.Select(density => 2 * density)], areas, truth, 0, 1000);
            // in double precision the logarithm of two different floats differs
            var logarithms = DensityRanking.Rank<double>([.. densities.Select(density => Math.Log(density))], areas, truth, double.NegativeInfinity, 1000);
            return plain == doubled && plain == logarithms;
        });
    }

    [Fact]
    public void Strict_recall_never_exceeds_fractional_and_all_agree_once_everything_tied_is_searched()
    {
        Gen.Select(Gen.Int[0, 3].Array[1, 30], Gen.Int[0, 29], Gen.Double[0, 400]).Sample((levels, pick, budget) =>
        {
            var area = DensityRanking.Rank<float>([.. levels.Select(level => (float)level)], CellAreas.Uniform(levels.Length, 7), pick % levels.Length, 0, 300);
            var (strict, fractional) = (area.RecallAt(budget, RecallVariant.Strict), area.RecallAt(budget, RecallVariant.Fractional));
            var optimistic = area.RecallAt(budget, RecallVariant.Optimistic);
            return strict <= fractional && strict <= optimistic && (budget < area.StrictKm2 || strict == 1 && fractional == 1)
                && (optimistic == 1) == (budget >= area.DenserKm2 + area.TruthCellKm2);
        });
    }

    [Fact]
    public void Random_orders_of_searching_average_to_the_fractional_recall()
    {
        // three equally dense cells of 10, 20 and 30 km² behind a denser one of 5, cut into pieces of 1 km²
        double[] areas = [5, 10, 20, 30, 35];
        var area = DensityRanking.Rank<float>([9, 1, 1, 1, 0.5f], CellAreas.PerCell(areas), 2, 0, 100);
        var random = new Random(7);
        const int orders = 10_000;
        foreach (var budget in new[] { 10.0, 25, 40, 60 })
        {
            var found = 0;
            for (var i = 0; i < orders; i++)
            {
                // the piece of the truth, among the 60 tied pieces, comes at a random place
                found += 5 + random.Next(60) + 1 <= budget ? 1 : 0;
            }

            var expected = area.RecallAt(budget, RecallVariant.Fractional);
            Assert.Equal(expected, (double)found / orders, 4 * Math.Sqrt(expected * (1 - expected) / orders));
        }
    }

    [Fact]
    public void A_ranked_list_counts_the_regions_up_to_the_one_with_the_truth()
    {
        var area = RequiredArea.OfRankedList([40, 10, 5], 1, 1000);
        Assert.Equal((40, 50), (area.DenserKm2, area.StrictKm2));
        Assert.Equal(0, area.RecallAt(49.9, RecallVariant.Strict));
        var missed = RequiredArea.OfRankedList([40, 10, 5], -1, 1000);
        Assert.Equal((55, 1000), (missed.DenserKm2, missed.StrictKm2));
        Assert.True(missed.IsZeroDensity);
        Assert.Throws<ArgumentOutOfRangeException>(() => RequiredArea.OfRankedList([40], 1, 1000));
        Assert.Throws<ArgumentOutOfRangeException>(() => RequiredArea.OfRankedList([40, 2], -1, 41));
    }

    [Fact]
    public void An_area_that_passes_everything_by_a_rounding_ends_at_everything()
    {
        Gen.Select(Gen.Double[1e-3, 1], Gen.Double[1, 1e9]).Sample((share, total) =>
        {
            var denser = share * total;
            var tied = Math.BitIncrement(total - denser) * (1 + 1e-15);
            var area = new RequiredArea(denser, tied, tied, false).Within(total);
            Assert.True(area.StrictKm2 <= total && area.TruthCellKm2 <= area.TiedKm2);
            Assert.Equal(1, area.RecallAt(total, RecallVariant.Strict));
            Assert.Equal(total, area.StrictKm2, 1e-12 * total);
        });
        var inside = new RequiredArea(1, 2, 1, false);
        Assert.Equal(inside, inside.Within(3));
    }

    [Fact]
    public void Density_order_finds_truths_drawn_from_the_map_in_less_area_than_any_other_order()
    {
        var random = new Random(11);
        double[] areas = [.. Enumerable.Range(0, 200).Select(_ => 1 + Math.Round(99 * random.NextDouble()))];
        double[] masses = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())];
        var total = areas.Sum();
        var sum = masses.Sum();
        double MeanArea(double[] scores)
        {
            var grid = CellAreas.PerCell(areas);
            return Enumerable.Range(0, 200).Sum(cell => masses[cell] / sum * DensityRanking.Rank<double>(scores, grid, cell, double.NegativeInfinity, total).MeanKm2);
        }

        var byDensity = MeanArea([.. masses.Zip(areas, (mass, area) => mass / area)]);
        Assert.True(byDensity < MeanArea(masses));
        for (var order = 0; order < 1000; order++)
        {
            Assert.True(byDensity < MeanArea([.. masses.Select(_ => random.NextDouble())]));
        }
    }

    [Theory]
    [InlineData(RecallVariant.Fractional)]
    [InlineData(RecallVariant.Strict)]
    [InlineData(RecallVariant.Optimistic)]
    public void The_logarithmic_area_of_a_query_is_the_integral_of_its_recall_to_nine_digits(RecallVariant variant)
    {
        var small = Gen.Double[-3, 6].Select(exponent => Math.Pow(10, exponent));
        Gen.Select(Gen.OneOf(Gen.Const(0.0), small), small, Gen.Double[0, 1]).Sample((denser, tied, own) =>
        {
            var area = new RequiredArea(denser, tied, own * tied, false);
            const double least = 1, most = 1e7;
            // Simpson's rule over ln a between the bends, where the recall is smooth
            double[] bends = [least, .. new[] { denser, denser + own * tied, denser + tied }.Where(bend => bend is > least and < most).Order(), most];
            var sum = 0.0;
            for (var i = 1; i < bends.Length; i++)
            {
                const int steps = 2000;
                var (low, width) = (Math.Log(bends[i - 1]), Math.Log(bends[i] / bends[i - 1]) / steps);
                for (var step = 0; step <= steps; step++)
                {
                    // where the recall is a step it is constant inside a piece, and its ends belong to either side
                    var at = Math.Exp(low + width * (variant == RecallVariant.Fractional ? step : steps / 2));
                    sum += area.RecallAt(at, variant) * (step is 0 or steps ? 1 : step % 2 == 1 ? 4 : 2) * width / 3;
                }
            }

            return Math.Abs(sum / Math.Log(most / least) - area.LogAuc(least, most, variant)) < 1e-9;
        }, iter: 200);
    }

    [Fact]
    public void Wrong_sizes_and_cells_are_named()
    {
        Assert.Throws<ArgumentException>(() => DensityRanking.Rank<float>([1, 2], CellAreas.Uniform(3, 1), 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => DensityRanking.Rank<float>([1, 2], CellAreas.Uniform(2, 1), 2, 0));
        Assert.Throws<ArgumentException>(() => DensityRanking.Rank<float>([1, 2], CellAreas.Uniform(2, 100), 0, 0, 150));
        Assert.Throws<ArgumentOutOfRangeException>(() => CellAreas.Uniform(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => CellAreas.PerCell([1, -1]));
    }
}
