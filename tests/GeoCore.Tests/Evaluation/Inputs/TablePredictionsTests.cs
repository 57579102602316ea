using System.Globalization;
using CsCheck;
using GeoCore.Evaluation;
using GeoCore.Evaluation.Inputs;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;

namespace GeoCore.Tests.Evaluation.Inputs;

public sealed class TablePredictionsTests : IDisposable
{
    private const string TwoTruths = "query,lat,lon\na,10.5,20.5\nb,-5.5,7.5\n";

    private readonly InputFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_gallery_ranks_the_cells_it_counts_into()
    {
        var ranked = _folder.RankTable("query,lat,lon,prob\na,10.1,20.1,0.3\na,10.9,20.9,0.3\na,0.5,0.5,0.4\n", _folder.Truths(TwoTruths))["a"];
        var grid = LatLonGrid.OfCellsPerDegree(1);
        Assert.Equal(0, ranked.Area.DenserKm2);
        Assert.Equal(grid.AreaKm2(grid.CellAt(20.5, 10.5)), ranked.Area.TiedKm2, 1e-9);
        Assert.Equal(Math.Log(0.6 / ranked.Area.TiedKm2), ranked.LogDensity, 1e-12);
    }

    [Fact]
    public void A_truth_that_the_gallery_misses_needs_everything_that_is_left()
    {
        var ranked = _folder.RankTable("query,lat,lon\na,0.5,0.5\n", _folder.Truths(TwoTruths))["a"];
        Assert.True(ranked.Area.IsZeroDensity);
        Assert.Equal(GreatCircle.SphereAreaKm2, ranked.Area.StrictKm2, 1e-6);
        Assert.True(ranked.Area.TruthCellKm2 < 13_000, "the optimistic variant looks at the truth's own cell");
        Assert.Equal(double.NegativeInfinity, ranked.LogDensity);
    }

    [Fact]
    public void Similarities_become_masses_by_a_softmax()
    {
        var options = new MapOptions { Kappa = 2 };
        var ranked = _folder.RankTable("query,lat,lon,similarity\na,10.5,20.5,-1\na,0.5,0.5,-1.5\n", _folder.Truths(TwoTruths), options)["a"];
        Assert.Equal(1 / (1 + Math.Exp(-1)), Math.Exp(ranked.LogDensity) * ranked.Area.TruthCellKm2, 1e-12);
    }

    [Fact]
    public void Neither_the_order_of_rows_nor_gathering_changes_a_bit()
    {
        Gen.Select(Gen.Int[0, 1], Gen.Double[-20, 20], Gen.Double[0, 1]).Array[2, 40].Sample(rows =>
        {
            var truths = _folder.Truths(TwoTruths);
            string Text(IEnumerable<(int Query, double Place, double Score)> some) =>
                "query,lat,lon,score\n" + string.Concat(some.Select(row => string.Create(CultureInfo.InvariantCulture, $"{(row.Query == 0 ? "a" : "b")},{row.Place},{2 * row.Place},{row.Score}\n")));
            var sorted = _folder.RankTable(Text(rows.OrderBy(row => row.Item1)), truths);
            var shuffled = _folder.RankTable(Text(rows.OrderBy(row => row.Item3)), truths, isGathered: true);
            return sorted.Count == shuffled.Count && sorted.All(pair => shuffled[pair.Key] == pair.Value);
        }, iter: 50, threads: 1);
    }

    [Fact]
    public void Scattered_rows_are_noticed_and_gathered_on_demand_within_a_bound()
    {
        var truths = _folder.Truths(TwoTruths);
        const string scattered = "query,lat,lon\na,1,1\nb,1,1\nx,3,3\na,10.5,20.5\nx,3,3\n";
        Assert.Throws<ScatteredRowsException>(() => _folder.RankTable(scattered, truths));
        Assert.Equal(2, _folder.RankTable(scattered, truths, isGathered: true).Count);
        var fault = Assert.Throws<InputException>(() => _folder.RankTable(scattered, truths, new MapOptions { RowsInMemory = 2 }, isGathered: true));
        Assert.Contains("may have 2 rows", fault.Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => _folder.RankTable("query,lat,lon\na,1,1\na,2,2\na,3,3\n", truths, new MapOptions { RowsInMemory = 2 }));
    }

    [Theory]
    [InlineData("query,lat,lon,score\na,1,1,-0.1\n", "line 2, column score: is -0.1")]
    [InlineData("query,lat,lon,score\na,1,1,nan\n", "line 2, column score: is NaN")]
    [InlineData("query,lat,lon,score\nunknown,1,1,0.5\nunknown,1,1,inf\n", "line 3, column score: is Infinity")]
    [InlineData("query,lat,lon,score\na,90.5,1,1\n", "line 2, column lat: is 90.5")]
    [InlineData("query,lat,score\na,90.5,1\n", "no column for the longitude")]
    [InlineData("query,s2,score\na,zz,1\n", "line 2, column s2: is 'zz', which is no cell of s2")]
    [InlineData("query,s2,score\na,1,1\na,14,1\n", "query a: ")]
    [InlineData("query,cell,score\na,1,1\n", "has to be said")]
    [InlineData("query,h3,score,area\na,x,1,2\na,x,1,2\n", "cell 'x' comes twice")]
    [InlineData("query,h3,score,area\na,x,1,-2\n", "line 2, column area: is -2")]
    [InlineData("query,h3,score,area\na,x,1,6e8\n", "query a: ")]
    public void A_wrong_prediction_is_told_in_one_line(string text, string told)
    {
        var truths = _folder.Truths(TwoTruths);
        var fault = Assert.Throws<InputException>(() => _folder.RankTable(text, truths));
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void Cells_of_s2_are_known_by_token_and_by_number()
    {
        var cell = CellHierarchy.S2.CellAt(20.5, 10.5, 8);
        var truths = _folder.Truths(TwoTruths);
        var other = CellHierarchy.S2.CellAt(-70, 40, 5);
        var byToken = _folder.RankTable($"query,s2_token,score\na,{S2CellId.TokenOf(cell)},0.25\na,{S2CellId.TokenOf(other)},0.75\n", truths)["a"];
        var bySign = _folder.RankTable($"query,s2,score\na,{S2CellId.Of(cell)},0.25\na,{unchecked((long)S2CellId.Of(other))},0.75\n", truths)["a"];
        Assert.Equal(byToken, bySign);
        Assert.Equal(CellHierarchy.S2.AreaKm2(cell), byToken.Area.TruthCellKm2, 1e-9);
        Assert.Equal(Math.Log(0.25 / CellHierarchy.S2.AreaKm2(cell)), byToken.LogDensity, 1e-9);
    }

    [Theory]
    [InlineData(MapValues.Mass, "0.25", "0.75")]
    [InlineData(MapValues.Density, "1", "3")]
    [InlineData(MapValues.LogDensity, "0", "1.0986122886681098")]
    public void Pixels_of_healpix_have_one_area_whatever_their_values_are(MapValues values, string own, string other)
    {
        var cell = CellHierarchy.Healpix.CellAt(20.5, 10.5, 6).Index;
        Assert.True(CellScheme.TryParse("healpix:6", out var scheme));
        var ranked = _folder.RankTable($"query,pixel,score\na,{cell},{own}\na,{cell + 1},{other}\n", _folder.Truths(TwoTruths), new MapOptions { Cells = scheme, Values = values })["a"];
        var area = GreatCircle.SphereAreaKm2 / (12 << 12);
        Assert.Equal(area, ranked.Area.DenserKm2, 1e-9);
        Assert.Equal(area, ranked.Area.TiedKm2, 1e-9);
        Assert.Equal(Math.Log(0.25 / area), ranked.LogDensity, 1e-12);
    }

    [Fact]
    public void Options_that_do_not_fit_the_table_are_told()
    {
        var truths = _folder.Truths(TwoTruths);
        Assert.Contains("places have masses", Assert.Throws<InputException>(() => _folder.RankTable("query,lat,lon\na,1,1\n", truths, new MapOptions { Values = MapValues.Density })).Message, StringComparison.Ordinal);
        Assert.Contains("are for places", Assert.Throws<InputException>(() => _folder.RankTable("query,s2,score\na,14,1\n", truths, new MapOptions { Kappa = 1 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_raw_score_puts_small_cells_behind()
    {
        const string text = "query,h3,score,area\na,small,0.4,1\na,large,0.6,100\n";
        var truths = _folder.Truths("query,cell\na,large\n");
        Assert.Equal(1, _folder.RankTable(text, truths)["a"].Area.DenserKm2);
        Assert.Equal(0, _folder.RankTable(text, truths, new MapOptions { Key = RankKey.RawScore })["a"].Area.DenserKm2);
    }
}
