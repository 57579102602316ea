using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using GeoCore.Archives;
using GeoCore.Imaging;
using GeoCore.Tiling;
using GeoCore.Tiling.Archives;
using NetTopologySuite.Geometries;
using TileServer.Tests.Http;

namespace TileServer.Tests.Archives;

public sealed class ArchiveServingTests : IAsyncLifetime
{
    private static readonly byte[] s_outlines = [.. Enumerable.Range(0, 3000).Select(number => (byte)(number % 7))];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-archive-layers-");
    private LiveServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Write("pictures.mbtiles", TileContent.Png, tile => PngEncoder.EncodeSolid(PackedColor.Pack((byte)tile.X, (byte)tile.Y, (byte)tile.Z), 256, 256));
        Write("packed.pmtiles", TileContent.Png, tile => PngEncoder.EncodeSolid(PackedColor.Pack((byte)tile.X, (byte)tile.Y, (byte)tile.Z), 256, 256));
        Write("outlines.pmtiles", TileContent.Vector, _ => s_outlines);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "broken.mbtiles"), "this is no database", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "cut.pmtiles"), "PMTiles", Cancellation);
        _server = await LiveServer.FollowAsync(_folder.FullName);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Archives_are_layers_of_their_own_kind_and_broken_ones_trouble_nobody()
    {
        var layers = (await _server.GetJsonAsync("/layers")).GetProperty("layers").EnumerateArray().ToDictionary(layer => layer.GetProperty("id").GetString()!);
        Assert.Equal(["outlines", "packed", "pictures"], layers.Keys.Order());
        Assert.All(layers.Values, layer => Assert.Equal("archive", layer.GetProperty("kind").GetString()));
        Assert.Equal("A title", layers["pictures"].GetProperty("title").GetString());
        Assert.Equal(3, layers["pictures"].GetProperty("maxzoom").GetInt32());
        foreach (var id in new[] { "broken", "cut" })
        {
            using var answer = await _server.GetAsync($"/tiles/{id}/0/0/0.png");
            await LiveServer.ProblemAsync(answer, 503, "source-unavailable");
        }
    }

    [Fact]
    public async Task A_tile_is_the_bytes_of_the_archive_with_rows_from_the_north()
    {
        foreach (var layer in new[] { "pictures", "packed" })
        {
            using var answer = await _server.GetAsync($"/tiles/{layer}/3/5/2.png");
            Assert.Equal("image/png", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal(PngEncoder.EncodeSolid(PackedColor.Pack(5, 2, 3), 256, 256), await answer.Content.ReadAsByteArrayAsync(Cancellation));
            using var again = await _server.GetAsync($"/tiles/{layer}/3/5/2.png", ("If-None-Match", answer.Headers.ETag!.ToString()));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            using var flipped = await _server.GetAsync($"/tiles/{layer}/3/5/5.png?scheme=tms");
            Assert.Equal(await answer.Content.ReadAsByteArrayAsync(Cancellation), await flipped.Content.ReadAsByteArrayAsync(Cancellation));
        }
    }

    [Fact]
    public async Task Gzipped_outlines_pass_through_or_are_inflated()
    {
        using var gzipped = await _server.GetAsync("/tiles/outlines/2/1/1.mvt", ("Accept-Encoding", "gzip, deflate"));
        Assert.Equal(["gzip"], gzipped.Content.Headers.ContentEncoding);
        Assert.EndsWith("-gz\"", gzipped.Headers.ETag!.Tag, StringComparison.Ordinal);
        await using var body = new GZipStream(await gzipped.Content.ReadAsStreamAsync(Cancellation), CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        await body.CopyToAsync(inflated, Cancellation);
        Assert.Equal(s_outlines, inflated.ToArray());
        using var plain = await _server.GetAsync("/tiles/outlines/2/1/1.pbf");
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Equal("application/vnd.mapbox-vector-tile", plain.Content.Headers.ContentType!.MediaType);
        Assert.Equal(s_outlines, await plain.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Contains("Accept-Encoding", plain.Headers.Vary);
    }

    [Fact]
    public async Task What_the_archive_lacks_is_a_blank_picture_or_no_content()
    {
        using var blank = await _server.GetAsync("/tiles/pictures/7/1/1.png");
        Assert.Equal("empty", blank.Headers.GetValues("OATiles-hint").Single());
        Assert.Equal((HttpStatusCode.OK, "image/png"), (blank.StatusCode, blank.Content.Headers.ContentType!.MediaType));
        using var nothing = await _server.GetAsync("/tiles/outlines/7/1/1.mvt");
        Assert.Equal(HttpStatusCode.NoContent, nothing.StatusCode);
        using var outside = await _server.GetAsync("/tiles/pictures/3/8/1.png");
        await LiveServer.ProblemAsync(outside, 404, "tile-out-of-range");
    }

    [Fact]
    public async Task What_an_archive_cannot_do_is_said_with_the_name_of_the_parameter()
    {
        foreach (var (path, param) in new[]
        {
            ("/tiles/pictures/1/0/0.webp", "f"), ("/tiles/pictures/1/0/0.mvt", "f"), ("/tiles/outlines/1/0/0.png", "f"), ("/tiles/pictures/WorldCRS84Quad/1/0/0.png", "tms"),
            ("/tiles/pictures/tilejson.json?f=mvt", "f"), ("/layers/pictures/point?lon=1&lat=2", "layer"), ("/layers/pictures/legend.svg", "bidx"),
        })
        {
            using var answer = await _server.GetAsync(path);
            var problem = await LiveServer.ProblemAsync(answer, 400, "invalid-parameter");
            Assert.Equal(param, problem.GetProperty("errors")[0].GetProperty("param").GetString());
        }
    }

    [Fact]
    public async Task Tilejson_tells_what_the_archive_has()
    {
        var pictures = await _server.GetJsonAsync("/tiles/pictures/tilejson.json");
        Assert.EndsWith($".png?v={pictures.GetProperty("version").GetString()!.Split('+')[1]}", pictures.GetProperty("tiles")[0].GetString(), StringComparison.Ordinal);
        var outlines = await _server.GetJsonAsync("/tiles/outlines/tilejson.json");
        Assert.Equal("places", outlines.GetProperty("vector_layers")[0].GetProperty("id").GetString());
        Assert.Equal("String", outlines.GetProperty("vector_layers")[0].GetProperty("fields").GetProperty("name").GetString());
        using var tile = await _server.GetAsync(new Uri(outlines.GetProperty("tiles")[0].GetString()!.Replace("{z}/{x}/{y}", "0/0/0", StringComparison.Ordinal)).PathAndQuery);
        Assert.Equal(s_outlines, await tile.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Contains("immutable", tile.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pictures.mbtiles", "application/vnd.mapbox-mbtiles")]
    [InlineData("packed.pmtiles", "application/vnd.pmtiles")]
    public async Task The_file_itself_is_served_in_ranges(string name, string mediaType)
    {
        var file = await File.ReadAllBytesAsync(Path.Combine(_folder.FullName, name), Cancellation);
        using var whole = await _server.GetAsync($"/archives/{name}");
        Assert.Equal(mediaType, whole.Content.Headers.ContentType!.MediaType);
        Assert.Equal("bytes", whole.Headers.AcceptRanges.Single());
        Assert.Equal(file, await whole.Content.ReadAsByteArrayAsync(Cancellation));
        using var part = await _server.GetAsync($"/archives/{name}", ("Range", "bytes=7-106"), ("If-Range", whole.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(new ContentRangeHeaderValue(7, 106, file.Length), part.Content.Headers.ContentRange);
        Assert.Equal(file[7..107], await part.Content.ReadAsByteArrayAsync(Cancellation));
        using var parts = await _server.GetAsync($"/archives/{name}", ("Range", "bytes=0-9,20-29"));
        Assert.Equal("multipart/byteranges", parts.Content.Headers.ContentType!.MediaType);
        using var beyond = await _server.GetAsync($"/archives/{name}", ("Range", $"bytes={file.Length}-"));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        using var head = await _server.SendAsync(HttpMethod.Head, $"/archives/{name}");
        Assert.Equal(file.Length, head.Content.Headers.ContentLength);
        using var wrong = await _server.GetAsync($"/archives/{Path.ChangeExtension(name, name.EndsWith("pmtiles", StringComparison.Ordinal) ? "mbtiles" : "pmtiles")}");
        await LiveServer.ProblemAsync(wrong, 404, "not-found");
    }

    [Fact]
    public async Task A_damaged_tile_is_unavailable_and_never_an_error_of_ours()
    {
        var path = Path.Combine(_folder.FullName, "outlines.pmtiles");
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        var data = (int)BitConverter.ToInt64(bytes, 56);
        bytes.AsSpan(data + 12).Fill(0xEE);
        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, "damaged.pmtiles"), bytes, Cancellation);
        using var answer = await _server.UntilAsync("/tiles/damaged/0/0/0.mvt", answer => answer.StatusCode != HttpStatusCode.NotFound);
        await LiveServer.ProblemAsync(answer, 503, "source-unavailable");
    }

    private void Write(string name, TileContent content, Func<TileIndex, byte[]> body)
    {
        var bounds = new Envelope(-180, 180, -85, 85);
        using var writer = TileArchives.Create(
            Path.Combine(_folder.FullName, name),
            new("A title", "1", content, 0, 3, bounds)
            {
                Attribution = "Somebody",
                FeatureLayers = content == TileContent.Vector ? [new FeatureLayer("places", null, new Dictionary<string, string> { ["name"] = "String" })] : [],
            });
        foreach (var tile in Enumerable.Range(0, 4).SelectMany(zoom => TileRange.Of(zoom, bounds).AlongCurve()))
            writer.Add(tile, body(tile));
        writer.Finish();
    }
}
