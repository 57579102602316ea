using CsCheck;
using GeoCore.Imaging;

namespace GeoCore.Tests.Imaging;

public class ColorScaleJsonTests
{
    [Fact]
    public void Stops_are_read_with_their_nodata()
    {
        var scale = Assert.IsType<StopsScale>(ColorScaleJson.Parse("""{"nodata": -1, "stops": [[0, [0, 0, 0]], [10, [255, 100, 50, 0]]]}"""));
        Assert.Equal(0xFF000000, scale.ColorOf(0));
        Assert.Equal(PackedColor.Pack(255, 100, 50, 0), scale.ColorOf(10));
        Assert.Equal(PackedColor.Pack(128, 50, 25, 128), scale.ColorOf(5));
        Assert.Equal(0u, scale.ColorOf(-1));
    }

    [Fact]
    public void Single_values_and_intervals_are_read()
    {
        var classes = Assert.IsType<CategoryScale>(ColorScaleJson.Parse("""{"1": [1, 2, 3], "2.5": "#ff0000"}"""));
        Assert.Equal(0xFF030201, classes.ColorOf(1));
        Assert.Equal(0xFF0000FF, classes.ColorOf(2.5));
        var intervals = Assert.IsType<IntervalScale>(ColorScaleJson.Parse("""[[[0, 5], [1, 2, 3]], [[5, 9], [4, 5, 6, 7]]]"""u8.ToArray()));
        Assert.Equal(0xFF030201, intervals.ColorOf(4.9));
        Assert.Equal(0x07060504u, intervals.ColorOf(5));
        Assert.Equal(["0 – 5", "5 – 9"], intervals.Intervals.Select(i => i.Label));
    }

    [Theory]
    [InlineData("""{"stops": [[0, [0,0,0]], [1, [0,0,256]]]}""", "'stops[1][1][2]' is not a whole number of 0 to 255.")]
    [InlineData("""{"stops": [[0, [0,0,0.5]], [1, [0,0,0]]]}""", "'stops[0][1][2]' is not a whole number of 0 to 255.")]
    [InlineData("""{"stops": [[0, [0,0]], [1, [0,0,0]]]}""", "'stops[0][1]' is not [r, g, b] or [r, g, b, a].")]
    [InlineData("""{"stops": [[0, "red"], [1, [0,0,0]]]}""", "'stops[0][1]' is not a colour such as '#rrggbb'.")]
    [InlineData("""{"stops": [["0", [0,0,0]], [1, [0,0,0]]]}""", "'stops[0][0]' is not a finite number.")]
    [InlineData("""{"stops": [[1e999, [0,0,0]], [1, [0,0,0]]]}""", "'stops[0][0]' is not a finite number.")]
    [InlineData("""{"stops": [[0, [0,0,0], 1], [1, [0,0,0]]]}""", "'stops[0]' is not [value, colour].")]
    [InlineData("""{"stops": [5, [1, [0,0,0]]]}""", "'stops[0]' is not [value, colour].")]
    [InlineData("""{"stops": [[1, [0,0,0]], [1, [0,0,0]]]}""", "'stops[1][0]' is not above the value of the stop before it.")]
    [InlineData("""{"stops": []}""", "'stops' needs two or more stops, not 0.")]
    [InlineData("""{"stops": {}}""", "'stops' is not an array.")]
    [InlineData("""{"stops": null}""", "'stops' is not an array.")]
    [InlineData("""{"nodata": "x", "stops": [[0, [0,0,0]], [1, [0,0,0]]]}""", "'nodata' is not a finite number.")]
    [InlineData("""{"no_data": 1, "stops": [[0, [0,0,0]], [1, [0,0,0]]]}""", "'no_data' is unknown; a colormap has 'nodata' and 'stops'.")]
    [InlineData("""{"one": [0,0,0]}""", "'one' is neither 'stops' nor a number.")]
    [InlineData("""{"NaN": [0,0,0]}""", "'NaN' is neither 'stops' nor a number.")]
    [InlineData("""{}""", "A categorical scale needs a class.")]
    [InlineData("""[]""", "A scale of intervals needs an interval.")]
    [InlineData("""[[[0, 1, 2], [0,0,0]]]""", "'[0][0]' is not [min, max].")]
    [InlineData("""[[[1, 0], [0,0,0]]]""", "Interval 0 is empty.")]
    [InlineData("""7""", "The colormap is neither an object nor an array.")]
    [InlineData("""null""", "The colormap is neither an object nor an array.")]
    public void A_mistake_is_explained_by_its_field(string json, string message)
    {
        Assert.Equal(message, Assert.Throws<ColormapException>(() => ColorScaleJson.Parse(json)).Message);
        Assert.Equal(message, Assert.Throws<ColormapException>(() => ColorScaleJson.Parse(System.Text.Encoding.UTF8.GetBytes(json))).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"stops": [[0, [0,0,0]], [1, [0,0,0]]]} x""")]
    [InlineData("""{"stops": [], "stops": []}""")]
    [InlineData("""[[[[[[[[[[[[]]]]]]]]]]]]""")]
    [InlineData("""{"stops": [[NaN, [0,0,0]]]}""")]
    public void What_is_not_JSON_is_refused(string json) =>
        Assert.StartsWith("The colormap is not JSON: ", Assert.Throws<ColormapException>(() => ColorScaleJson.Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Rubbish_never_leads_to_another_exception()
    {
        const string seed = """{"nodata": -1.5, "stops": [[0, [0, 0, 0]], [1e3, "#ff00ff"], [2e3, [255, 9, 1, 128]]]}""";
        Gen.Select(Gen.Int[0, seed.Length - 1], Gen.Char[" -e[]{},:\"0123456789#astn"], Gen.Int[0, 3]).Array[1, 4].Sample(edits =>
        {
            var text = edits.Aggregate(seed, (json, edit) => edit.Item3 switch
            {
                0 => json.Insert(Math.Min(edit.Item1, json.Length), edit.Item2.ToString()),
                1 when json.Length > 0 => json.Remove(Math.Min(edit.Item1, json.Length - 1), 1),
                2 => json[..Math.Min(edit.Item1, json.Length)],
                _ => json.Insert(Math.Min(edit.Item1, json.Length), json),
            });
            try
            {
                Assert.NotNull(ColorScaleJson.Parse(text));
            }
            catch (ColormapException fault)
            {
                Assert.NotEmpty(fault.Message);
            }
        }, iter: 3000);
    }
}
