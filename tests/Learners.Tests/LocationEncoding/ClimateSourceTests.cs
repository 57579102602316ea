using GeoCore.Raster;
using Learners.LocationEncoding.Data.Climate;

namespace Learners.Tests.LocationEncoding;

public class ClimateSourceTests
{
    [Fact]
    public void Everything_on_the_grid_is_read_where_no_variable_is_named_and_places_without_a_value_are_left_out()
    {
        var fields = ClimateSource.Read(Nc("cdf1.nc"));

        Assert.Equal("t[0]", Assert.Single(fields.Fields).Name);
        Assert.Equal(11, fields.Count);
        Assert.Equal([0, 90, -180, -90, 0], fields.Longitudes[..5]);
        Assert.Equal([45, 45, 45, 45, 0, 0], fields.Latitudes[..6]);
        Assert.Equal([10, 10.5, 11, 11.5, 12, 13], fields.Fields[0].Values[..6]);
    }

    [Fact]
    public void Variables_times_and_files_can_be_chosen()
    {
        var fields = ClimateSource.Read($"{Nc("cdf1.nc")}#t[1],t[0];{Nc("cdf2.nc")}#s");

        Assert.Equal(["t[1]", "t[0]", "s"], fields.Fields.Select(field => field.Name));
        Assert.Equal([60, 10, 0], fields.Fields.Select(field => field.Values[0]));
        Assert.Equal("K", fields.Fields[0].Unit);
        Assert.Equal("A grid without time", fields.Fields[2].Label);
    }

    [Theory]
    [InlineData("cdf1.nc#t[2]", "time of t")]
    [InlineData("cdf1.nc#t[0,0]", "1 dimensions before latitude")]
    [InlineData("cdf1.nc#lat", "latitude and longitude")]
    [InlineData("cdf1.nc#t[", "names no variables")]
    public void What_is_not_on_the_grid_is_refused_with_the_reason(string source, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => ClimateSource.Read(Nc(source))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_variable_is_answered_with_those_there_are() =>
        Assert.Contains("lat, lon, t", Assert.Throws<RasterException>(() => ClimateSource.Read(Nc("cdf1.nc") + "#t2m")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("era5_i10fg_0p25.nc", 1440 * 721, 1, 0.1, 45)]
    [InlineData("eraint_uvz.nc#u[0,1],v[0,1]", 480 * 241, 2, -60, 90)]
    [InlineData("mpi-esm-lr_tas_monthly_2005.nc", 192 * 96, 1, 210, 320)]
    public void Archives_of_weather_centres_are_read(string source, int places, int count, double lowest, double highest)
    {
        var name = source.Split('#')[0];
        var fields = ClimateSource.Read(Shared.Path("data/climate-fields/" + name) + source[name.Length..]);

        Assert.Equal((places, count), (fields.Count, fields.Fields.Count));
        Assert.All(fields.Longitudes, longitude => Assert.InRange(longitude, -180, 180));
        Assert.All(fields.Fields, field => Assert.InRange(field.Values.Min(), lowest, highest));
        Assert.All(fields.Fields, field => Assert.InRange(field.Values.Max(), lowest, highest));
    }

    private static string Nc(string name) => Path.Combine(AppContext.BaseDirectory, "golden", "netcdf", name);
}
