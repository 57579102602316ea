using System.Net.Http.Headers;
using System.Text;
using GeoCore.Audio;
using TileServer.Tests.Http;

namespace TileServer.Tests.Speech;

/// <summary>The shipped detector of fake speech, over HTTP.</summary>
public sealed class SpeechScoreTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Address = "/learners/rwm/score";
    private readonly LiveServer _server = shared.Server;

    [Fact]
    public async Task A_clip_gets_a_probability_and_a_second_time_the_same()
    {
        using var first = await PostAsync(Address, Clip(), "audio/wav");
        using var second = await PostAsync(Address, Clip(), "application/octet-stream");
        var (one, two) = (await LiveServer.ReadJsonAsync(first), await LiveServer.ReadJsonAsync(second));

        Assert.Equal(200, (int)first.StatusCode);
        Assert.Equal("no-store", first.Headers.CacheControl!.ToString());
        Assert.Equal("rwm", one.GetProperty("model").GetString());
        var genuine = one.GetProperty("genuine").GetDouble();
        Assert.InRange(genuine, 0, 1);
        Assert.Equal(genuine, 1 / (1 + Math.Exp(-one.GetProperty("logOdds").GetDouble())), 1e-9);
        Assert.InRange(one.GetProperty("seconds").GetDouble(), 0.9, 1.01);
        Assert.Equal(one.ToString(), two.ToString());
    }

    [Fact]
    public async Task What_is_no_clip_is_refused_with_what_is_wrong()
    {
        await RefusedAsync([], "audio/wav", 422, "unreadable-audio", "is empty");
        await RefusedAsync(Encoding.ASCII.GetBytes("OggS and so on, twelve bytes and more"), "audio/wav", 422, "unreadable-audio", "no WAV file");
        await RefusedAsync(Clip()[..5000], "audio/wav", 422, "unreadable-audio", "cut off");
        await RefusedAsync(Clip()[..44], "audio/wav", 422, "unreadable-audio", "cut off");
        await RefusedAsync(Clip(gain: 0), "audio/wav", 422, "unreadable-audio", "silent");
        await RefusedAsync(Clip(), "text/plain", 415, "unsupported-media-type", "audio/wav");
    }

    [Fact]
    public async Task A_gigabyte_is_refused_before_it_is_read()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new Endless() };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        request.Headers.ExpectContinue = true;
        using var answer = await _server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        await LiveServer.ProblemAsync(answer, 413, "content-too-large");
    }

    [Theory]
    [InlineData("/learners/nobody/score", 404, "not-found")]
    [InlineData("/learners/koppen/score", 404, "not-found")]
    public async Task Other_models_are_refused(string address, int status, string slug)
    {
        using var answer = await PostAsync(address, Clip(), "audio/wav");
        await LiveServer.ProblemAsync(answer, status, slug);
    }

    private static byte[] Clip(float gain = 0.2f)
    {
        var path = Path.GetTempFileName();
        try
        {
            WavFile.Write(path, new Sound([.. Enumerable.Range(0, 8000).Select(n => gain * MathF.Sin(n * 0.4f) * (1 + MathF.Sin(n * 0.003f)))], 8000));
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private async Task<HttpResponseMessage> PostAsync(string address, byte[] content, string type)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await _server.Client.PostAsync(new Uri(address, UriKind.Relative), body, TestContext.Current.CancellationToken);
    }

    private async Task RefusedAsync(byte[] content, string type, int status, string slug, string words)
    {
        using var answer = await PostAsync(Address, content, type);
        var problem = await LiveServer.ProblemAsync(answer, status, slug);
        Assert.Contains(words, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Says that it is a gigabyte, and is nothing.</summary>
    private sealed class Endless : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => Task.CompletedTask;

        protected override bool TryComputeLength(out long length)
        {
            length = 1L << 30;
            return true;
        }
    }
}
