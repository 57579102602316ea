using GeoCore.Gdal;
using GeoCore.Raster;

namespace GeoCore.Tests.Gdal;

public sealed class GdalVectorTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-vector-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Features_survive_the_way_into_a_geopackage_and_back()
    {
        Assert.SkipUnless(GdalLibrary.IsAvailable, "there is no GDAL");
        var source = At("a.geojson");
        File.WriteAllText(source, """{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[16.5,48.25]},"properties":{"query":"ä b","area":1.5,"zero":true}},{"type":"Feature","geometry":null,"properties":{"query":"c","area":2.5,"zero":false}}]}""");
        GdalVector.Convert(source, At("a.gpkg"), "GPKG", "queries");
        Assert.True(File.ReadAllBytes(At("a.gpkg")).AsSpan().StartsWith("SQLite format 3\0"u8));
        GdalVector.Convert(At("a.gpkg"), At("b.geojson"), "GeoJSON", "queries");
        var back = File.ReadAllText(At("b.geojson"));
        Assert.Contains("\"name\": \"queries\"", back, StringComparison.Ordinal);
        Assert.Contains("\"query\": \"ä b\", \"area\": 1.5, \"zero\": true", back, StringComparison.Ordinal);
        Assert.Contains("[ 16.5, 48.25 ]", back, StringComparison.Ordinal);
        Assert.Contains("\"geometry\": null", back, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_converted_is_told_in_the_librarys_words()
    {
        Assert.SkipUnless(GdalLibrary.IsAvailable, "there is no GDAL");
        File.WriteAllText(At("no.geojson"), "no");
        Assert.Contains("no.geojson", Assert.Throws<RasterException>(() => GdalVector.Convert(At("no.geojson"), At("x.gpkg"), "GPKG", "x")).Message, StringComparison.Ordinal);
        File.WriteAllText(At("yes.geojson"), """{"type":"FeatureCollection","features":[]}""");
        var fault = Assert.Throws<RasterException>(() => GdalVector.Convert(At("yes.geojson"), Path.Combine(_folder.FullName, "nowhere", "x.gpkg"), "GPKG", "x"));
        Assert.Contains("cannot be written", fault.Message, StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);
}
