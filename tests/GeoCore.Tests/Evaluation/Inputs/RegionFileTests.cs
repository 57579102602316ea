using CsCheck;
using GeoCore.Evaluation;
using GeoCore.Evaluation.Inputs;
using GeoCore.Geodesy;

namespace GeoCore.Tests.Evaluation.Inputs;

public sealed class RegionFileTests : IDisposable
{
    private const string Truths = "query,lat,lon\na,0.5,0.5\nb,10.5,179.9\n";

    private readonly InputFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Regions_are_searched_by_rank_up_to_the_one_that_holds_the_truth()
    {
        var path = _folder.Write("r.geojson", Collection(Feature("a", 3, Box(0, 0, 1, 1)), Feature("a", 1, Box(50, 0, 52, 1)), Feature("a", 2, Box(60, 0, 61, 1)), Feature("c", 1, Box(0, 0, 9, 9))));
        var predictions = new RegionPredictions(path, new MapOptions());
        var ranked = InputFolder.Rank(predictions, _folder.Truths(Truths));
        var box = CellAreaOf(0, 1, 1);
        Assert.Equal(3 * box, ranked["a"].Area.DenserKm2, 1e-6);
        Assert.Equal(box, ranked["a"].Area.TruthCellKm2, 1e-6);
        Assert.False(ranked.ContainsKey("b"));
        Assert.Equal(1, predictions.QueriesWithoutTruth);
    }

    [Fact]
    public void Holes_parts_and_the_antimeridian_are_understood()
    {
        // a ring around the truth, then two parts of which one lies across 180°
        var hole = $$"""{"type":"Polygon","coordinates":[{{Ring(0, 0, 3, 3)}},{{Ring(0.25, 0.25, 1, 1)}}]}""";
        var parts = $$"""{"type":"MultiPolygon","coordinates":[[{{Ring(179, 10, 181, 11)}}],[{{Ring(0, 0, 1, 1)}}]]}""";
        var lines = $"{Line("", 1, hole)}\n\n{Line("", 2, parts)}\n";
        var path = _folder.Write("r.geojsonl", lines);
        var ranked = InputFolder.Rank(new RegionPredictions(path, new MapOptions()), _folder.Truths(Truths));
        Assert.Equal(ranked["a"].Area, ranked["b"].Area);
        Assert.Equal(CellAreaOf(0, 3, 3) - CellAreaOf(0.25, 1, 0.75), ranked["a"].Area.DenserKm2, 1e-6);
        Assert.Equal(CellAreaOf(10, 11, 2) + CellAreaOf(0, 1, 1), ranked["a"].Area.TiedKm2, 1e-6);
    }

    [Fact]
    public void Regions_that_miss_the_truth_leave_everything_else()
    {
        var path = _folder.Write("r.geojson", Collection(Feature(null, 1, Box(50, 0, 52, 1))));
        var ranked = InputFolder.Rank(new RegionPredictions(path, new MapOptions()), _folder.Truths(Truths))["a"];
        Assert.True(ranked.Area.IsZeroDensity);
        Assert.Equal(GreatCircle.SphereAreaKm2, ranked.Area.StrictKm2, 1e-6);
        Assert.True(double.IsNaN(ranked.LogDensity));
    }

    [Fact]
    public void An_edge_divides_the_area_exactly()
    {
        // a box cut along a slanted line: the two parts sum to the box, which has a closed form
        Gen.Select(Gen.Double[-80, 80], Gen.Double[0.001, 9], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((south, height, left, right) =>
        {
            double west = 5, east = 17, north = Math.Min(90, south + height);
            double a = south + left * (north - south), b = south + right * (north - south);
            var below = SphericalPolygon.RingAreaKm2([west, south, east, south, east, b, west, a]);
            var above = SphericalPolygon.RingAreaKm2([west, a, east, b, east, north, west, north]);
            return Math.Abs((below + above) / CellAreaOf(south, north, 12) - 1) < 1e-9;
        });
        Assert.Equal(GreatCircle.SphereAreaKm2, SphericalPolygon.RingAreaKm2([-180, -90, 180, -90, 180, 90, -180, 90]), 1e-6);
    }

    [Theory]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[{]}", "line 1: this is no JSON")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[0,0]}}]}", "feature 1: a region is a Polygon or MultiPolygon, not a Point")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[]}", "there is no region")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[7]}", "feature 1: this is no GeoJSON feature")]
    [InlineData("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[0,0]]]}}", "line 1: a ring has fewer than three places")]
    [InlineData("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[0,95]]]}}", "[0, 95] is no longitude and latitude")]
    [InlineData("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[0,5]]]}}\n{\"type\":\"Feature\"}", "line 2: this is no GeoJSON feature")]
    public void A_wrong_file_is_told_in_one_line(string text, string told)
    {
        var path = _folder.Write("r.geojson", text);
        var fault = Assert.Throws<InputException>(() => RegionFile.Of(path, new MapOptions()));
        Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void The_golden_distinct_case_is_the_same_as_a_ranked_list()
    {
        // with distinct densities a list in their order is the strict variant
        var path = _folder.Write("r.geojson", Collection(Feature("a", 1, Box(30, 0, 31, 1)), Feature("a", 2, Box(0, 0, 2, 2))));
        var ranked = InputFolder.Rank(new RegionPredictions(path, new MapOptions()), _folder.Truths(Truths))["a"];
        Assert.Equal(ranked.Area.CentreKm2(RecallVariant.Strict), ranked.Area.CentreKm2(RecallVariant.Optimistic));
        Assert.Equal(CellAreaOf(0, 1, 1) + CellAreaOf(0, 2, 2), ranked.Area.StrictKm2, 1e-6);
    }

    private static double CellAreaOf(double south, double north, double width) =>
        Wgs84.MeanRadiusKm * Wgs84.MeanRadiusKm * double.DegreesToRadians(width) * 2
            * Math.Sin(double.DegreesToRadians(north - south) / 2) * Math.Cos(double.DegreesToRadians(north + south) / 2);

    private static string Collection(params string[] features) => $$"""{"type":"FeatureCollection","features":[{{string.Join(",\n", features)}}]}""";

    private static string Feature(string? query, int rank, string geometry) => Line(query is null ? "" : $"\"query\":\"{query}\",", rank, geometry);

    private static string Line(string query, int rank, string geometry) => $$$"""{"type":"Feature","properties":{{{{query}}}"rank":{{{rank}}}},"geometry":{{{geometry}}}}""";

    private static string Box(double west, double south, double east, double north) => $$"""{"type":"Polygon","coordinates":[{{Ring(west, south, east, north)}}]}""";

    private static string Ring(double west, double south, double east, double north) =>
        FormattableString.Invariant($"[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]");
}
