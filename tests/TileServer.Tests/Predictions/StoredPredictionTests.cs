using GeoCore.Artifacts;
using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Raster;
using NetTopologySuite.Geometries;
using TileServer.Tests.Http;

namespace TileServer.Tests.Predictions;

public sealed class StoredPredictionTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("stored").FullName;

    public void Dispose() => Directory.Delete(_home, true);

    [Fact]
    public async Task Folders_with_a_map_are_layers_and_a_map_that_is_replaced_is_served_anew()
    {
        var map = TestMaps.TwoHills(NestedGrid.Healpix(3));
        PredictionArtifact.Save(Path.Combine(_home, "hills"), new PredictionCard { Title = "Hills", Attribution = "Made up" }, map);
        WriteRaster(Path.Combine(_home, "raster"), 20, 10);
        await using var server = await LiveServer.FollowAsync(_home);
        var layer = (await server.GetJsonAsync("/layers/hills")).GetProperty("layer");
        Assert.Equal("Hills", layer.GetProperty("title").GetString());
        var before = layer.GetProperty("version").GetString();
        var cell = map.Grid.CellAt(10, 50);
        Assert.Equal(map.Mass(cell), (await server.GetJsonAsync("/layers/hills/point?lon=10&lat=50&quantity=probability")).GetProperty("values")[0].GetDouble(), 1e-6);
        var raster = await server.GetJsonAsync("/layers/raster/rva?lon=0.5&lat=0.5");
        Assert.Equal(0, raster.GetProperty("denserKm2").GetDouble());

        PredictionArtifact.Save(Path.Combine(_home, "hills"), new PredictionCard { Title = "Others" }, TestMaps.Hills(NestedGrid.Healpix(3), (-60, -10, 500, 1)));
        using var changed = await server.UntilAsync("/layers/hills", answer => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken).Result.Contains("Others", StringComparison.Ordinal));
        Assert.NotEqual(before, (await LiveServer.ReadJsonAsync(changed)).GetProperty("layer").GetProperty("version").GetString());
    }

    [Fact]
    public async Task A_map_that_cannot_be_read_is_said_to_be_unavailable()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_home, "broken")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "card.json"), """{"format":"geosuite.prediction/1","title":"Broken","grid":"healpix:3"}""", TestContext.Current.CancellationToken);
        await using var server = await LiveServer.FollowAsync(_home);
        using var answer = await server.GetAsync("/tiles/broken/0/0/0.png");
        await LiveServer.ProblemAsync(answer, 503, "source-unavailable");
    }

    /// <summary>Densest beside 0° N 0° E.</summary>
    private static void WriteRaster(string folder, int columns, int rows)
    {
        Directory.CreateDirectory(folder);
        var cells = new PixelBuffer<double>(1, columns, rows);
        cells.Values.Fill(1);
        cells.Values[(((rows / 2) - 1) * columns) + (columns / 2)] = 100;
        GdalCog.Write(Path.Combine(folder, "density.tif"), cells, new RasterProfile(Crs84.Instance, new Envelope(-180, 180, -90, 90), RasterDataType.Float32, double.NaN));
        File.WriteAllText(Path.Combine(folder, "card.json"), """{"format":"geosuite.prediction/1","title":"Raster","map":"density.tif","values":"density"}""");
    }
}
