using System.Globalization;
using System.Text;
using System.Text.Json;
using GeoCore.Evaluation;
using GeoCore.Evaluation.Inputs;
using GeoCore.Geolocation.Grids;

namespace GeoCore.Tests.Evaluation.Inputs;

/// <summary>The reference cases of Recall vs Area, written to files and read back.</summary>
public sealed class GoldenFileTests : IDisposable
{
    private readonly InputFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_golden_cases_hold_from_cells_with_areas(bool areTabled)
    {
        foreach (var golden in GoldenRecall.File("rva.json").GetProperty("cases").EnumerateArray())
        {
            double[] areas = golden.Numbers("cell_area_km2"), masses = golden.Numbers("cell_mass");
            var truth = golden.GetProperty("truth_cell").ValueKind == JsonValueKind.Number ? golden.GetProperty("truth_cell").GetInt32() : -1;
            var truths = _folder.Truths($"query,h3\nq,{(truth < 0 ? "elsewhere" : $"c{truth}")}\n");
            var tabled = Text("cell,area_km2", areas.Select((area, i) => $"c{i},{Number(area)}"));
            using var areaTable = CsvTable.Open(_folder.Write("areas.csv", tabled));
            var ranked = _folder.RankTable(
                areTabled ? Text("query,h3,score", masses.Select((mass, i) => $"q,c{i},{Number(mass)}"))
                    : Text("query,h3,score,area", masses.Select((mass, i) => $"q,c{i},{Number(mass)},{Number(areas[i])}")),
                truths, new MapOptions { TotalKm2 = golden.Number("total_area_km2"), AreasKm2 = areTabled ? AreaTable.Read(areaTable, ColumnNames.Usual) : null })["q"];
            Assert.Equal(golden.Number("area_strictly_denser"), ranked.Area.DenserKm2, 1e-12);
            Assert.Equal(golden.Number("area_tied"), ranked.Area.TiedKm2, 1e-9);
            Assert.Equal(golden.Number("strict_area"), ranked.Area.StrictKm2, 1e-9);
            Assert.Equal(golden.Number("mean_area"), ranked.Area.MeanKm2, 1e-9);
            if (golden.TryGetProperty("optimistic_area", out var optimistic) && optimistic.ValueKind == JsonValueKind.Number)
                Assert.Equal(optimistic.GetDouble(), ranked.Area.CentreKm2(RecallVariant.Optimistic), 1e-9);
        }
    }

    [Fact]
    public void The_golden_curve_holds_from_cells_with_areas()
    {
        var golden = GoldenRecall.File("rva.json").GetProperty("curve");
        var total = golden.Number("total_area_km2");
        var rows = new List<string>();
        var truths = new List<string>();
        foreach (var query in golden.GetProperty("queries").EnumerateArray())
        {
            // one denser cell, if any, and the truth's own
            var id = query.GetProperty("id").GetString();
            if (query.Number("area_strictly_denser") > 0)
                rows.Add($"{id},dense,1e9,{Number(query.Number("area_strictly_denser"))}");
            rows.Add($"{id},own,1e-9,{Number(query.Number("area_tied"))}");
            truths.Add($"{id},own");
        }

        var ranked = _folder.RankTable(Text("query,cell,score,area", rows), _folder.Truths(Text("query,cell", truths)), new MapOptions { TotalKm2 = total });
        var curve = new RecallAreaCurve(ranked.Values, RecallVariant.Fractional, total);
        Assert.Equal(golden.Numbers("recall"), golden.Numbers("budgets_km2").Select(curve.At), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(golden.Number("auc_linear"), curve.AucLinear, 1e-12);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_prior_of_a_public_gallery_gives_the_published_recalls_from_files(bool isOneRowAPlace)
    {
        var golden = GoldenRecall.File("gallery_prior_1deg.json");
        var grid = LatLonGrid.OfCellsPerDegree(1);
        StringBuilder prior = new("lat,lng,score\n"), truth = new("image,lat,lng\n");
        foreach (var row in golden.GetProperty("rows").EnumerateArray())
        {
            // the file counts rows from the south
            var cell = row[0].GetInt32();
            var place = string.Create(CultureInfo.InvariantCulture, $"{cell / 360 - 89.5},{cell % 360 - 179.5}");
            for (var i = 0; i < (isOneRowAPlace ? row[1].GetInt32() : Math.Min(1, row[1].GetInt32())); i++)
            {
                prior.Append(CultureInfo.InvariantCulture, $"{place},{(isOneRowAPlace ? 1 : row[1].GetInt32())}\n");
            }

            for (var i = 0; i < row[2].GetInt32(); i++)
            {
                truth.Append(CultureInfo.InvariantCulture, $"{cell}/{i},{place}\n");
            }
        }

        var truths = _folder.Truths(truth.ToString());
        Assert.Equal(50_000, truths.All.Count);
        var expected = golden.GetProperty("expected");
        var accumulator = new RecallAccumulator(expected.Numbers("budgets_km2"));
        foreach (var query in _folder.RankTable(prior.ToString(), truths, new MapOptions { Grid = grid }).Values)
        {
            accumulator.Add(query);
        }

        var fractional = accumulator.Summarise(RecallVariant.Fractional);
        Assert.Equal(expected.Numbers("fractional_recall"), fractional.Recalls.Select(r => r.Recall), (a, b) => Math.Abs(a - b) < 1e-8);
        Assert.Equal(expected.Numbers("strict_recall"), accumulator.Summarise(RecallVariant.Strict).Recalls.Select(r => r.Recall), (a, b) => Math.Abs(a - b) < 1e-8);
        Assert.Equal(expected.Number("auc_linear"), fractional.AucLinear, 1e-8);
        Assert.Equal(expected.Number("share_of_queries_in_zero_density"), fractional.ZeroDensityShare, 1e-12);
    }

    private static string Text(string header, IEnumerable<string> rows) => string.Join('\n', rows.Prepend(header)) + "\n";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
