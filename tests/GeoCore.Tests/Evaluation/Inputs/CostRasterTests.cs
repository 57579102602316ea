using GeoCore.Evaluation;
using GeoCore.Evaluation.Inputs;
using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Tests.Gdal;
using NetTopologySuite.Geometries;

namespace GeoCore.Tests.Evaluation.Inputs;

public sealed class CostRasterTests : IDisposable
{
    private const string Gallery = "query,lat,lon,score\nq,5,5,0.5\nq,5,15,0.3\nq,5,25,0.2\n";

    private readonly InputFolder _folder = new();
    private readonly TemporaryRaster _files = new();
    private readonly Grid _grid = LatLonGrid.OfCellsPerDegree(1);

    public void Dispose()
    {
        _folder.Dispose();
        _files.Dispose();
    }

    [Theory]
    [InlineData("hours/km²", "hours")]
    [InlineData("EUR per km2", "EUR")]
    [InlineData("h km⁻²", "h")]
    [InlineData(" minutes ", "minutes")]
    [InlineData(null, null)]
    public void What_is_summed_has_the_unit_of_the_band_without_its_area(string? band, string? unit) => Assert.Equal(unit, CostRaster.UnitOf(band));

    [Fact]
    public void Costs_that_are_one_everywhere_change_nothing()
    {
        var costs = Costs((_, _) => 1);
        Assert.Equal("cost", costs.Unit);
        Assert.Equal(GreatCircle.SphereAreaKm2, costs.TotalOf(_grid), 1e-3);
        var truths = _folder.Truths("query,lat,lon\nq,5,15\n");
        var (plain, priced) = (_folder.RankTable(Gallery, truths)["q"], _folder.RankTable(Gallery, truths, new MapOptions { Costs = costs, TotalKm2 = costs.TotalOf(_grid) })["q"]);
        Assert.Equal(plain.Area.DenserKm2, priced.Area.DenserKm2, 1e-9);
        Assert.Equal(plain.Area.TiedKm2, priced.Area.TiedKm2, 1e-9);
        Assert.Equal((plain.LogDensity, plain.Mass), (priced.LogDensity, priced.Mass));
    }

    [Theory]
    [InlineData(MapValues.Mass)]
    [InlineData(MapValues.Density)]
    [InlineData(MapValues.LogDensity)]
    public void What_costs_less_for_its_mass_is_searched_first_whatever_the_values_are(MapValues values)
    {
        // the densest third of the world costs five times as much as the others
        var costs = Costs((column, _) => column == 0 ? 0.625f : 0.125f);
        var areas = CellAreas.Rows([GreatCircle.SphereAreaKm2 / 3], 3);
        double[] masses = [0.5, 0.3, 0.2];
        double[] given = [.. masses.Select((mass, cell) => values switch
        {
            MapValues.Mass => mass,
            MapValues.Density => mass / areas.Km2(cell),
            _ => Math.Log(mass / areas.Km2(cell)),
        })];
        var map = RasterMaps.OfNpy(_folder.Write("q.npy", Npy(given)), new MapOptions { Values = values, Costs = costs, TotalKm2 = GreatCircle.SphereAreaKm2 / 3 * 7 / 8 });
        var truths = _folder.Truths("query,lat,lon\nfirst,0,-170\nsecond,0,0\nthird,0,170\n");
        double third = GreatCircle.SphereAreaKm2 / 3, cheap = third / 8;
        foreach (var (query, before, own) in new[] { ("second", 0.0, cheap), ("third", cheap, cheap), ("first", 2 * cheap, 5 * cheap) })
        {
            var area = map.Rank(truths.Find(query)!).Area;
            Assert.Equal(before, area.DenserKm2, 1e-3);
            Assert.Equal(own, area.TiedKm2, 1e-3);
        }

        // the density at a truth stays one per square kilometre, and the mass before it is that of the order of search
        Assert.Equal(Math.Log(0.5 / third), map.Rank(truths.Find("first")!).LogDensity, 1e-9);
        Assert.Equal(0.75, map.Rank(truths.Find("first")!).Mass, 1e-9);
        var (cost, holds) = map.Region(truths.Find("second")!, 0.25)!.Value;
        Assert.Equal(cheap, cost, 1e-3);
        Assert.True(holds);
    }

    [Fact]
    public void Places_without_a_cost_and_cells_without_a_place_are_told()
    {
        var path = _files.Write("part.tif", 10, 10, new Envelope(0, 10, 0, 10), (_, _, _) => 1);
        using var raster = GdalRaster.Open(path);
        var part = CostRaster.Of(path, raster);
        Assert.Contains("longitude -179.5", Assert.Throws<InputException>(() => part.TotalOf(_grid)).Message, StringComparison.Ordinal);
        Assert.Contains("larger unit", Assert.Throws<InputException>(() => Costs((_, _) => 2).TotalOf(_grid)).Message, StringComparison.Ordinal);
        var truths = _folder.Truths("query,h3\nq,a\n");
        var fault = Assert.Throws<InputException>(() => _folder.RankTable("query,h3,score,area_km2\nq,a,1,10\n", truths, new MapOptions { Costs = Costs((_, _) => 1) }));
        Assert.Contains("no place", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>A raster of the globe, three columns and two rows.</summary>
    private CostRaster Costs(Func<int, int, float> cost)
    {
        Assert.SkipUnless(GdalLibrary.IsAvailable, "there is no GDAL");
        var path = _files.Write("cost.tif", 3, 2, new Envelope(-180, 180, -90, 90), (_, column, row) => cost(column, row));
        using var raster = GdalRaster.Open(path);
        return CostRaster.Of(path, raster);
    }

    /// <summary>A matrix of one row.</summary>
    private static byte[] Npy(double[] row)
    {
        var header = $"{{'descr': '<f8', 'fortran_order': False, 'shape': (1, {row.Length}), }}\n";
        return [0x93, .. "NUMPY\u0001\0"u8, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header), .. row.SelectMany(BitConverter.GetBytes)];
    }
}
