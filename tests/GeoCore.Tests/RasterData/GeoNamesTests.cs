using RasterData.Generator.Population;

namespace GeoCore.Tests.RasterData;

public class GeoNamesTests
{
    private const string Paris = "2988507\tParis\tParis\t\t48.85341\t2.3488\tP\tPPLC\tFR\t\t11\t75\t751\t75056\t2138551\t\t42\tEurope/Paris\t2024-01-01";

    [Fact]
    public void A_place_has_its_longitude_latitude_and_people() =>
        Assert.Equal([new Place(2.3488, 48.85341, 2138551)], Read(Paris));

    [Theory]
    [InlineData("PPLX")]
    [InlineData("PPLH")]
    public void Sections_and_abandoned_places_are_not_counted(string code) => Assert.Empty(Read(Paris.Replace("PPLC", code, StringComparison.Ordinal)));

    [Fact]
    public void A_place_without_people_is_left_out() => Assert.Empty(Read(Paris.Replace("2138551", "0", StringComparison.Ordinal)));

    [Theory]
    [InlineData("2138551", "many")]
    [InlineData("48.85341", "148.85341")]
    [InlineData("\tFR", "")]
    public void A_line_of_another_table_is_named(string part, string replacement)
    {
        var fault = Assert.Throws<InvalidDataException>(() => Read(Paris + "\n" + Paris.Replace(part, replacement, StringComparison.Ordinal)));
        Assert.StartsWith("Line 2 ", fault.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Place> Read(string text) => Place.ReadGeoNames(new StringReader(text));
}
