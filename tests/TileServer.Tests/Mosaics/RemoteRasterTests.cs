using System.Net;
using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Raster;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NetTopologySuite.Geometries;
using TileServer.Hosting;

namespace TileServer.Tests.Mosaics;

public sealed class RemoteRasterTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-remote-");
    private WebApplication _elsewhere = null!;
    private int _parts;
    private int _inside;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Origin => _elsewhere.Urls.First();

    public async ValueTask InitializeAsync()
    {
        var cells = new PixelBuffer<float>(1, 2048, 1024);
        for (var i = 0; i < cells.Values.Length; i++)
            cells.Values[i] = (i * 7919 % 1000) / 10f;
        var path = Path.Combine(_folder.FullName, "far.tif");
        GdalCog.Write(path, cells, new RasterProfile(Crs84.Instance, new Envelope(0, 20, 0, 10), RasterDataType.Float32, double.NaN));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _elsewhere = builder.Build();
        _elsewhere.MapMethods("/far.tif", ["GET", "HEAD"], (HttpRequest request) =>
        {
            if (request.Headers.Range.Count > 0)
                Interlocked.Increment(ref _parts);
            return TypedResults.PhysicalFile(path, "image/tiff", enableRangeProcessing: true, lastModified: File.GetLastWriteTimeUtc(path));
        });
        _elsewhere.MapMethods("/moved.tif", ["GET", "HEAD"], () => TypedResults.Redirect("/inside.tif"));
        _elsewhere.MapMethods("/inside.tif", ["GET", "HEAD"], () =>
        {
            Interlocked.Increment(ref _inside);
            return TypedResults.PhysicalFile(path, "image/tiff", enableRangeProcessing: true);
        });
        await _elsewhere.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _elsewhere.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_geotiff_of_an_allowed_server_is_a_layer_that_is_read_in_parts()
    {
        await WriteAsync("far.mosaic.json", $$"""{"files":["{{Origin}}/far.tif"]}""");
        using var catalogue = LayerSources.Follow([_folder.FullName], null, isWatching: false, [Origin]).Load();
        Assert.Empty(catalogue.Failures);
        var (remote, local) = (catalogue.Layers.Single(layer => layer.Id == "far"), catalogue.Layers.Single(layer => layer.Id == "far-2"));
        foreach (var (longitude, latitude) in new[] { (0.01, 9.99), (7.3, 4.2), (19.9, 0.1) })
        {
            Assert.Equal(
                local.Query(longitude, latitude, TileServer.Sources.Styles.RenderOptions.Default).Values,
                remote.Query(longitude, latitude, TileServer.Sources.Styles.RenderOptions.Default).Values);
        }

        Assert.True(_parts > 1, "the file was not read in parts");
    }

    [Theory]
    [InlineData("{0}/moved.tif", "answers 302")]
    [InlineData("{0}/nothing.tif", "answers 404")]
    [InlineData("http://localhost:9/far.tif", "not among the origins")]
    [InlineData("http://169.254.169.254/latest/x.tif", "not among the origins")]
    [InlineData("{0}/far.tif.txt", "no GeoTIFF by its name")]
    public async Task What_is_not_allowed_or_leads_elsewhere_is_not_asked_for(string address, string words)
    {
        await WriteAsync("far.mosaic.json", $$"""{"files":["{{string.Format(null, address, Origin)}}"]}""");
        using var catalogue = LayerSources.Follow([_folder.FullName], null, isWatching: false, [Origin]).Load();
        Assert.Contains(words, Assert.Single(catalogue.Failures).Reason, StringComparison.Ordinal);
        Assert.Equal(0, _inside);
    }

    [Fact]
    public async Task Without_an_origin_nothing_is_asked_for()
    {
        await WriteAsync("far.mosaic.json", $$"""{"files":["{{Origin}}/far.tif"]}""");
        using var catalogue = LayerSources.Load([_folder.FullName], null);
        Assert.Contains("not among the origins", Assert.Single(catalogue.Failures).Reason, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await new HttpClient().GetAsync(new Uri(Origin + "/far.tif"), Cancellation)).StatusCode);
        Assert.Equal(0, _parts);
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_folder.FullName, name), text, Cancellation);
}
