using GeoCore.Geodesy;
using RasterData.Generator.Population;

namespace GeoCore.Tests.RasterData;

public class ShippedValuesTests
{
    private static readonly ShippedRaster s_elevation = ShippedRaster.Read("elevation");
    private static readonly ShippedRaster s_population = ShippedRaster.Read("population");

    [Theory]
    [InlineData("Mount Everest", 86.925, 27.988, 5772)]
    [InlineData("Challenger Deep", 142.2, 11.37, -9030)]
    [InlineData("Denver", -104.99, 39.74, 1683)]
    [InlineData("Lhasa", 91.1, 29.65, 4553)]
    [InlineData("Amsterdam", 4.9, 52.37, -3)]
    [InlineData("Vostok", 106.8, -78.5, 3459)]
    public void Known_places_have_their_height(string place, double longitude, double latitude, float metres) =>
        Assert.True(s_elevation.At(longitude, latitude) == metres, $"{place}: {s_elevation.At(longitude, latitude)}");

    [Fact]
    public void The_extremes_are_in_the_Himalaya_and_the_Tonga_Trench()
    {
        var (lowest, highest) = (0, 0);
        for (var i = 0; i < s_elevation.Cells.Length; i++)
        {
            lowest = s_elevation.Cells[i] < s_elevation.Cells[lowest] ? i : lowest;
            highest = s_elevation.Cells[i] > s_elevation.Cells[highest] ? i : highest;
        }

        Assert.Equal((-9640, 6419), (s_elevation.Cells[lowest], s_elevation.Cells[highest]));
        Assert.Equal((-174.75, -23.25), (Math.Round(s_elevation.PlaceOf(lowest).Longitude, 2), Math.Round(s_elevation.PlaceOf(lowest).Latitude, 2)));
        Assert.InRange(s_elevation.PlaceOf(highest).Longitude, 75, 90);
        Assert.InRange(s_elevation.PlaceOf(highest).Latitude, 27, 37);
    }

    [Fact]
    public void The_sea_covers_71_percent_and_is_3_7_kilometres_deep()
    {
        double sea = 0, all = 0, volume = 0;
        for (var i = 0; i < s_elevation.Cells.Length; i++)
        {
            var area = s_elevation.Grid.CellKm2(i / s_elevation.Grid.Columns);
            all += area;
            if (s_elevation.Cells[i] < 0)
            {
                sea += area;
                volume -= area * s_elevation.Cells[i] / 1000;
            }
        }

        Assert.Equal(CellArea.EarthKm2, all, 1);
        Assert.Equal(0.71, sea / all, 0.01);
        Assert.Equal(3.7, volume / sea, 0.1); // K. M. Marks and W. H. F. Smith: mean depth 3.7 km
    }

    [Fact]
    public void The_people_of_all_cells_are_those_of_all_places()
    {
        double people = 0;
        for (var i = 0; i < s_population.Cells.Length; i++)
            people += float.IsNaN(s_population.Cells[i]) ? 0 : s_population.Cells[i] * s_population.Grid.CellKm2(i / s_population.Grid.Columns);
        Assert.Equal(1, people / 3_555_155_198, 1e-5);
    }

    [Fact]
    public void Towns_are_dense_and_deserts_empty()
    {
        Assert.InRange(s_population.At(139.69, 35.69), 5000, 8000); // Tokyo
        Assert.InRange(s_population.At(90.4, 23.7), 7000, 10000); // Dhaka
        Assert.InRange(s_population.At(2.35, 48.85), 2500, 4500); // Paris
        Assert.InRange(s_population.At(-65, -5), 0.01, 1); // forest of the Amazon
        Assert.Equal(0, s_population.At(27, 24)); // Libyan Desert
        Assert.Equal(0, s_population.At(106.8, -78.5)); // Antarctica
        Assert.True(float.IsNaN(s_population.At(-140, 0))); // Pacific
    }

    [Fact]
    public void Everybody_lives_on_land_or_beside_a_town()
    {
        var (land, people) = (0, 0);
        for (var i = 0; i < s_population.Cells.Length; i++)
        {
            Assert.False(s_elevation.Cells[i] >= 1 && float.IsNaN(s_population.Cells[i]));
            land += s_elevation.Cells[i] >= 1 ? 1 : 0;
            people += s_population.Cells[i] > 0 ? 1 : 0;
        }

        Assert.InRange(people, land / 3, land);
        Assert.Equal(PopulationRecipe.Grid, s_elevation.Grid);
    }

    [Theory]
    [InlineData("Las Vegas", -115.14, 36.17)]
    [InlineData("Moscow", 37.6, 55.75)]
    [InlineData("Auckland", 174.77, -36.86)]
    public void Lights_are_where_the_towns_are(string town, double longitude, double latitude)
    {
        for (var band = 0; band < 3; band++)
        {
            var lights = ShippedRaster.Read("nightlights", band);
            var brightest = Enumerable.Range(-1, 3).Max(column => Enumerable.Range(-1, 3).Max(row => lights.At(longitude + (column * 0.13), latitude + (row * 0.13))));
            Assert.True(brightest > 220, $"{town} has {brightest}");
            Assert.InRange(lights.At(-140, 0), 0, 20);
        }
    }
}
