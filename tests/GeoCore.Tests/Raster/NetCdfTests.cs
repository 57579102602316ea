using GeoCore.Raster;
using GeoCore.Raster.NetCdf;

namespace GeoCore.Tests.Raster;

public sealed class NetCdfTests
{
    [Fact]
    public void Packed_values_are_unpacked_and_a_fill_value_that_its_type_cannot_hold_stands_for_nothing()
    {
        using var file = NetCdfFile.Open(Golden("cdf1.nc"));
        var variable = file.Variable("t");

        Assert.Equal(["time", "lat", "lon"], variable.Dimensions.Select(dimension => dimension.Name));
        Assert.Equal([2, 3, 4], variable.Dimensions.Select(dimension => dimension.Length));
        Assert.Equal("K", variable.Texts["units"]);
        Assert.True(double.IsNaN(variable.Numbers["_FillValue"][0]));
        Assert.Equal([60, 60.5, 61, 61.5, 62, double.NaN, 63, 63.5, 64, 64.5, 65, 65.5], file.Read(variable, 1));
        Assert.Equal([10, 10.5, 11, 11.5], file.Read(variable, 0, 0));
        Assert.Equal(24, file.Read(variable).Length);
    }

    [Fact]
    public void Records_of_several_variables_are_padded_and_lie_in_turn()
    {
        using var file = NetCdfFile.Open(Golden("cdf2.nc"));

        Assert.Equal([7, 8, 9], file.Read(file.Variable("time")));
        Assert.Equal([2, 1, 0, -1], file.Read(file.Variable("b"), 2, 0));
        Assert.Equal([1, 1.25, 1.5, 1.75], file.Read(file.Variable("s"), 1));
        Assert.Equal([45, 0, -45], file.Read(file.Variable("lat")));
    }

    [Fact]
    public void A_variable_that_is_not_there_is_answered_with_those_that_are()
    {
        using var file = NetCdfFile.Open(Golden("cdf1.nc"));
        var fault = Assert.Throws<RasterException>(() => file.Variable("t2m"));

        Assert.Contains("lat, lon, t", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(file.Variable("t"), 2));
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_or_says_that_it_ends_early()
    {
        var whole = File.ReadAllBytes(Golden("cdf2.nc"));
        var path = Path.Combine(Path.GetTempPath(), $"geosuite-{Guid.NewGuid():N}.nc");
        try
        {
            for (var length = 0; length < whole.Length; length += 7)
            {
                File.WriteAllBytes(path, whole[..length]);
                Assert.Throws<RasterException>(() =>
                {
                    using var file = NetCdfFile.Open(path);
                    foreach (var variable in file.Variables)
                    {
                        file.Read(variable);
                    }
                });
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_damaged_header_is_a_raster_fault_whatever_byte_is_wrong()
    {
        var whole = File.ReadAllBytes(Golden("cdf1.nc"));
        var path = Path.Combine(Path.GetTempPath(), $"geosuite-{Guid.NewGuid():N}.nc");
        try
        {
            for (var at = 0; at < whole.Length; at++)
            {
                byte[] damaged = [.. whole];
                damaged[at] ^= 0xFF;
                File.WriteAllBytes(path, damaged);
                var fault = Record.Exception(() =>
                {
                    using var file = NetCdfFile.Open(path);
                    return file.Variables.Where(variable => variable.Type != NetCdfType.Char).Sum(variable => file.Read(variable).Length);
                });
                Assert.True(fault is null or RasterException, $"byte {at}: {fault}");
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("\u0089HDF\r\n\u001a\n", "nccopy")]
    [InlineData("GIF89a", "classic")]
    public void Other_formats_are_refused_with_what_would_help(string magic, string word)
    {
        var path = Path.Combine(Path.GetTempPath(), $"geosuite-{Guid.NewGuid():N}.nc");
        File.WriteAllBytes(path, [.. magic.Select(letter => (byte)letter)]);
        try
        {
            Assert.Contains(word, Assert.Throws<RasterException>(() => NetCdfFile.Open(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "golden", "netcdf", name);
}
