using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using TileServer.Tests.Http;

namespace TileServer.Tests.Evaluations;

public sealed class EvaluateCommandTests : IDisposable
{
    private const string Truths = "query,lat,lon,weight,zone\na,10.5,20.5,1,dry\nb,-5.5,7.5,2,wet\nc,50.5,8.5,1,dry\n";

    private const string Gallery = "query,lat,lon,score\na,10.5,20.5,0.6\na,11.5,20.5,0.4\nb,0.5,0.5,1\nb,-5.5,7.5,0.5\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-evaluate-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Where_a_cost_stands_for_area_tables_and_charts_say_so()
    {
        var cost = Path.Combine(TileServer.Hosting.HomeFolder.Path!, "docs", "examples", "evaluation", "cost.tif");
        string[] usual = ["rva", "--predictions", Write("m.csv", Gallery), "--truth", Write("t.csv", Truths), "--grid", "healpix:4", "--out", Path.Combine(_folder.FullName, "out")];
        var (code, plain, errors) = await EvaluateAsync(usual);
        Assert.True(code == 0, errors);
        Assert.Contains("mean km² until found", plain, StringComparison.Ordinal);
        var (_, priced, _) = await EvaluateAsync([.. usual, "--cost", cost]);
        Assert.Contains("mean cost until found", priced, StringComparison.Ordinal);
        Assert.DoesNotContain("km²  ", priced, StringComparison.Ordinal);
        Assert.DoesNotContain("area km²", priced, StringComparison.Ordinal);
        var chart = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "out", "curve.svg"), TestContext.Current.CancellationToken);
        Assert.Contains("Recall vs cost", chart, StringComparison.Ordinal);
        Assert.DoesNotContain("km²", chart, StringComparison.Ordinal);
        Assert.StartsWith("system,cost,fractional", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "out", "curve.csv"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_prior_of_a_public_gallery_gives_the_published_table()
    {
        using var golden = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "golden", "gallery_prior_1deg.json"), TestContext.Current.CancellationToken));
        StringBuilder prior = new("latitude;longitude;score\r\n"), truth = new("id;latitude;longitude\r\n");
        foreach (var row in golden.RootElement.GetProperty("rows").EnumerateArray())
        {
            var cell = row[0].GetInt32();
            var place = string.Create(CultureInfo.InvariantCulture, $"{cell / 360 - 89.5};{cell % 360 - 179.5}");
            if (row[1].GetInt32() > 0)
                prior.Append(CultureInfo.InvariantCulture, $"{place};{row[1].GetInt32()}\r\n");
            for (var i = 0; i < row[2].GetInt32(); i++)
            {
                truth.Append(CultureInfo.InvariantCulture, $"{cell}/{i};{place}\r\n");
            }
        }

        var (code, output, errors) = await EvaluateAsync(
            "rva", "--predictions", Write("prior.csv", prior.ToString()), "--truth", Write("truth.csv", truth.ToString()), "--grid", "latlon:1",
            "--budgets", "1e3,1e4,1e5,1e6,1e7,1e8", "--resamples", "0", "--json");
        Assert.True(code == 0, errors);
        using var result = JsonDocument.Parse(output);
        var system = result.RootElement.GetProperty("systems")[0];
        var expected = golden.RootElement.GetProperty("expected");
        foreach (var variant in new[] { "fractional", "strict" })
        {
            double[] recalls = [.. system.GetProperty(variant).GetProperty("recalls").EnumerateArray().Take(6).Select(recall => recall.GetProperty("recall").GetDouble())];
            Assert.Equal(expected.GetProperty(variant + "_recall").EnumerateArray().Select(recall => recall.GetDouble()), recalls, (a, b) => Math.Abs(a - b) < 1e-8);
        }

        Assert.Equal(expected.GetProperty("auc_linear").GetDouble(), system.GetProperty("fractional").GetProperty("aucLinear").GetDouble(), 1e-8);
        Assert.Equal(expected.GetProperty("share_of_queries_in_zero_density").GetDouble(), system.GetProperty("zeroDensityShare").GetDouble(), 1e-12);
        Assert.Equal(1, system.GetProperty("strict").GetProperty("recalls")[6].GetProperty("recall").GetDouble());
        Assert.Equal(50_000, system.GetProperty("queries").GetInt32());
    }

    [Fact]
    public async Task A_result_has_its_files_and_the_same_bytes_every_time()
    {
        string[] arguments = ["rva", "--predictions", Write("model.csv", Gallery), "--compare", Write("other.csv", Gallery.Replace("0.6", "0.3", StringComparison.Ordinal)), "--truth", Write("truth.csv", Truths), "--strata", "zone", "--out"];
        foreach (var folder in new[] { "one", "two" })
        {
            var (code, output, errors) = await EvaluateAsync([.. arguments, At(folder)]);
            Assert.True(code == 0, errors);
            Assert.Contains("zone=dry", output, StringComparison.Ordinal);
            Assert.Contains("model less other, fractional, 3 queries", output, StringComparison.Ordinal);
        }

        Assert.Equal(["curve.csv", "curve.png", "curve.svg", "queries.geojson", "queries.gpkg", "result.json"], Directory.GetFiles(At("one")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
        foreach (var name in new[] { "curve.csv", "curve.png", "curve.svg", "queries.geojson", "result.json" })
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(At("one"), name)), File.ReadAllBytes(Path.Combine(At("two"), name)));
        }

        Assert.Equal(5, XDocument.Load(Path.Combine(At("one"), "curve.svg")).Descendants("{http://www.w3.org/2000/svg}polyline").Count());
        using var queries = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(At("one"), "queries.geojson"), TestContext.Current.CancellationToken));
        var first = queries.RootElement.GetProperty("features")[0];
        Assert.Equal([20.5, 10.5], first.GetProperty("geometry").GetProperty("coordinates").EnumerateArray().Select(number => number.GetDouble()));
        Assert.Equal(0, first.GetProperty("properties").GetProperty("denser_km2").GetDouble());
        Assert.True(first.GetProperty("properties").GetProperty("denser_km2_2").GetDouble() > 12_000);
        Assert.Equal("dry", first.GetProperty("properties").GetProperty("stratum_zone").GetString());
        Assert.True(queries.RootElement.GetProperty("features")[2].GetProperty("properties").GetProperty("zero_density").GetBoolean());
    }

    [Fact]
    public async Task A_query_without_an_answer_counts_unless_it_is_skipped()
    {
        string[] arguments = ["rva", "--predictions", Write("model.csv", Gallery), "--truth", Write("truth.csv", Truths), "--resamples", "0", "--json"];
        using var counted = JsonDocument.Parse((await EvaluateAsync(arguments)).Output);
        using var skipped = JsonDocument.Parse((await EvaluateAsync([.. arguments, "--skip-missing"])).Output);
        var (all, some) = (counted.RootElement.GetProperty("systems")[0], skipped.RootElement.GetProperty("systems")[0]);
        Assert.Equal((3, 1), (all.GetProperty("queries").GetInt32(), all.GetProperty("missing").GetInt32()));
        Assert.Equal((2, 1), (some.GetProperty("queries").GetInt32(), some.GetProperty("missing").GetInt32()));
        Assert.Equal(0.25, all.GetProperty("zeroDensityShare").GetDouble()); // by weight
        Assert.Equal(0, some.GetProperty("zeroDensityShare").GetDouble());
    }

    [Fact]
    public async Task Rows_of_a_query_may_stand_apart()
    {
        var truth = Write("truth.csv", Truths);
        var sorted = await EvaluateAsync("rva", "--predictions", Write("model.csv", Gallery), "--truth", truth);
        var lines = Gallery.Split('\n');
        var scattered = await EvaluateAsync("rva", "--predictions", Write("model.csv", string.Join('\n', lines[0], lines[1], lines[3], lines[2], lines[4], "")), "--truth", truth);
        Assert.Equal(sorted, scattered);
    }

    [Fact]
    public async Task Distances_are_told_with_what_the_grid_allows()
    {
        string[] arguments = ["gcd", "--predictions", Write("model.csv", Gallery), "--truth", Write("truth.csv", Truths), "--json", "--out", At("out")];
        var (code, output, errors) = await EvaluateAsync([.. arguments, "--point", "densest"]);
        Assert.True(code == 0, errors);
        using var result = JsonDocument.Parse(output);
        var figures = result.RootElement.GetProperty("systems")[0].GetProperty("figures");
        // a is hit, b with its double weight is 925 km off, c has no answer
        double[] accuracies = [.. figures.GetProperty("accuracies").EnumerateArray().Select(accuracy => accuracy.GetProperty("accuracy").GetDouble())];
        Assert.Equal([0.25, 0.25, 0.25, 0.25, 0.75], accuracies);
        Assert.Equal(1, figures.GetProperty("accuracies")[4].GetProperty("gridCap").GetDouble());
        // the places of a gallery lie on no grid
        using var places = JsonDocument.Parse((await EvaluateAsync(arguments)).Output);
        Assert.All(places.RootElement.GetProperty("systems")[0].GetProperty("figures").GetProperty("accuracies").EnumerateArray(), accuracy => Assert.False(accuracy.TryGetProperty("gridCap", out _)));
        Assert.True(File.Exists(Path.Combine(At("out"), "queries.gpkg")));
    }

    [Theory]
    [InlineData("--grid|hexagons:3", "--grid")]
    [InlineData("--grid|latlon:7", "--grid")]
    [InlineData("--rank|size", "--rank")]
    [InlineData("--values|votes", "--values")]
    [InlineData("--budgets|1,x", "--budgets")]
    [InlineData("--resamples|7", "--resamples")]
    [InlineData("--total-area|-1", "--total-area")]
    [InlineData("--columns|colour=red", "--columns")]
    [InlineData("--columns|score=votes", "votes")]
    [InlineData("--strata|biome", "biome")]
    [InlineData("--cells|h3", "--cells")]
    [InlineData("--cells|s2", "no column for the cell")]
    [InlineData("--areas|/nothing/here.csv", "/nothing/here.csv")]
    [InlineData("--truth|/nothing/here.csv", "/nothing/here.csv")]
    [InlineData("--bogus", "--bogus")]
    [InlineData("--blocks|latlon:0", "--blocks")]
    public async Task Wrong_usage_is_one_line_and_exit_code_2(string arguments, string named)
    {
        string[] usual = ["rva", "--predictions", Write("model.csv", Gallery)];
        string[] truth = arguments.StartsWith("--truth|", StringComparison.Ordinal) ? [] : ["--truth", Write("truth.csv", Truths)];

        ServeProcess.AssertWrongUsage(await EvaluateAsync([.. usual, .. truth, .. arguments.Split('|')]), named);
    }

    [Theory]
    [InlineData("query,lat,lon,score\na,10.5,20.5,nan\n", "model.csv: line 2, column score: is NaN")]
    [InlineData("query,lat,lon,score\na,10.5\n", "model.csv: line 2: has 2 fields")]
    [InlineData("{\"type\":\"FeatureCollection\"", "model.csv: line 1: this is no JSON")]
    [InlineData("PAR1 and nothing else", "no Parquet file that can be read")]
    [InlineData("II*\0 and nothing else", "model.csv")]
    [InlineData("", "the file is empty")]
    [InlineData("query,lat,lon\nz,1,1\n", "no query of")]
    public async Task A_file_that_cannot_be_used_is_one_line_and_exit_code_2(string text, string told)
    {
        var (code, _, errors) = await EvaluateAsync("rva", "--predictions", Write("model.csv", text), "--truth", Write("truth.csv", Truths), "--skip-missing");
        Assert.True(code == 2, $"{code}: {errors}");
        Assert.Contains(told, Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("rva|--help")]
    [InlineData("gcd|--help")]
    public async Task The_command_explains_itself(string arguments)
    {
        var (code, output, errors) = await EvaluateAsync(arguments.Split('|'));
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Errors)> EvaluateAsync(params string[] arguments) => ServeProcess.RunAsync(["evaluate", .. arguments]);

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }
}
