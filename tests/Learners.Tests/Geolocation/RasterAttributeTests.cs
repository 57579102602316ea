using System.Diagnostics;
using System.Globalization;
using System.Text;
using GeoCore.Evaluation.Inputs;
using GeoCore.Gdal;
using GeoCore.Geolocation.Grids;
using GeoCore.Raster;
using Learners.Geolocation.Data.Attributes;
using Learners.Geolocation.Data.Overhead;

namespace Learners.Tests.Geolocation;

/// <summary>Rasters in the formats that their makers give away, cut to a few degrees, become attributes of cells.</summary>
public sealed class RasterAttributeTests : IDisposable
{
    // cells of 51 km
    private static readonly NestedGrid s_grid = NestedGrid.Healpix(7);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("asc")]
    [InlineData("tif")]
    public void Landscans_persons_a_pixel_become_buckets_of_density(string ending)
    {
        // 30 arc-seconds, 32-bit integers, the smallest one where there is nothing; 240 persons a pixel in the north and none in the south, sea in the east
        Grid("people", 480, 1 / 120.0, 10, 48, (row, column) => column >= 360 ? -2147483647 : row < 240 ? 240 : 0, -2147483647);
        if (ending == "tif")
            Translate("people.asc", "people.tif", "-ot", "Int32");
        var table = Single($$"""[{"name":"people","title":"Persons","raster":"people.{{ending}}","legend":"population","counts":true}]""");

        // a pixel of 30″ at 47° N has about 0.6 km²: 400 persons per km²
        Assert.Equal("300 to 1000 persons per km²", Label(table, 11, 47.2));
        Assert.Equal("nobody", Label(table, 11, 45));
        Assert.Null(Label(table, 13.6, 46));
        Assert.Null(Label(table, -100, 45.5));
    }

    [Theory]
    [InlineData("cover.tif", "esa-cci", "urban", "broad-leaved evergreen trees")]
    [InlineData("cover.nc", "esa-cci", "urban", "broad-leaved evergreen trees")]
    [InlineData("cover.tif", "esa-cci-groups", "urban", "forest")]
    public void Esas_land_cover_is_known_by_its_legend(string file, string legend, string west, string east)
    {
        // 10 arc-seconds, bytes, 0 where there is nothing; codes above 127 are negative in a classic NetCDF file
        Grid("cover", 1080, 1 / 360.0, 20, 51, (row, column) => column < 360 ? 190 : column < 720 ? 50 : row % 2 == 0 ? 201 : 202, 0);
        Translate("cover.asc", "cover.tif", "-ot", "Byte");
        if (file.EndsWith(".nc", StringComparison.Ordinal))
            Translate("cover.tif", "cover.nc", "-of", "netCDF", "-co", "FORMAT=NC");
        var table = Single($$"""[{"name":"cover","raster":"{{file}}","legend":"{{legend}}"}]""");

        Assert.Equal(west, Label(table, 20.5, 49.5));
        Assert.Equal(east, Label(table, 21.5, 49.5));
        Assert.Equal(table.Labels.Single(label => label.StartsWith("bare", StringComparison.Ordinal)), Label(table, 22.5, 49.5));
        Assert.Equal(-1, table.ClassOf[s_grid.CellAt(0, 0)]);
    }

    [Fact]
    public void World_cover_is_known_by_its_legend()
    {
        // a 0.1° cut of a tile of 1/12000°, a corner of a few cells
        Grid("world", 1200, 1 / 12000.0, 30, 1, (row, _) => row < 1100 ? 95 : row < 1190 ? 80 : 0, 0);
        Translate("world.asc", "world.tif", "-ot", "Byte", "-co", "COMPRESS=DEFLATE");
        var table = Single("""[{"name":"world","raster":"world.tif","legend":"worldcover"}]""");

        Assert.Equal("mangroves", Label(table, 30.05, 0.95));
        Assert.InRange(table.ClassOf.Count(own => own >= 0), 1, 3);
    }

    [Fact]
    public void Quantities_have_bounds_and_may_be_averaged_over_a_window()
    {
        Grid("lights", 40, 0.25, -5, 45, (row, column) => row * 40 + column, -9999);
        Translate("lights.asc", "lights.tif", "-ot", "Float32");
        var tables = Read("""
            [{"name":"lights","raster":"lights.tif","bounds":[400,800,1200],"unit":"nW"},
             {"name":"around","raster":"lights.tif","bounds":[799.0, 801],"window":9}]
            """, NestedGrid.Healpix(6));

        Assert.Equal(["up to 400 nW", "400 to 800 nW", "800 to 1200 nW", "above 1200 nW"], tables[0].Labels);
        Assert.Equal([0, 1, 2, 3], ((double[])[44, 41, 39, 36]).Select(latitude => tables[0].ClassOf[NestedGrid.Healpix(6).CellAt(0, latitude)]));
        // in the middle of the raster the window's mean is the middle's value
        Assert.Contains(tables[1].ClassOf[NestedGrid.Healpix(6).CellAt(0, 40)], (int[])[0, 1, 2]);
        Assert.True(tables[1].ClassOf.Count(own => own >= 0) > tables[0].ClassOf.Count(own => own >= 0));
    }

    [Fact]
    public void Rasters_of_the_real_earth_know_cities_forests_and_lights()
    {
        string population = Shared.Path("data/population-gpw-2020/gpw_v4_population_density_rev11_2020_15_min.tif"), cover = Shared.Path("data/landcover-mcd12c1-2019/igbp_majority_0p25.tif");
        Translate(Shared.Path("data/imagery-bluemarble/nightlights_5400x2700.jpg"), "lights.tif", "-b", "1", "-a_srs", "EPSG:4326", "-a_ullr", "-180", "90", "180", "-90");
        var grid = NestedGrid.Healpix(6);
        var tables = Read(string.Create(CultureInfo.InvariantCulture, $$"""
            [{"name":"people","raster":"{{population}}","legend":"population"},
             {"name":"igbp","raster":"{{cover}}","classes":"{{Path.Combine(Path.GetDirectoryName(cover)!, "igbp_legend.csv")}}"},
             {"name":"lights","raster":"lights.tif","bounds":[10,40,100]}]
            """), grid);
        string? At(int table, double longitude, double latitude) => tables[table].ClassOf[grid.CellAt(longitude, latitude)] is >= 0 and var own ? tables[table].Labels[own] : null;

        Assert.Equal(("1000 to 3000 persons per km²", "nobody"), (At(0, 77.2, 28.6), At(0, 20, 82) ?? "nobody"));
        Assert.Contains("arren", At(1, 15, 23), StringComparison.Ordinal);
        Assert.Contains("vergreen broadleaf", At(1, -63, -5), StringComparison.Ordinal);
        Assert.Equal("up to 10", At(2, -63, -5));
        Assert.NotEqual("up to 10", At(2, 139.6, 35.7));
    }

    [Theory]
    [InlineData("[]", "lists no attributes")]
    [InlineData("{", "attributes.json")]
    [InlineData("""[{"name":"a"}]""", "raster")]
    [InlineData("""[{"name":"A b","raster":"a.asc","legend":"esa-cci"}]""", "'name' of the attribute 'A b'")]
    [InlineData("""[{"name":"belt","raster":"a.asc","legend":"esa-cci"}]""", "'name'")]
    [InlineData("""[{"name":"places","raster":"a.asc","legend":"esa-cci"}]""", "'name'")]
    [InlineData("""[{"name":"a","raster":"a.asc"}]""", "'legend' of the attribute 'a' or 'classes' or 'bounds'")]
    [InlineData("""[{"name":"a","raster":"a.asc","legend":"moon"}]""", "none of esa-cci")]
    [InlineData("""[{"name":"a","raster":"a.asc","bounds":[3,2]}]""", "'bounds'")]
    [InlineData("""[{"name":"a","raster":"a.asc","bounds":[3],"band":0}]""", "'band'")]
    [InlineData("""[{"name":"a","raster":"a.asc","bounds":[3],"band":2}]""", "there is none with the number 1")]
    [InlineData("""[{"name":"a","raster":"a.asc","bounds":[3],"wind":2}]""", "wind")]
    [InlineData("""[{"name":"a","raster":"a.asc","legend":"worldcover"}]""", "no value that the classes know")]
    [InlineData("""[{"name":"a","raster":"nothing.tif","bounds":[3]}]""", "There is no file")]
    [InlineData("""[{"name":"a","raster":"a.asc","variable":"lccs_class","legend":"esa-cci"}]""", "a.asc")]
    [InlineData("""[{"name":"a","raster":"a.asc","classes":"legend.csv"}]""", "no column 'name'")]
    public void What_is_wrong_with_a_list_is_named(string list, string part)
    {
        Grid("a", 4, 1, 0, 4, (_, _) => 3, -9999);
        File.WriteAllText(_folder.File("legend.csv"), "code,title\n3,x\n");
        var fault = Assert.ThrowsAny<Exception>(() => Read(list, NestedGrid.Healpix(3)));
        Assert.True(fault is InvalidDataException or RasterException or InputException, fault.GetType().Name);
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    private AttributeTable Single(string list) => Assert.Single(Read(list, s_grid));

    private IReadOnlyList<AttributeTable> Read(string list, Grid grid)
    {
        File.WriteAllText(_folder.File("attributes.json"), list);
        return new RasterAttributes(GdalRaster.Open).Read(_folder.File("attributes.json"), grid, ["belt"], TestContext.Current.CancellationToken);
    }

    private static string? Label(AttributeTable table, double longitude, double latitude) => table.ClassOf[s_grid.CellAt(longitude, latitude)] is >= 0 and var own ? table.Labels[own] : null;

    /// <summary>An ESRI ASCII grid with its projection beside it.</summary>
    private void Grid(string name, int size, double cell, double west, double north, Func<int, int, int> value, int nothing)
    {
        var text = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture, $"ncols {size}\nnrows {size}\nxllcorner {west}\nyllcorner {north - size * cell:R}\ncellsize {cell:R}\nNODATA_value {nothing}\n"));
        for (var row = 0; row < size; row++)
        {
            text.AppendJoin(' ', Enumerable.Range(0, size).Select(column => value(row, column).ToString(CultureInfo.InvariantCulture))).Append('\n');
        }

        File.WriteAllText(_folder.File(name + ".asc"), text.ToString());
        File.WriteAllText(_folder.File(name + ".prj"), """GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]""");
    }

    private void Translate(string from, string to, params string[] options)
    {
        var start = new ProcessStartInfo("gdal_translate") { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = _folder.Path };
        foreach (var word in (string[])["-q", .. options, from, to])
        {
            start.ArgumentList.Add(word);
        }

        using var process = Start(start);
        var complaint = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, complaint);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("gdal_translate of the package gdal-bin is not there");
            throw;
        }
    }
}
