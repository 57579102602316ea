using CsCheck;
using GeoCore.Evaluation;
using GeoCore.Geodesy;

namespace GeoCore.Tests.Evaluation;

public class RecallAreaCurveTests
{
    private static readonly Gen<RankedQuery[]> s_queries = Gen.Select(Gen.Double[0, 500], Gen.Double[0, 300], Gen.Double[0.1, 3])
        .Select((denser, tied, weight) => (denser, tied, weight)).Array[1, 40]
        .Select(items => items.Select((item, i) => new RankedQuery($"q{i}", new RequiredArea(item.denser, item.tied, item.tied / 2, false), item.weight)).ToArray());

    [Fact]
    public void The_golden_curve_holds()
    {
        var golden = GoldenRecall.File("rva.json").GetProperty("curve");
        var queries = golden.GetProperty("queries").EnumerateArray().Select(query => new RankedQuery(
            query.GetProperty("id").GetString()!,
            new RequiredArea(query.Number("area_strictly_denser"), query.Number("area_tied"), query.Number("area_tied"), false))).ToArray();
        var total = golden.Number("total_area_km2");
        var curve = new RecallAreaCurve(queries, RecallVariant.Fractional, total);

        Assert.Equal(golden.Numbers("recall"), golden.Numbers("budgets_km2").Select(curve.At), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(golden.Number("auc_linear"), curve.AucLinear, 1e-12);
        var auc = golden.GetProperty("auc_log");
        Assert.Equal(auc.Number("value"), curve.AucLog(auc.Number("a_min"), auc.Number("a_max")), 1e-12);
    }

    [Fact]
    public void The_closed_form_of_the_logarithmic_area_is_the_integral()
    {
        s_queries.Sample(queries =>
        {
            var curve = new RecallAreaCurve(queries, RecallVariant.Fractional, 2000);
            // midpoints of equal steps of ln a; a jump inside a step costs up to half of it
            const int steps = 20_000;
            var width = Math.Log(2000) / steps;
            var sum = 0.0;
            for (var i = 0; i < steps; i++)
            {
                sum += curve.At(Math.Exp((i + 0.5) * width));
            }

            return Math.Abs(sum / steps - curve.AucLog()) < 1.0 / steps;
        }, iter: 10);
    }

    [Theory]
    [InlineData(RecallVariant.Fractional)]
    [InlineData(RecallVariant.Strict)]
    [InlineData(RecallVariant.Optimistic)]
    public void The_area_at_a_recall_reaches_it_and_nothing_smaller_does(RecallVariant variant)
    {
        Gen.Select(s_queries, Gen.Double[0.01, 1]).Sample((queries, recall) =>
        {
            var curve = new RecallAreaCurve(queries, variant, 2000);
            var area = curve.AreaAtRecall(recall);
            return curve.At(area * (1 + 1e-9) + 1e-9) >= recall - 1e-9 && (area == 0 || curve.At(area * (1 - 1e-6) - 1e-9) <= recall);
        });
    }

    [Fact]
    public void A_query_that_needs_no_area_is_a_step_at_zero()
    {
        var curve = new RecallAreaCurve([new("a", new(0, 0, 0, false)), new("b", new(10, 0, 0, false)), new("c", new(10, 20, 20, false))], totalKm2: 100);
        Assert.Equal(0, curve.AreaAtRecall(0.3));
        Assert.Equal(10, curve.AreaAtRecall(0.6));
        Assert.Equal(20, curve.AreaAtRecall(5 / 6.0), 1e-9);
    }

    [Fact]
    public void The_geometric_mean_of_1_100_and_10000_is_100()
    {
        var curve = new RecallAreaCurve([new("a", new(0, 2, 2, false)), new("b", new(90, 20, 20, false)), new("c", new(10_000, 0, 0, false))], totalKm2: 20_000);
        Assert.Equal(100, curve.GeometricMeanKm2(), 1e-9);
        Assert.Equal(Math.Sqrt(1e-6 * 4), new RecallAreaCurve([new("a", default), new("b", new(3, 2, 2, false))], totalKm2: 10).GeometricMeanKm2(), 1e-9);
    }

    [Fact]
    public void Recall_never_falls_and_ends_at_one()
    {
        Gen.Select(s_queries, Gen.Double[0, 900], Gen.Double[0, 900]).Sample((queries, a, b) =>
        {
            var curve = new RecallAreaCurve(queries, RecallVariant.Fractional, 1000);
            return curve.At(Math.Min(a, b)) <= curve.At(Math.Max(a, b)) && curve.At(0) >= 0 && curve.At(1000) == 1;
        });
    }

    [Theory]
    [InlineData(false, 1e-8)]
    [InlineData(true, 1e-5)]
    public void The_prior_of_a_public_gallery_gives_the_published_recalls(bool asLogarithms, double tolerance)
    {
        var golden = GoldenRecall.File("gallery_prior_1deg.json");
        var densities = new double[180 * 360];
        var rowAreas = new double[180];
        for (var row = 0; row < 180; row++)
        {
            rowAreas[row] = Wgs84.MeanRadiusKm * Wgs84.MeanRadiusKm * Math.PI / 180
                * (Math.Sin(double.DegreesToRadians(row - 89)) - Math.Sin(double.DegreesToRadians(row - 90)));
        }

        var rows = golden.GetProperty("rows").EnumerateArray().Select(row => row.EnumerateArray().Select(n => n.GetInt32()).ToArray()).ToArray();
        foreach (var row in rows)
        {
            densities[row[0]] = row[1] / rowAreas[row[0] / 360];
        }

        var asked = rows.Where(row => row[2] > 0).ToArray();
        var areas = CellAreas.Rows(rowAreas, 360);
        var ranked = new RequiredArea[asked.Length];
        if (asLogarithms)
        {
            // as maps are stored: −∞ is no density
            DensityRanking.Rank<float>([.. densities.Select(density => (float)Math.Log(density))], areas, [.. asked.Select(row => row[0])], float.NegativeInfinity, ranked);
        }
        else
        {
            DensityRanking.Rank<double>(densities, areas, [.. asked.Select(row => row[0])], 0, ranked);
        }

        var expected = golden.GetProperty("expected");
        var accumulator = new RecallAccumulator(expected.Numbers("budgets_km2"));
        for (var i = 0; i < asked.Length; i++)
        {
            for (var query = 0; query < asked[i][2]; query++)
            {
                accumulator.Add(new RankedQuery($"{asked[i][0]}/{query}", ranked[i]));
            }
        }

        var fractional = accumulator.Summarise(RecallVariant.Fractional);
        Assert.Equal(expected.Numbers("fractional_recall"), fractional.Recalls.Select(r => r.Recall), (a, b) => Math.Abs(a - b) < tolerance);
        Assert.Equal(expected.Numbers("strict_recall"), accumulator.Summarise(RecallVariant.Strict).Recalls.Select(r => r.Recall), (a, b) => Math.Abs(a - b) < tolerance);
        Assert.Equal(expected.Number("auc_linear"), fractional.AucLinear, tolerance);
        Assert.Equal(expected.Number("share_of_queries_in_zero_density"), fractional.ZeroDensityShare, 1e-12);
        Assert.Equal(50_000, fractional.Queries);
    }

    [Fact]
    public void The_slope_of_the_curve_is_the_recall_of_the_next_square_kilometre()
    {
        s_queries.Sample(queries =>
        {
            var curve = new RecallAreaCurve(queries, totalKm2: 1000);
            var slope = curve.MarginalRecallPerKm2(123.456);
            return Math.Abs((curve.At(123.456 + 1e-6) - curve.At(123.456)) / 1e-6 - slope) < 1e-6 * Math.Max(1, slope)
                && Math.Abs(curve.ExpectedAreaToFindKm2 - 1000 * (1 - curve.AucLinear)) < 1e-9;
        });
        Assert.Equal(0, new RecallAreaCurve([new("a", new(0, 10, 10, false))], RecallVariant.Strict).MarginalRecallPerKm2(5));
    }

    [Fact]
    public void Caps_have_the_golden_areas()
    {
        var golden = GoldenRecall.File("rva.json");
        foreach (var cap in golden.GetProperty("gcd_equivalent_cap_areas").EnumerateArray())
        {
            // the file's cap of 1 km lost its last digits in 1 − cos x: π r² (1 − r² / 12R²) is 3.1415926471
            Assert.Equal(1, GreatCircle.CapAreaKm2(cap.Number("radius_km")) / cap.Number("cap_area_km2"), 3e-9);
        }

        Assert.Equal(GreatCircle.SphereAreaKm2, golden.Number("sphere_total_km2"), 1.0); // the file gives whole km²
        Assert.Equal(AreaBudgets.Default, AreaBudgets.Default.Order());
        Assert.Equal(15, AreaBudgets.Default.Count);
    }
}
