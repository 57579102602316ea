using GeoCore.Evaluation.Inputs;

namespace GeoCore.Tests.Evaluation.Inputs;

public sealed class TruthTableTests : IDisposable
{
    private readonly InputFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Truths_have_place_weight_and_strata()
    {
        var truths = _folder.Truths("IMG_ID;LAT;LON;weight;continent\na;48.2;16.4;2;Europe\nb;-33.9;361e0\u0020;1;Africa\n".Replace("361e0", "340", StringComparison.Ordinal), "continent");
        Assert.Equal(2, truths.All.Count);
        Assert.Equal(new Truth(0, "a", 16.4, 48.2, 2, null, truths.All[0].Strata), truths.Find("a"));
        Assert.Equal(["continent=Europe"], truths.All[0].Strata);
        Assert.Equal(-20, truths.All[1].Longitude);
        Assert.Null(truths.Find("c"));
    }

    [Theory]
    [InlineData("query,lat,lon\na,91,0\n", "line 2, column lat: is 91, outside −90 to 90")]
    [InlineData("query,lat,lon\na,0,0\nb,0,-181\n", "line 3, column lon: is -181")]
    [InlineData("query,lat,lon\na,nan,0\n", "column lat: is NaN")]
    [InlineData("query,lat,lon\na,0,inf\n", "column lon: is Infinity")]
    [InlineData("query,lat,lon\na,0,0\na,1,1\n", "line 3, column query: is 'a', which came before")]
    [InlineData("query,lat,lon\n,0,0\n", "column query: is empty")]
    [InlineData("query,lat,lon,weight\na,0,0,0\n", "column weight: is 0")]
    [InlineData("query,lat,lon,weight\na,0,0,nan\n", "column weight: is NaN")]
    [InlineData("query,lon\na,0\n", "no column for the latitude")]
    [InlineData("name,lat,lon\na,0,0\n", "no column for the query")]
    [InlineData("query,lat,lon\n", "no row")]
    public void A_wrong_truth_is_told_with_line_and_column(string text, string told)
    {
        var fault = Assert.Throws<InputException>(() => _folder.Truths(text));
        Assert.Contains("truth.csv: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stratum_that_is_no_column_is_told() =>
        Assert.Contains("'biome'", Assert.Throws<InputException>(() => _folder.Truths("query,lat,lon\na,0,0\n", "biome")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("query=foto,lat=breite,lon=laenge", null)]
    [InlineData("lat=breite,lon=laenge", "no column for the query")]
    [InlineData("query=nothing", "no column 'nothing'")]
    [InlineData("colour=red", "'colour=red' is not ROLE=COLUMN")]
    [InlineData("lat=a,lat=b", "each once")]
    public void Columns_are_named_by_the_user_where_their_names_are_unusual(string names, string? told)
    {
        var path = _folder.Write("t.csv", "foto,breite,laenge\na,1,2\n");
        TruthTable Read()
        {
            using var table = CsvTable.Open(path);
            return TruthTable.Read(table, ColumnNames.Parse(names));
        }

        if (told is null)
            Assert.Equal((2, 1), (Read().All[0].Longitude, Read().All[0].Latitude));
        else
            Assert.Contains(told, Assert.Throws<InputException>(Read).Message, StringComparison.Ordinal);
    }
}
