using System.Diagnostics;
using System.Net;
using System.Text;
using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Raster;
using NetTopologySuite.Geometries;
using TileServer.Sources.Layers;
using TileServer.Tests.Http;

namespace TileServer.Tests.Coverages;

/// <summary>Rasters as files in pieces, read by GDAL over HTTP too.</summary>
public sealed class CoverageFileTests : IAsyncLifetime
{
    private const int Width = 1500, Height = 1100;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-cog-test-");
    private LiveServer _server = null!;

    private string Stored => Path.Combine(_folder.FullName, "stored.tif");

    public async ValueTask InitializeAsync()
    {
        var cells = new PixelBuffer<float>(1, Width, Height);
        for (var i = 0; i < cells.Values.Length; i++)
            cells.Values[i] = i % 91 == 0 ? float.NaN : (i % Width) + (0.001f * (i / Width));
        var profile = new RasterProfile(CoordinateReferenceSystems.Parse("EPSG:32632"), new Envelope(400_000, 550_000, 5_090_000, 5_200_000), RasterDataType.Float32, -9999) { BandNames = ["height"], Unit = "m" };
        GdalCog.Write(Stored, cells, profile);

        // the same in strips, without overviews
        var strips = Path.Combine(_folder.FullName, "strips.tif");
        File.WriteAllBytes(strips, GdalCog.EncodeTile(cells, profile));
        _server = await LiveServer.StartAsync(
            new RasterLayer(new LayerDescription("stored", "Stored"), GdalRaster.Open(Stored)), new RasterLayer(new LayerDescription("strips", "Strips"), GdalRaster.Open(strips)), TestLayers.Ramp());
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_file_is_sent_as_it_is_stored_and_the_index_lists_it()
    {
        var bytes = await _server.Client.GetByteArrayAsync("/cog/stored.tif", TestContext.Current.CancellationToken);
        using var index = await _server.GetAsync("/cog/");
        var page = await index.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var head = await _server.SendAsync(HttpMethod.Head, "/cog/stored.tif");
        using var missing = await _server.GetAsync("/cog/ramp.tif");

        Assert.Equal(File.ReadAllBytes(Stored), bytes);
        Assert.Contains("<title>Index of /cog/</title>", page, StringComparison.Ordinal);
        Assert.Contains("\n<a href=\"strips.tif\">strips.tif</a>\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("ramp", page, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, bytes.LongLength, "bytes"), (head.StatusCode, head.Content.Headers.ContentLength, head.Headers.AcceptRanges.Single()));
        await LiveServer.ProblemAsync(missing, 404, "not-found");
    }

    [Fact]
    public async Task Ranges_are_pieces_of_the_file()
    {
        var bytes = File.ReadAllBytes(Stored);
        foreach (var (range, first, last) in new[] { ("0-99", 0, 99), ("1000-", 1000, bytes.Length - 1), ("-77", bytes.Length - 77, bytes.Length - 1), ($"5-{bytes.Length * 2L}", 5, bytes.Length - 1) })
        {
            using var part = await _server.GetAsync("/cog/stored.tif", ("Range", "bytes=" + range));
            Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
            Assert.Equal($"bytes {first}-{last}/{bytes.Length}", part.Content.Headers.ContentRange!.ToString());
            Assert.Equal(bytes[first..(last + 1)], await part.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Several_ranges_come_in_parts()
    {
        var bytes = File.ReadAllBytes(Stored);
        using var parts = await _server.GetAsync("/cog/stored.tif", ("Range", "bytes=0-9,100-119"));
        var body = await parts.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var text = Encoding.Latin1.GetString(body);

        Assert.Equal((HttpStatusCode.PartialContent, "multipart/byteranges"), (parts.StatusCode, parts.Content.Headers.ContentType!.MediaType));
        Assert.Equal(parts.Content.Headers.ContentLength, body.Length);
        foreach (var (first, last) in new[] { (0, 9), (100, 119) })
            Assert.Contains($"Content-Range: bytes {first}-{last}/{bytes.Length}\r\n\r\n{Encoding.Latin1.GetString(bytes[first..(last + 1)])}\r\n--geosuite-range", text, StringComparison.Ordinal);
        Assert.EndsWith("--geosuite-range--\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conditions_are_kept()
    {
        using var whole = await _server.SendAsync(HttpMethod.Head, "/cog/stored.tif");
        var tag = whole.Headers.ETag!.ToString();
        using var same = await _server.GetAsync("/cog/stored.tif", ("If-None-Match", tag));
        using var other = await _server.GetAsync("/cog/stored.tif", ("If-Match", "\"other\""));
        using var resumed = await _server.GetAsync("/cog/stored.tif", ("Range", "bytes=0-9"), ("If-Range", tag));
        using var begunElsewhere = await _server.GetAsync("/cog/stored.tif", ("Range", "bytes=0-9"), ("If-Range", "\"other\""));
        using var beyond = await _server.GetAsync("/cog/stored.tif", ("Range", "bytes=999999999-"));
        using var nonsense = await _server.GetAsync("/cog/stored.tif", ("Range", "lines=1-2"));

        Assert.Equal(
            [HttpStatusCode.NotModified, HttpStatusCode.PartialContent, HttpStatusCode.OK, HttpStatusCode.OK],
            new[] { same, resumed, begunElsewhere, nonsense }.Select(answer => answer.StatusCode));
        await LiveServer.ProblemAsync(other, 412, "precondition-failed");
        await LiveServer.ProblemAsync(beyond, 416, "range-not-satisfiable");
        Assert.Equal($"bytes */{new FileInfo(Stored).Length}", beyond.Content.Headers.ContentRange!.ToString());
    }

    [Fact]
    public async Task What_is_stored_otherwise_is_converted_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _server.Client.GetByteArrayAsync("/cog/strips.tif", TestContext.Current.CancellationToken)));
        var copy = Path.Combine(_folder.FullName, "copy.tif");
        File.WriteAllBytes(copy, answers[0]);
        using GdalRaster original = GdalRaster.Open(Stored), converted = GdalRaster.Open(copy);
        float[] wanted = new float[Width * Height], got = new float[Width * Height];
        original.Read(new RasterWindow(0, 0, 0, Width, Height), 0, wanted);
        converted.Read(new RasterWindow(0, 0, 0, Width, Height), 0, got);

        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
        Assert.Equal(wanted, got);
        Assert.True(((IRasterSource)converted).StoredLevels > 1);
        Assert.Equal(512, converted.Info.Levels[0].BlockWidth);
    }

    /// <summary>The index page saves GDAL the search for files beside the raster.</summary>
    [Fact]
    public async Task Gdal_opens_a_layer_with_few_requests_and_reads_its_values()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/gdallocationinfo"), "gdallocationinfo is not installed");
        var (output, log) = await RunAsync("gdallocationinfo", "-valonly", "-geoloc", $"/vsicurl/{_server.Address}cog/stored.tif", "450050", "5150050");
        var requests = log.Split('\n').Where(line => line.StartsWith("> GET ", StringComparison.Ordinal) || line.StartsWith("> HEAD ", StringComparison.Ordinal)).ToList();
        var point = await _server.GetJsonAsync("/layers/stored/point?lon=450050&lat=5150050&crs=EPSG:32632");

        Assert.Equal(point.GetProperty("values")[0].GetDouble(), double.Parse(output, System.Globalization.CultureInfo.InvariantCulture), 1e-2);
        Assert.InRange(requests.Count, 1, 6);
        Assert.Contains("/cog/", string.Join(' ', requests), StringComparison.Ordinal);
    }

    private static async Task<(string Output, string Log)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["CPL_CURL_VERBOSE"] = "YES";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var log = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (await output, log);
    }
}
