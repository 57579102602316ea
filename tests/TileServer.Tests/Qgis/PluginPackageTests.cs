using System.IO.Compression;
using System.Xml.Linq;
using TileServer.Tests.Http;

namespace TileServer.Tests.Qgis;

public sealed class PluginPackageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly LiveServer _server = shared.Server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_repository_names_the_package_and_the_oldest_QGIS()
    {
        using var answer = await _server.GetAsync("/qgis/plugins.xml?qgis=3.22");
        Assert.False(answer.Headers.Contains("X-Ignored-Params"));
        var plugin = Assert.Single(XDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).Descendants("pyqgis_plugin"));
        Assert.Equal(("GeoSuite", "3.22", "geosuite.zip"), (plugin.Attribute("name")!.Value, plugin.Element("qgis_minimum_version")!.Value, plugin.Element("file_name")!.Value));
        using var package = await _server.GetAsync(plugin.Element("download_url")!.Value);
        Assert.Equal("application/zip", package.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_package_is_the_same_each_time_and_knows_its_server()
    {
        using var first = await _server.GetAsync("/qgis/geosuite.zip");
        using var second = await _server.GetAsync("/qgis/geosuite.zip");
        var bytes = await first.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Equal(bytes, await second.Content.ReadAsByteArrayAsync(Cancellation));
        using var kept = await _server.GetAsync("/qgis/geosuite.zip", ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(304, (int)kept.StatusCode);

        using var package = new ZipArchive(new MemoryStream(bytes));
        Assert.All(package.Entries, entry => Assert.StartsWith("geosuite/", entry.FullName, StringComparison.Ordinal));
        Assert.Superset(new HashSet<string> { "geosuite/metadata.txt", "geosuite/__init__.py", "geosuite/LICENSE.txt", "geosuite/icon.svg" }, package.Entries.Select(entry => entry.FullName).ToHashSet());
        using var reader = new StreamReader(package.GetEntry("geosuite/server.txt")!.Open());
        Assert.Equal(_server.Address.ToString().TrimEnd('/'), (await reader.ReadToEndAsync(Cancellation)).Trim());
    }
}
