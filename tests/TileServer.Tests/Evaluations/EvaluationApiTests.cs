using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Extensions.Time.Testing;
using TileServer.Evaluations;
using TileServer.Evaluations.Live;
using TileServer.Tests.Http;

namespace TileServer.Tests.Evaluations;

public sealed class EvaluationApiTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string A = """{"query":"a","lat":10.5,"lon":20.5,"strata":{"zone":"dry"},"places":[[20.5,10.5,0.6],[20.5,11.5,0.4]]}""";
    private const string B = """{"query":"b","lat":-5.5,"lon":7.5,"weight":2,"places":[[0.5,0.5],[7.5,-5.5,0.5]]}""";
    private const string C = """{"query":"c","lat":50.5,"lon":8.5}""";

    private readonly LiveServer _server = shared.Server;

    [Fact]
    public async Task A_small_evaluation_is_answered_at_once_and_can_be_asked_for_again()
    {
        using var answer = await PostAsync("/evaluations?budgets=1e4,1e6", $$"""{"queries":[{{A}},{{B}},{{C}}]}""");
        var document = await LiveServer.ReadJsonAsync(answer);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(3, document.GetProperty("added").GetInt32());
        var system = document.GetProperty("result").GetProperty("systems")[0];
        Assert.Equal(3, system.GetProperty("queries").GetInt32());
        Assert.Equal(0.25, system.GetProperty("zeroDensityShare").GetDouble()); // c has no answer
        Assert.Equal([1e4, 1e6], system.GetProperty("fractional").GetProperty("recalls").EnumerateArray().Take(2).Select(recall => recall.GetProperty("areaKm2").GetDouble()));
        Assert.Equal("zone=dry", system.GetProperty("strata")[0].GetProperty("name").GetString());
        var again = await _server.GetJsonAsync(answer.Headers.Location!.ToString());
        Assert.Equal(document.GetProperty("result").GetRawText(), again.GetProperty("result").GetRawText());
    }

    [Fact]
    public async Task The_figures_are_those_of_the_command()
    {
        var folder = Directory.CreateTempSubdirectory("geosuite-api-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "m.csv"), "query,lat,lon,score\na,10.5,20.5,0.6\na,11.5,20.5,0.4\nb,0.5,0.5,1\nb,-5.5,7.5,0.5\n", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "t.csv"), "query,lat,lon,weight\na,10.5,20.5,1\nb,-5.5,7.5,2\nc,50.5,8.5,1\n", TestContext.Current.CancellationToken);
            var (_, output, _) = await ServeProcess.RunAsync("evaluate", "rva", "--predictions", Path.Combine(folder.FullName, "m.csv"), "--truth", Path.Combine(folder.FullName, "t.csv"), "--json", "--grid", "healpix:4");
            using var command = JsonDocument.Parse(output);
            using var answer = await PostAsync("/evaluations?grid=healpix:4", $"{A}\n{B}\n\n{C}\n", "application/x-ndjson");
            var served = await LiveServer.ReadJsonAsync(answer);
            foreach (var variant in new[] { "fractional", "strict", "optimistic" })
            {
                Assert.Equal(
                    JsonSerializer.Serialize(command.RootElement.GetProperty("systems")[0].GetProperty(variant)),
                    JsonSerializer.Serialize(served.GetProperty("result").GetProperty("systems")[0].GetProperty(variant)));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_query_a_line_may_be_longer_than_a_body_that_is_held()
    {
        // 40 MiB of places that say nothing new, made while they are sent; other bodies end at 8 MiB
        var padding = string.Join(',', Enumerable.Repeat("[20.5,10.5,0.001]", 2000));
        using var content = new Lines(1200, i => $"{{\"query\":\"q{i}\",\"lat\":10.5,\"lon\":20.5,\"places\":[[20.5,10.5,1],{padding}]}}");
        using var answer = await _server.Client.PostAsync(new Uri("/evaluations?grid=healpix:2", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(content.Sent > 32 << 20);
        Assert.Equal(1200, (await LiveServer.ReadJsonAsync(answer)).GetProperty("added").GetInt32());

        // one line is bounded, and a fault names its query
        using var endless = new Lines(1, _ => new string(' ', 9 << 20) + A);
        using var refused = await _server.Client.PostAsync(new Uri("/evaluations", UriKind.Relative), endless, TestContext.Current.CancellationToken);
        var problem = await LiveServer.ProblemAsync(refused, 400, "invalid-parameter");
        Assert.Equal("queries[0]", problem.GetProperty("errors")[0].GetProperty("param").GetString());
        using var wrong = await PostAsync("/evaluations?grid=healpix:4", string.Concat(Enumerable.Repeat(A + "\n", 300)) + B.Replace("-5.5", "-95.5", StringComparison.Ordinal), "application/x-ndjson");
        Assert.Equal("queries[300].lat", (await LiveServer.ProblemAsync(wrong, 400, "invalid-parameter")).GetProperty("errors")[0].GetProperty("param").GetString());
    }

    /// <summary>Lines that are made while they are sent.</summary>
    private sealed class Lines : HttpContent
    {
        private readonly int _count;
        private readonly Func<int, string> _line;

        internal Lines(int count, Func<int, string> line)
        {
            (_count, _line) = (count, line);
            Headers.ContentType = new("application/x-ndjson");
        }

        internal long Sent { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var i = 0; i < _count; i++)
            {
                var bytes = System.Text.Encoding.UTF8.GetBytes(_line(i) + "\n");
                await stream.WriteAsync(bytes);
                Sent += bytes.Length;
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    [Fact]
    public async Task A_query_that_is_sent_again_changes_nothing_and_another_answer_to_it_is_a_conflict()
    {
        using var first = await PostAsync("/evaluations", $"[{A},{A}]");
        var address = first.Headers.Location!.ToString();
        Assert.Equal(1, (await LiveServer.ReadJsonAsync(first)).GetProperty("added").GetInt32());
        using var more = await PostAsync(address, $"[{A},{B}]");
        var grown = await LiveServer.ReadJsonAsync(more);
        Assert.Equal((1, 2), (grown.GetProperty("added").GetInt32(), grown.GetProperty("result").GetProperty("systems")[0].GetProperty("queries").GetInt32()));
        using var other = await PostAsync(address, $"[{C},{A.Replace("0.6", "0.1", StringComparison.Ordinal)}]");
        Assert.Contains("'a'", (await LiveServer.ProblemAsync(other, 409, "conflict")).GetProperty("detail").GetString(), StringComparison.Ordinal);
        var kept = await _server.GetJsonAsync(address);
        Assert.Equal(2, kept.GetProperty("result").GetProperty("systems")[0].GetProperty("queries").GetInt32()); // all or none
    }

    [Fact]
    public async Task Requests_at_the_same_time_count_every_query_once()
    {
        using var first = await PostAsync("/evaluations?resamples=0", $"[{A}]");
        var address = first.Headers.Location!.ToString();
        await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
        {
            using var answer = await PostAsync(address, $"[{B.Replace("\"b\"", $"\"b{i % 6}\"", StringComparison.Ordinal)},{A}]");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }));
        Assert.Equal(7, (await _server.GetJsonAsync(address)).GetProperty("result").GetProperty("systems")[0].GetProperty("queries").GetInt32());
    }

    [Fact]
    public async Task Curves_and_queries_come_in_their_formats()
    {
        using var first = await PostAsync("/evaluations", $"[{A},{B},{C}]");
        var address = first.Headers.Location!.ToString();
        using var svg = await _server.GetAsync(address + "/curve.svg");
        Assert.Equal("image/svg+xml", svg.Content.Headers.ContentType!.MediaType);
        Assert.Equal("svg", XDocument.Parse(await svg.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Root!.Name.LocalName);
        using var png = await _server.GetAsync(address + "/curve.png");
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], (await png.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[..4]);
        using var csv = await _server.GetAsync(address + "/curve.csv");
        Assert.StartsWith("system,area_km2,fractional", await csv.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var points = (await _server.GetJsonAsync(address + "/curve.json")).GetProperty("systems")[0].GetProperty("points");
        Assert.True(points.GetArrayLength() > 100);
        Assert.Equal(1, points[points.GetArrayLength() - 1].GetProperty("strict").GetDouble());
        using var queries = await _server.GetAsync(address + "/queries");
        Assert.Equal("application/geo+json", queries.Content.Headers.ContentType!.MediaType);
        Assert.Equal(3, (await LiveServer.ReadJsonAsync(queries)).GetProperty("features").GetArrayLength());
        await LiveServer.ProblemAsync(await _server.GetAsync(address + "/curve.gif"), 404, "not-found");
        using var gone = await _server.SendAsync(HttpMethod.Delete, address);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        await LiveServer.ProblemAsync(await _server.GetAsync(address), 404, "not-found");
    }

    [Fact]
    public async Task Cells_are_known_by_scheme_or_by_area()
    {
        using var named = await PostAsync("/evaluations?total_area=100&budgets=10,30,100&resamples=0", """[{"query":"q","cell":"c1","cells":[["c0",0.4,10],["c1",0.3,20],["c2",0.2,30],["c3",0.1,40]]}]""");
        var recalls = (await LiveServer.ReadJsonAsync(named)).GetProperty("result").GetProperty("systems")[0].GetProperty("strict").GetProperty("recalls");
        Assert.Equal([0, 1, 1], recalls.EnumerateArray().Select(recall => recall.GetProperty("recall").GetDouble()));
        using var s2 = await PostAsync("/evaluations?cells=s2", """[{"query":"q","lat":48.2,"lon":16.4,"cells":[["47",1]]}]""");
        Assert.Equal(HttpStatusCode.OK, s2.StatusCode);
    }

    [Theory]
    [InlineData("", """[{"query":"q","lat":91,"lon":0}]""", "queries[0].lat")]
    [InlineData("", """[{"query":"q","lat":1}]""", "queries[0].lon")]
    [InlineData("", """[{"query":"","lat":1,"lon":0}]""", "queries[0].query")]
    [InlineData("", """[{"lat":1,"lon":0}]""", "queries[0].query")]
    [InlineData("", """[{"query":"q","lat":1,"lon":0,"weight":0}]""", "queries[0].weight")]
    [InlineData("", """[{"query":"q","lat":1,"lon":0,"strata":7}]""", "queries[0].strata")]
    [InlineData("", """[{"query":"q","lat":1,"lon":0,"places":[[0,0],[0,-99]]}]""", "queries[0].places[1][1]")]
    [InlineData("", """[{"query":"q","lat":1,"lon":0,"places":[[0,0,-1]]}]""", "queries[0].places")]
    [InlineData("", """[{"query":"q","lat":1,"lon":0,"places":7}]""", "queries[0].places")]
    [InlineData("", """[{"query":"q","lat":1,"lon":0,"cells":[["x",1]]}]""", "queries[0].cells")]
    [InlineData("", """[{"query":"q","cell":"x","cells":[["x",1,2],["x",1,2]]}]""", "query q")]
    [InlineData("?cells=s2", """[{"query":"q","lat":1,"lon":0,"cells":[["zz",1]]}]""", "queries[0].cells")]
    [InlineData("", "[7]", "queries[0]")]
    [InlineData("", "[]", "queries")]
    [InlineData("", "{}", "queries")]
    [InlineData("?grid=round", "[]", "grid")]
    [InlineData("?resamples=5", "[]", "resamples")]
    [InlineData("?budgets=1,x", "[]", "budgets")]
    [InlineData("?rank=size", "[]", "rank")]
    public async Task What_cannot_be_used_is_a_400_that_names_the_field(string query, string body, string field)
    {
        var problem = await LiveServer.ProblemAsync(await PostAsync("/evaluations" + query, body), 400, "invalid-parameter");
        Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("param").GetString());
    }

    [Theory]
    [InlineData("[{", "application/json", 400, "bad-request")]
    [InlineData("{\"query\":\"q\"\n", "application/x-ndjson", 400, "bad-request")]
    [InlineData("query,lat,lon", "text/csv", 415, "unsupported-media-type")]
    public async Task A_body_that_is_none_is_a_problem(string body, string type, int status, string slug) =>
        await LiveServer.ProblemAsync(await PostAsync("/evaluations", body, type), status, slug);

    [Fact]
    public void Evaluations_are_forgotten_after_an_hour_and_when_there_are_too_many()
    {
        var time = new FakeTimeProvider();
        var store = new EvaluationStore(time);
        var ids = Enumerable.Range(0, EvaluationStore.Most + 1).Select(i =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            var evaluation = new LiveEvaluation($"e{i}", new EvaluationRequest { Systems = [], Truth = "t" }, null);
            store.Add(evaluation);
            return evaluation.Id;
        }).ToArray();
        Assert.False(store.TryGet(ids[0], out _));
        Assert.True(store.TryGet(ids[1], out _));
        time.Advance(EvaluationStore.TimeToLive - TimeSpan.FromSeconds(1));
        Assert.True(store.TryGet(ids[1], out var used));
        Assert.Equal(0, used.Count);
        Assert.False(store.TryGet(ids[2], out _));
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        return await _server.Client.PostAsync(new Uri(path, UriKind.RelativeOrAbsolute), content, TestContext.Current.CancellationToken);
    }
}
