using System.Net;
using GeoCore.Tests.Imaging;
using TileServer.Sources.Layers;
using TileServer.Tests.Sources;

namespace TileServer.Tests.Http;

/// <summary>Pictures of heights, and scales of colours, over HTTP.</summary>
public sealed class AlgorithmTests : IAsyncLifetime
{
    private LiveServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await LiveServer.StartAsync(
        new RasterLayer(new LayerDescription("hills", "Hills"), MemoryRaster.OfWorld(
            1440, 720, (column, row, _) => column < 20 ? -9999 : 3000 + (2000 * Math.Sin(column * 0.05) * Math.Cos(row * 0.07)) + row, [MemoryRaster.Band(noData: -9999, unit: "m")], "hills", withOverviews: true)),
        TestLayers.Classes(), TestLayers.Picture(), TestLayers.Part());

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>T-05: neighbours are read beyond the edge of a tile.</summary>
    [Theory]
    [InlineData("algorithm=hillshade")]
    [InlineData("algorithm=hillshade&alg.azimuth=90&alg.altitude=20&alg.z=50")]
    [InlineData("algorithm=slope")]
    [InlineData("algorithm=slope&alg.unit=percent&resampling=cubic")]
    [InlineData("algorithm=contours&alg.interval=250")]
    [InlineData("algorithm=terrainrgb")]
    [InlineData("algorithm=terrarium&resampling=lanczos")]
    [InlineData("algorithm=slope&expression=b1/2")]
    [InlineData("expression=b1*b1;b1")]
    public async Task Four_tiles_are_the_quarters_of_one_twice_as_fine(string query)
    {
        foreach (var (z, x, y) in new[] { (0, 0, 0), (3, 2, 3), (5, 14, 9) })
        {
            // a tile of 512 pixels has those of its four children
            var whole = await ValuesAsync($"/tiles/hills/{z}/{x}/{y}.npy?tilesize=512&{query}");
            for (var quarter = 0; quarter < 4; quarter++)
            {
                var (right, down) = (quarter % 2, quarter / 2);
                var part = await ValuesAsync($"/tiles/hills/{z + 1}/{(2 * x) + right}/{(2 * y) + down}.npy?{query}");
                for (var plane = 0; plane < part.Shape[0]; plane++)
                {
                    if (part.Type == "<f4")
                        AssertQuarter(whole.Plane<uint>(plane), part.Plane<uint>(plane), right, down);
                    else
                        AssertQuarter(whole.Plane<byte>(plane), part.Plane<byte>(plane), right, down);
                }
            }
        }
    }

    [Theory]
    [InlineData("terrainrgb", "png")]
    [InlineData("terrarium", "png")]
    [InlineData("terrainrgb", "webp")]
    public async Task Coded_heights_are_read_back_from_a_picture(string algorithm, string format)
    {
        using var picture = await _server.GetAsync($"/tiles/hills/4/8/6.{format}?algorithm={algorithm}");
        var pixels = DecodedImage.Read(await BytesAsync(picture)).Pixels;
        var heights = (await ValuesAsync("/tiles/hills/4/8/6.npy")).Plane<float>(0);
        for (var i = 0; i < heights.Length; i += 101)
        {
            var (red, green, blue) = (pixels[i] & 255, (pixels[i] >> 8) & 255, (pixels[i] >> 16) & 255);
            var height = algorithm == "terrainrgb" ? -10_000 + (((red * 65536) + (green * 256) + blue) / 10.0) : (red * 256) + green + (blue / 256.0) - 32768;
            Assert.Equal(heights[i], height, 0.051);
            Assert.Equal(255u, pixels[i] >> 24);
        }
    }

    [Fact]
    public async Task Where_a_layer_has_nothing_coded_heights_are_those_of_nodata()
    {
        using var outside = await _server.GetAsync("/tiles/part/4/1/1.png?algorithm=terrainrgb&alg.nodata=12.3");
        var pixel = DecodedImage.Read(await BytesAsync(outside)).Pixels[0];

        Assert.Equal(100_123u, ((pixel & 255) << 16) | (pixel & 0xff00) | ((pixel >> 16) & 255));
        Assert.Equal(255u, pixel >> 24);
    }

    /// <summary>T-13: whatever is done to values, a legend shows the colours of tiles.</summary>
    [Theory]
    [InlineData("scale=linear")]
    [InlineData("scale=log")]
    [InlineData("scale=sqrt")]
    [InlineData("scale=quantile&colormap=magma")]
    [InlineData("scale=quantile&gamma=2&opacity=0.5")]
    [InlineData("scale=log&rescale=1500,4500&gamma=0.5")]
    [InlineData("rescale=3000,4000&bgcolor=ff00ff")]
    [InlineData("expression=b1/1000")]
    [InlineData("expression=b1/1000&scale=quantile")]
    [InlineData("algorithm=hillshade&alg.z=300")]
    [InlineData("algorithm=slope&alg.z=100")]
    [InlineData("""colormap={"stops":[[1500,"%23000000"],[3000,"%23336699"],[4500,"%23ff8800"]]}""")]
    [InlineData("""colormap=[[[0,2500],[1,2,3]],[[2500,4000],"%2300ff00"]]""")]
    public async Task Legends_have_the_colours_of_tiles(string query)
    {
        using var picture = await _server.GetAsync($"/tiles/hills/1/0/0.png?{query}");
        var pixels = DecodedImage.Read(await BytesAsync(picture)).Pixels;
        var values = (await ValuesAsync($"/tiles/hills/1/0/0.npy?{query}"));
        var shown = values.Type == "<f4" ? values.Plane<float>(0) : [.. values.Plane<byte>(0).Select(value => value == 0 ? float.NaN : value)];
        var legend = await _server.GetJsonAsync($"/layers/hills/legend.json?ticks=20&{query}");
        var entries = legend.GetProperty("entries").EnumerateArray().Select(entry => (Value: entry.GetProperty("value").GetDouble(), Color: entry.GetProperty("color").GetString()!)).ToList();
        var compared = 0;
        foreach (var (value, color) in entries)
        {
            // the pixel whose value comes nearest has the colour of the entry, but for half a step of the colours
            var nearest = Enumerable.Range(0, shown.Length).Where(i => !float.IsNaN(shown[i])).MinBy(i => Math.Abs(shown[i] - value));
            if (Math.Abs(shown[nearest] - value) > 1e-3 * Math.Abs(value))
                continue;
            compared++;
            AssertNear(color, pixels[nearest]);
        }

        Assert.True(compared >= Math.Min(entries.Count / 2, 8), $"{compared} of {entries.Count} values occur");
    }

    [Fact]
    public async Task Quantiles_give_every_colour_the_same_share()
    {
        using var picture = await _server.GetAsync("/tiles/hills/0/0/0.png?scale=quantile&colormap=gray&resampling=nearest");
        var shades = DecodedImage.Read(await BytesAsync(picture)).Pixels.Where(pixel => pixel >> 24 == 255).Select(pixel => pixel & 255).ToList();

        Assert.InRange(shades.Count(shade => shade < 128) / (double)shades.Count, 0.42, 0.58);
    }

    [Theory]
    [InlineData("hills", "algorithm=aspect", "algorithm")]
    [InlineData("hills", "algorithm=hillshade&alg.azimuth=400", "alg.azimuth")]
    [InlineData("hills", "algorithm=contours&alg.interval=0", "alg.interval")]
    [InlineData("hills", "algorithm=slope&alg.unit=radian", "alg.unit")]
    [InlineData("hills", "algorithm=slope&alg.z=nan", "alg.z")]
    [InlineData("hills", "scale=quantile&rescale=1,2", "rescale")]
    [InlineData("hills", "resampling=spline", "resampling")]
    [InlineData("hills", "expression=b1;b1&algorithm=slope", "bidx")]
    [InlineData("classes", "algorithm=slope", "algorithm")]
    [InlineData("picture", "algorithm=slope", "bidx")]
    public async Task What_cannot_be_done_is_explained(string layer, string query, string name)
    {
        using var response = await _server.GetAsync($"/tiles/{layer}/0/0/0.png?{query}");
        var problem = await LiveServer.ProblemAsync(response, 400, "invalid-parameter");

        Assert.Equal(name, problem.GetProperty("errors")[0].GetProperty("param").GetString());
    }

    [Fact]
    public async Task A_place_has_no_slope_but_a_polygon_does()
    {
        using var place = await _server.GetAsync("/layers/hills/point?lon=1&lat=1&algorithm=slope");
        var statistics = await _server.GetJsonAsync("/layers/hills/statistics?bbox=0,0,20,20&algorithm=slope&alg.z=100");
        var band = statistics.GetProperty("properties").GetProperty("statistics").GetProperty("b1");

        await LiveServer.ProblemAsync(place, 400, "invalid-parameter");
        Assert.Equal("slope", band.GetProperty("name").GetString());
        Assert.InRange(band.GetProperty("mean").GetDouble(), 5, 85);
    }

    private static void AssertNear(string color, uint pixel)
    {
        var expected = Convert.FromHexString(color[1..]);
        for (var channel = 0; channel < 3; channel++)
            Assert.InRange(Math.Abs(expected[channel] - (int)((pixel >> (8 * channel)) & 255)), 0, 3);
    }

    private static void AssertQuarter<T>(T[] whole, T[] part, int right, int down)
        where T : struct
    {
        for (var row = 0; row < 256; row++)
            Assert.True(whole.AsSpan((((down * 256) + row) * 512) + (right * 256), 256).SequenceEqual(part.AsSpan(row * 256, 256)), $"row {row}");
    }

    private async Task<NpyFile> ValuesAsync(string path)
    {
        using var response = await _server.GetAsync(path);
        return new NpyFile(await BytesAsync(response));
    }

    private static async Task<byte[]> BytesAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, System.Text.Encoding.UTF8.GetString(body));
        return body;
    }
}
