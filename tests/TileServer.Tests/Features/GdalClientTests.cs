using System.Net;
using System.Text.Json;
using GeoCore.Gdal;

namespace TileServer.Tests.Features;

public sealed class GdalClientTests(FeatureServer shared) : IClassFixture<FeatureServer>
{
    [Theory]
    [InlineData("package", FeatureFiles.PlaceCount)]
    [InlineData("areas", 7)]
    public async Task Gdal_reads_all_features_of_a_collection_through_ogc_api(string layer, int count)
    {
        using var collection = await shared.Server.GetAsync($"/collections/{layer}");
        Assert.SkipWhen(collection.StatusCode == HttpStatusCode.NotFound, "The server has no descriptions of collections, which GDAL begins with.");
        var folder = Directory.CreateTempSubdirectory("geosuite-oapif-");
        try
        {
            // GDAL asks for pages as large as /api allows, and follows their links
            var target = Path.Combine(folder.FullName, "copy.geojson");
            await Task.Run(() => GdalVector.Convert($"OAPIF:{shared.Server.Address.AbsoluteUri.TrimEnd('/')}/collections/{layer}", target, "GeoJSON", layer), TestContext.Current.CancellationToken);
            using var copy = JsonDocument.Parse(await File.ReadAllBytesAsync(target, TestContext.Current.CancellationToken));
            Assert.Equal(count, copy.RootElement.GetProperty("features").GetArrayLength());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
