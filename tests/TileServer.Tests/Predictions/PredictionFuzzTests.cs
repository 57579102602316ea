using System.Net.Http.Headers;
using System.Text.Json;
using CsCheck;
using GeoCore.Imaging;
using TileServer.Tests.Http;

namespace TileServer.Tests.Predictions;

/// <summary>Strange questions about probabilities of places and about pictures.</summary>
public sealed class PredictionFuzzTests(PictureServer pictures, PredictionServer predictions) : IClassFixture<PictureServer>, IClassFixture<PredictionServer>
{
    private static readonly string[] s_pairs =
    [
        "quantity=density", "quantity=probability", "quantity=log10density", "quantity=hdr", "quantity=", "quantity=%00", "mass=0.5", "mass=1", "mass=1e-320", "mass=0.5,0.9", "mass=,", "mass=NaN", "lon=0", "lon=1e308", "lon=NaN",
        "lat=0", "lat=90", "lat=-90", "lat=91", "crs=EPSG:3857", "crs=EPSG:5041", "rescale=0,1", "rescale=-1,1e30", "rescale=1e-45,1", "scale=log", "scale=sqrt", "colormap=magma", "colormap={", "threshold=1e-9",
        "threshold=1e300", "nodata=0", "nodata=nan", "bidx=1", "bidx=2", "bidx=1,1", "class=1", "gamma=0.1", "exact=true", "sources=red:0", "sources=red:0,blue:0", "sources=blue:100", "sources=x", "sources=:", "sources=red:1e-320",
        "rule=product", "rule=linear", "rule=x", "prior=north", "prior=%00", "f=mvt", "f=png", "f=tif", "empty=404", "scheme=tms", "v=1", "strict=true", "tilesize=512", "truth=exif", "minCellKm2=30", "minCellKm2=1e7", "minCellKm2=-1",
        "blurKm=100", "blurKm=1e9", "model=hills", "model=☃", "ticks=0", "width=1",
    ];

    [Fact]
    public async Task Strange_questions_about_a_map_find_no_bug() => await AskAsync(predictions.Server, "places", 700);

    [Fact]
    public async Task Strange_questions_about_an_answer_find_no_bug()
    {
        using var answer = await PostAsync("", 250);
        await AskAsync(pictures.Server, (await LiveServer.ReadJsonAsync(answer)).GetProperty("id").GetString()!, 500);
    }

    [Fact]
    public async Task Strange_questions_about_a_picture_find_no_bug()
    {
        var question = OneOf(s_pairs).Array[0, 3].Select(pairs => "?" + string.Join('&', pairs));
        await Gen.Select(question, Gen.Int[0, 300]).SampleAsync(async (text, change) =>
        {
            using var answer = await PostAsync(text, change);
            Assert.True((int)answer.StatusCode < 500, $"{(int)answer.StatusCode} {text}");
        }, iter: 150);
    }

    private static async Task AskAsync(LiveServer server, string layer, int count)
    {
        string[] paths =
        [
            $"tiles/{layer}/0/0/0.png", $"tiles/{layer}/1/1/0.mvt", $"tiles/{layer}/3/4/2.npy", $"tiles/{layer}/24/0/0.mvt", $"tiles/{layer}/12/4095/4095.pbf", $"tiles/{layer}/5/3/9@2x.webp", $"tiles/{layer}/WorldCRS84Quad/1/3/1.mvt",
            $"tiles/{layer}/UPSArcticWGS84Quad/2/1/1.mvt", $"tiles/{layer}/UPSAntarcticWGS84Quad/1/1/1.png", $"tiles/{layer}/UPSArcticWGS84Quad/0/0/0.npy", $"tiles/{layer}/tilejson.json", $"layers/{layer}", $"layers/{layer}/point",
            $"layers/{layer}/rva", $"layers/{layer}/regions", $"layers/{layer}/legend.svg", $"layers/{layer}/legend.json", $"geolocate/{layer}", "geolocate",
        ];
        var address = Gen.Select(OneOf(paths), OneOf(s_pairs).Array[0, 5], (path, pairs) => $"/{path}?{string.Join('&', pairs)}");
        await address.SampleAsync(async text => Assert.Null(await FaultOfAsync(server, text)), iter: count);
    }

    private static async Task<string?> FaultOfAsync(LiveServer server, string address)
    {
        using var response = await server.GetAsync(address);
        var status = (int)response.StatusCode;
        if (status < 400)
            return null;
        if (status >= 500)
            return $"{status} {address}";
        using var problem = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), cancellationToken: TestContext.Current.CancellationToken);
        return problem.RootElement.GetProperty("status").GetInt32() == status ? null : $"{status} differs from the document: {address}";
    }

    /// <summary>A picture with one byte changed, or cut off there.</summary>
    private async Task<HttpResponseMessage> PostAsync(string question, int change)
    {
        var pixels = new uint[16 * 16];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = PackedColor.Pack(i, 255 - i, 3 * i % 256);
        var bytes = PngEncoder.Instance.Encode(pixels, 16, 16).ToArray();
        if (change < 100)
            bytes = bytes[..Math.Min(change, bytes.Length)];
        else if (change < 250)
            bytes[Math.Min(change - 100, bytes.Length - 1)] ^= 0x55;
        using var body = new ByteArrayContent(bytes);
        body.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return await pictures.Server.Client.PostAsync(new Uri("/geolocate" + question, UriKind.Relative), body, TestContext.Current.CancellationToken);
    }

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);
}
