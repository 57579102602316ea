using System.Net;
using System.Text;
using System.Text.Json;
using TileServer.Tests.Http;

namespace TileServer.Tests.Evaluations;

public sealed class EvaluationJobTests : IAsyncLifetime
{
    private const string Model = "query,lat,lon,score\na,10.5,20.5,0.6\na,11.5,20.5,0.4\nb,0.5,0.5,1\nb,-5.5,7.5,0.5\n";
    private const string Truth = "query,lat,lon,zone\na,10.5,20.5,dry\nb,-5.5,7.5,wet\nc,50.5,8.5,dry\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-jobs-");
    private LiveServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Small_files_are_graded_at_once_as_the_command_does()
    {
        using var answer = await PostAsync([("predictions", "model.csv", Model), ("truth", "truth.csv", Truth), ("compare", "model.csv", Model.Replace("0.6", "0.1", StringComparison.Ordinal))], ("grid", "healpix:4"), ("strata", "zone"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var document = await LiveServer.ReadJsonAsync(answer);
        Assert.Equal("succeeded", document.GetProperty("state").GetString());
        foreach (var (name, text) in new[] { ("model.csv", Model), ("truth.csv", Truth), ("compare-3.csv", Model.Replace("0.6", "0.1", StringComparison.Ordinal)) })
            await File.WriteAllTextAsync(At(name), text, Cancellation);
        var (_, output, errors) = await ServeProcess.RunAsync("evaluate", "rva", "--predictions", At("model.csv"), "--compare", At("compare-3.csv"), "--truth", At("truth.csv"), "--grid", "healpix:4", "--strata", "zone", "--json");
        using var command = JsonDocument.Parse(output.Replace(_folder.FullName + "/", "", StringComparison.Ordinal));
        Assert.True(JsonElement.DeepEquals(command.RootElement, document.GetProperty("result")), errors);

        var address = answer.Headers.Location!.ToString();
        using var csv = await _server.GetAsync(address + "/curve.csv");
        Assert.StartsWith("system,area_km2,fractional", await csv.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        foreach (var format in new[] { "svg", "png", "json" })
        {
            using var curve = await _server.GetAsync($"{address}/curve.{format}");
            Assert.Equal(HttpStatusCode.OK, curve.StatusCode);
        }
    }

    [Fact]
    public async Task Distances_are_those_of_the_command_where_a_point_is_asked_for()
    {
        using var answer = await PostAsync([("predictions", "model.csv", Model), ("truth", "truth.csv", Truth)], ("grid", "healpix:4"), ("strata", "zone"), ("point", "medoid"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var document = await LiveServer.ReadJsonAsync(answer);
        await File.WriteAllTextAsync(At("model.csv"), Model, Cancellation);
        await File.WriteAllTextAsync(At("truth.csv"), Truth, Cancellation);
        var (_, output, errors) = await ServeProcess.RunAsync("evaluate", "gcd", "--predictions", At("model.csv"), "--truth", At("truth.csv"), "--grid", "healpix:4", "--strata", "zone", "--point", "medoid", "--json");
        using var command = JsonDocument.Parse(output.Replace(_folder.FullName + "/", "", StringComparison.Ordinal));
        Assert.True(JsonElement.DeepEquals(command.RootElement, document.GetProperty("distances")), errors + document.GetProperty("distances"));

        using var plain = await PostAsync([("predictions", "model.csv", Model), ("truth", "truth.csv", Truth)]);
        Assert.False((await LiveServer.ReadJsonAsync(plain)).TryGetProperty("distances", out _));
        var problem = await LiveServer.ProblemAsync(await PostAsync([("predictions", "model.csv", Model), ("truth", "truth.csv", Truth)], ("point", "middle")), 400, "invalid-parameter");
        Assert.Equal("point", problem.GetProperty("errors")[0].GetProperty("param").GetString());
    }

    [Fact]
    public async Task Queries_come_in_parts_that_name_the_next()
    {
        using var answer = await PostAsync([("predictions", "model.csv", Model), ("truth", "truth.csv", Truth)]);
        var names = new List<string>();
        for (var next = answer.Headers.Location + "/queries?limit=2"; next.Length > 0;)
        {
            var page = await _server.GetJsonAsync(next);
            names.AddRange(page.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("properties").GetProperty("query").GetString()!));
            next = page.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("href").GetString()!).SingleOrDefault("");
        }

        Assert.Equal(["a", "b", "c"], names);
        await LiveServer.ProblemAsync(await _server.GetAsync(answer.Headers.Location + "/queries?limit=0"), 400, "invalid-parameter");
    }

    [Fact]
    public async Task What_was_accepted_is_evaluated_by_the_next_server_and_told_by_events()
    {
        using var accepted = await PostAsync([("predictions", "model.csv", Many(4000)), ("truth", "truth.csv", ManyTruths(4000))], "k1", true, ("resamples", "100"));
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var address = accepted.Headers.Location!.ToString();
        await _server.DisposeAsync();
        _server = await StartAsync();

        using var events = await _server.Client.GetAsync(new Uri(address + "/events", UriKind.Relative), Cancellation);
        Assert.Equal("text/event-stream", events.Content.Headers.ContentType!.MediaType);
        var told = (await events.Content.ReadAsStringAsync(Cancellation)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("event: state\ndata: ", told[^1], StringComparison.Ordinal);
        Assert.Contains("\"state\":\"succeeded\"", told[^1], StringComparison.Ordinal);
        var document = await _server.GetJsonAsync(address);
        Assert.Equal(4000, document.GetProperty("result").GetProperty("systems")[0].GetProperty("queries").GetInt32());

        // the key is remembered, too
        using var again = await PostAsync([("predictions", "model.csv", Many(4000)), ("truth", "truth.csv", ManyTruths(4000))], "k1", true, ("resamples", "100"));
        Assert.Equal((HttpStatusCode.OK, address), (again.StatusCode, again.Headers.Location!.ToString()));
        using var other = await PostAsync([("predictions", "model.csv", Model), ("truth", "truth.csv", Truth)], "k1", true);
        await LiveServer.ProblemAsync(other, 422, "idempotency-key-reused");

        using var gone = await _server.SendAsync(HttpMethod.Delete, address);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        await LiveServer.ProblemAsync(await _server.GetAsync(address), 404, "not-found");
        Assert.Equal(["lock"], Directory.GetFileSystemEntries(At("state")).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public async Task Half_of_an_upload_is_gone_at_the_next_start_and_a_folder_has_one_server()
    {
        using var refused = await PostAsync([("predictions", "model.csv", Model), ("truth", "truth.csv", Truth)]);
        await using (var second = await StartAsync())
        {
            using var answer = await PostAsync(second, [("predictions", "model.csv", Model), ("truth", "truth.csv", Truth)]);
            await LiveServer.ProblemAsync(answer, 503, "source-unavailable");
        }

        await _server.DisposeAsync();
        Directory.CreateDirectory(Path.Combine(At("state"), "0123.part", "upload"));
        _server = await StartAsync();
        Assert.Equal(2, Directory.GetFileSystemEntries(At("state")).Length); // the lock and the evaluation
    }

    [Theory]
    [InlineData("predictions", "query,lat,lon\na,1\n", 422, "unusable-file", "predictions")]
    [InlineData("truth", "query,lat,lon\na,99,1\n", 422, "unusable-file", "truth")]
    [InlineData("truth", "", 422, "unusable-file", "truth")]
    [InlineData("grid", "round", 400, "invalid-parameter", "grid")]
    [InlineData("columns", "colour=red", 400, "invalid-parameter", "columns")]
    public async Task What_cannot_be_used_names_the_part_of_the_form(string part, string content, int status, string slug, string named)
    {
        var isFile = part is "predictions" or "truth";
        (string, string, string)[] files = [("predictions", "model.csv", part == "predictions" ? content : Model), ("truth", "truth.csv", part == "truth" ? content : Truth)];
        using var answer = await PostAsync(files, isFile ? [] : [(part, content)]);
        var problem = await LiveServer.ProblemAsync(answer, status, slug);
        Assert.Equal(named, problem.GetProperty("errors")[0].GetProperty("param").GetString());
        Assert.DoesNotContain(_folder.FullName, problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_and_regions_are_asked_for_in_the_form()
    {
        (string, string, string)[] files =
        [
            ("predictions", "model.csv", Many(80)), ("truth", "truth.csv", "query,lat,lon,zone\n" + string.Concat(Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"q{i},{i % 170 - 84.5},{i % 359 - 178.5},z{i % 2}\n")))),
            ("prior", "prior.csv", "lat,lon\n1,1\n"), ("calibration", "calibration.csv", "query,lat,lon\n" + string.Concat(Enumerable.Range(40, 40).Select(i => FormattableString.Invariant($"q{i},{i % 170 - 84.5},{i % 359 - 178.5}\n")))),
        ];
        using var answer = await PostAsync(files, ("strata", "zone"), ("conformal", "0.2"), ("resamples", "100"));
        var result = (await LiveServer.ReadJsonAsync(answer)).GetProperty("result");
        Assert.Equal(2, result.GetProperty("fairness").GetProperty("groups").GetArrayLength());
        Assert.Equal(1, result.GetProperty("conformal").GetProperty("all").GetProperty("coverage").GetDouble());
        foreach (var (missing, named) in new[] { ("conformal", "conformal"), ("strata", "strata") })
        {
            (string, string)[] fields = [.. new[] { ("strata", "zone"), ("conformal", "0.2") }.Where(field => field.Item1 != missing)];
            var problem = await LiveServer.ProblemAsync(await PostAsync(files, fields), 400, "invalid-parameter");
            Assert.Equal(named, problem.GetProperty("errors")[0].GetProperty("param").GetString());
        }
    }

    [Fact]
    public async Task A_form_without_a_file_with_too_much_or_with_a_bad_key_is_refused_and_leaves_nothing()
    {
        var missing = await LiveServer.ProblemAsync(await PostAsync([("predictions", "model.csv", Model)]), 400, "invalid-parameter");
        Assert.Equal("truth", missing.GetProperty("errors")[0].GetProperty("param").GetString());
        await LiveServer.ProblemAsync(await PostAsync([("predictions", "model.csv", new string('x', 2 << 20)), ("truth", "truth.csv", Truth)]), 413, "content-too-large");
        await LiveServer.ProblemAsync(await PostAsync([("predictions", "model.csv", Model), ("truth", "truth.csv", Truth)], "two words", false), 400, "invalid-parameter");
        using var cut = new StringContent("--b\r\nContent-Disposition: form-data; name=\"predictions\"; filename=\"m\"\r\n\r\nquery", Encoding.UTF8);
        cut.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "b") } };
        await LiveServer.ProblemAsync(await _server.Client.PostAsync(new Uri("/evaluations", UriKind.Relative), cut, Cancellation), 400, "bad-request");
        Assert.Equal(["lock"], Directory.GetFileSystemEntries(At("state")).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public async Task Queries_that_are_sent_again_with_their_key_begin_no_second_evaluation()
    {
        const string body = """[{"query":"a","lat":10.5,"lon":20.5,"places":[[20.5,10.5]]}]""";
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostJsonAsync(body, "once")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Single(answers.Select(answer => answer.Headers.Location!.ToString()).Distinct());
        await LiveServer.ProblemAsync(await PostJsonAsync(body.Replace("10.5", "11.5", StringComparison.Ordinal), "once"), 422, "idempotency-key-reused");
    }

    private static string Many(int count) => "query,lat,lon,score\n" + string.Concat(Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"q{i},{i % 170 - 84.5},{i % 359 - 178.5},1\n")));

    private static string ManyTruths(int count) => "query,lat,lon\n" + string.Concat(Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"q{i},{i % 171 - 84.5},{i % 359 - 178.5}\n")));

    private Task<LiveServer> StartAsync() => LiveServer.StartAsync(options => (options.EvaluationFolder, options.LargestEvaluation) = (At("state"), 1), []);

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private async Task<HttpResponseMessage> PostJsonAsync(string body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/evaluations") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        return await _server.Client.SendAsync(request, Cancellation);
    }

    private Task<HttpResponseMessage> PostAsync((string Part, string Name, string Text)[] files, params (string Name, string Value)[] fields) => PostAsync(_server, files, null, false, fields);

    private Task<HttpResponseMessage> PostAsync((string Part, string Name, string Text)[] files, string key, bool isAsync, params (string Name, string Value)[] fields) => PostAsync(_server, files, key, isAsync, fields);

    private static async Task<HttpResponseMessage> PostAsync(
        LiveServer server, (string Part, string Name, string Text)[] files, string? key = null, bool isAsync = false, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (part, name, text) in files)
            form.Add(new StringContent(text), part, name);
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/evaluations") { Content = form };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (isAsync)
            request.Headers.Add("Prefer", "respond-async");
        return await server.Client.SendAsync(request, Cancellation);
    }
}
