using RasterData.Generator.Elevation;
using RasterData.Generator.Layers;

namespace GeoCore.Tests.RasterData;

public class ElevationTests
{
    private static readonly double[] s_longitudes = [.. Enumerable.Range(0, 24).Select(i => i * 15.0)];
    private static readonly double[] s_latitudes = [.. Enumerable.Range(0, 13).Select(i => -90 + (i * 15.0))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_file_is_read_in_both_versions_of_the_format(byte version)
    {
        var file = new NetCdfClassic(World(version, (longitude, latitude) => longitude + (1000 * latitude)));
        Assert.Equal([13, 24], file.ShapeOf("ROSE"));
        Assert.Equal(s_longitudes, file.Read("ETOPO05_X"));
        Assert.Equal(15 + (1000 * -75.0), file.Read("ROSE")[24 + 1]);
    }

    [Fact]
    public void A_damaged_file_is_explained()
    {
        var file = World(1, (_, _) => 1);
        Assert.Throws<InvalidDataException>(() => new NetCdfClassic(file[..40]));
        Assert.Throws<InvalidDataException>(() => new NetCdfClassic([1, 2, 3, 4]));
        Assert.Throws<InvalidDataException>(() => new NetCdfClassic(file[..^8]).Read("ROSE"));
        var fault = Assert.Throws<InvalidDataException>(() => new NetCdfClassic(file).Read("DEPTH"));
        Assert.Contains("ROSE", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_slope_from_pole_to_pole_keeps_its_heights(bool southFirst)
    {
        var cells = Read((_, latitude) => latitude * 10, southFirst).Halve(new WorldGrid(12, 6));
        for (var row = 0; row < 6; row++)
            Assert.All(cells[(row * 12)..((row + 1) * 12)], metres => Assert.Equal(750 - (row * 300), metres, 1e-9));
    }

    [Fact]
    public void Longitudes_begin_at_minus_180()
    {
        // a ridge on the meridian of 45 degrees west, in the middle of the fifth cell
        var cells = Read((longitude, _) => longitude == 315 ? 800 : 0).Halve(new WorldGrid(12, 6));
        Assert.Equal(Enumerable.Range(0, 12).Select(column => column == 4 ? 400.0 : 0), cells[..12]);
    }

    [Fact]
    public void A_node_on_an_edge_belongs_to_both_cells_by_halves()
    {
        var cells = Read((longitude, _) => longitude == 180 ? 800 : 0).Halve(new WorldGrid(12, 6));
        Assert.Equal(Enumerable.Range(0, 12).Select(column => column is 0 or 11 ? 200.0 : 0), cells[..12]);
    }

    [Fact]
    public void Another_grid_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Read((_, _) => 0).Halve(new WorldGrid(24, 12)));
        double[] shifted = [.. s_longitudes.Select(longitude => longitude + 7.5)];
        Assert.Throws<InvalidDataException>(() => NodeHeights.ReadEtopo5(new NetCdfClassic(NetCdfFile.Create(
            1, ("ETOPO05_X", shifted, ["ETOPO05_X"]), ("ETOPO05_Y", s_latitudes, ["ETOPO05_Y"]), ("ROSE", new double[13 * 24], ["ETOPO05_Y", "ETOPO05_X"])))));
    }

    private static NodeHeights Read(Func<double, double, double> height, bool southFirst = true) =>
        NodeHeights.ReadEtopo5(new NetCdfClassic(World(1, height, southFirst)));

    private static byte[] World(byte version, Func<double, double, double> height, bool southFirst = true)
    {
        double[] latitudes = southFirst ? s_latitudes : [.. s_latitudes.Reverse()];
        return NetCdfFile.Create(version,
            ("ETOPO05_X", s_longitudes, ["ETOPO05_X"]),
            ("ETOPO05_Y", latitudes, ["ETOPO05_Y"]),
            ("ROSE", [.. latitudes.SelectMany(latitude => s_longitudes.Select(longitude => height(longitude, latitude)))], ["ETOPO05_Y", "ETOPO05_X"]));
    }
}
