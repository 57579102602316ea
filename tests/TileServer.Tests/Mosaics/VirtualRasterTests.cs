using System.Globalization;
using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Raster;
using NetTopologySuite.Geometries;
using TileServer.Tests.Http;

namespace TileServer.Tests.Mosaics;

public sealed class VirtualRasterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-virtual-");

    public VirtualRasterTests()
    {
        Save("left.tif", 7, 0);
        Save("right.tif", 9, 10);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_virtual_raster_of_files_beside_it_is_a_layer_and_changes_with_them()
    {
        await WriteAsync("both.vrt", Vrt(Source("left.tif", 0), Source("right.tif", 10)));
        await using var server = await LiveServer.FollowAsync(_folder.FullName);
        Assert.Equal(7, await ValueAsync(server, 5));
        Assert.Equal(9, await ValueAsync(server, 15));
        var before = (await server.GetJsonAsync("/layers/both")).GetProperty("layer").GetProperty("version").GetString()!;
        Save("right.tif", 11, 10);
        using var changed = await server.UntilAsync("/layers/both", answer => !answer.Content.ReadAsStringAsync(Cancellation).Result.Contains(before, StringComparison.Ordinal));
        Assert.Equal(11, await ValueAsync(server, 15));
    }

    [Theory]
    [InlineData("""<SourceFilename relativeToVRT="0">/vsicurl/http://127.0.0.1:9/x.tif</SourceFilename>""")]
    [InlineData("""<SourceFilename relativeToVRT="1">/vsicurl/http://127.0.0.1:9/x.tif</SourceFilename>""")]
    [InlineData("""<SourceFilename relativeToVRT="0">http://127.0.0.1:9/x.tif</SourceFilename>""")]
    [InlineData("""<SourceFilename relativeToVRT="1">../outside.tif</SourceFilename>""")]
    [InlineData("""<SourceFilename relativeToVRT="0">/etc/passwd</SourceFilename>""")]
    [InlineData("""<SourceFilename relativeToVRT="1">nested.vrt</SourceFilename>""")]
    [InlineData("""<SourceFilename relativeToVRT="1">disguised.tif</SourceFilename>""")]
    [InlineData("""<SourceFilename relativeToVRT="1">missing.tif</SourceFilename>""")]
    [InlineData("""<SourceFilename relativeToVRT="1">GTIFF_DIR:1:left.tif</SourceFilename>""")]
    [InlineData("""<SourceFilename relativeToVRT="1">left.tif</SourceFilename><OpenOptions><OOI key="x">y</OOI></OpenOptions>""")]
    public async Task What_names_anything_else_is_refused_before_gdal_sees_it(string source)
    {
        await WriteAsync("nested.vrt", Vrt(Source("left.tif", 0)));
        await WriteAsync("disguised.tif", Vrt("<SimpleSource><SourceFilename>/vsicurl/http://127.0.0.1:9/x.tif</SourceFilename></SimpleSource>"));
        await WriteAsync("bad.vrt", Vrt($"<SimpleSource>{source}<SourceBand>1</SourceBand></SimpleSource>"));
        Assert.Throws<RasterException>(() => VrtFile.SourcesOf(Place("bad.vrt")));
        var fault = Assert.Throws<RasterException>(() => GdalRaster.Open(Place("bad.vrt")));
        Assert.DoesNotContain("curl", fault.Message.Replace(source, "", StringComparison.Ordinal).Replace("/vsicurl/http", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        using var catalogue = Hosting.LayerSources.Load([_folder.FullName], style: null);
        Assert.Contains(catalogue.Failures, failure => failure.Id == "bad");
        Assert.Contains(catalogue.Layers, layer => layer.Id == "left");
    }

    [Theory]
    [InlineData("""<VRTDataset rasterXSize="1" rasterYSize="1" subClass="VRTWarpedDataset"><VRTRasterBand/></VRTDataset>""")]
    [InlineData("""<VRTDataset rasterXSize="1" rasterYSize="1"><VRTRasterBand subClass="VRTDerivedRasterBand"><PixelFunctionLanguage>Python</PixelFunctionLanguage></VRTRasterBand></VRTDataset>""")]
    [InlineData("""<VRTDataset rasterXSize="1" rasterYSize="1"><GDALWarpOptions><SourceDataset>x.tif</SourceDataset></GDALWarpOptions></VRTDataset>""")]
    [InlineData("""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><VRTDataset>&e;</VRTDataset>""")]
    [InlineData("""<OtherDataset/>""")]
    [InlineData("""no xml""")]
    public async Task What_could_run_or_fetch_something_is_no_virtual_raster_here(string text)
    {
        await WriteAsync("bad.vrt", text);
        Assert.Throws<RasterException>(() => VrtFile.SourcesOf(Place("bad.vrt")));
    }

    private static async Task<double> ValueAsync(LiveServer server, double longitude) =>
        (await server.GetJsonAsync(string.Create(CultureInfo.InvariantCulture, $"/layers/both/point?lon={longitude}&lat=5"))).GetProperty("values")[0].GetDouble();

    private static string Vrt(params string[] sources) => $"""
        <VRTDataset rasterXSize="20" rasterYSize="10"><SRS>EPSG:4326</SRS><GeoTransform>0, 1, 0, 10, 0, -1</GeoTransform>
        <VRTRasterBand dataType="Float32" band="1">{string.Concat(sources)}</VRTRasterBand></VRTDataset>
        """;

    private static string Source(string name, int column) => string.Create(
        CultureInfo.InvariantCulture,
        $"""<SimpleSource><SourceFilename relativeToVRT="1">{name}</SourceFilename><SourceBand>1</SourceBand><SrcRect xOff="0" yOff="0" xSize="10" ySize="10"/><DstRect xOff="{column}" yOff="0" xSize="10" ySize="10"/></SimpleSource>""");

    private void Save(string name, float value, double west)
    {
        var cells = new PixelBuffer<float>(1, 10, 10);
        cells.Values.Fill(value);
        GdalCog.Write(Place(name), cells, new RasterProfile(Crs84.Instance, new Envelope(west, west + 10, 0, 10), RasterDataType.Float32, double.NaN));
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Place(name), text, Cancellation);

    private string Place(string name) => Path.Combine(_folder.FullName, name);
}
