using System.Net;
using System.Text.Json;
using Learners.Contracts;

namespace Learners.Tests.Host.Api;

public sealed class JobApiTests : IDisposable
{
    private const string Line = """{"step":3,"time":1.5,"values":{"loss":0.5}}""";
    private const string Progress =
        """echo '{"progress":{"step":3,"steps":9,"loss":0.5,"learningRate":0.1,"examples":30,"examplesPerSecond":10,"elapsed":"00:00:03","remaining":"00:00:06"}}'; """;

    private const string Obedient = "echo said >&2; echo '" + Line + "' > $1/metrics.jsonl; " + Progress + "cat > /dev/null; exit 130";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_job_is_accepted_shown_listed_paused_resumed_and_cancelled()
    {
        await using var api = await ApiHost.StartAsync(_folder, Obedient);

        using var created = await api.PostAsync("jobs", """{"learner":"scripted","seed":7,"owner":"ada","settings":{"batch-size":128},"name":"mine"}""");
        var job = JsonSerializer.Deserialize(await created.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), ContractsJson.Default.JobRecord)!;

        Assert.Equal((HttpStatusCode.Created, "jobs/1"), (created.StatusCode, created.Headers.Location?.ToString()));
        Assert.Equal(("air", "smoke", 7L, "ada", "128", "mine"), (job.Data, job.Preset, job.Seed, job.Owner, job.Settings["batch-size"], job.Name));
        await api.Host.UntilAsync(job, one => one.Progress is not null);
        Assert.Contains("\"state\":\"running\"", (await Get(api, "jobs/1")).Text, StringComparison.Ordinal);
        Assert.Contains("\"reservedThreads\":1", (await Get(api, "devices")).Text, StringComparison.Ordinal);
        Assert.Equal("[" + Line + "]", (await Get(api, "jobs/1/metrics?after=2")).Text);
        Assert.Equal("[]", (await Get(api, "jobs/1/metrics?after=3")).Text);
        Assert.Contains("said\n", (await Get(api, "jobs/1/log")).Text, StringComparison.Ordinal);
        Assert.Contains("\"pausing\"", (await Post(api, "jobs/1/pause")).Text, StringComparison.Ordinal);
        await api.Host.UntilAsync(job, JobState.Paused);
        Assert.Contains("\"id\":\"1\"", (await Get(api, "jobs?state=paused&owner=ada")).Text, StringComparison.Ordinal);
        Assert.Equal("[]", (await Get(api, "jobs?owner=bob")).Text);
        Assert.Equal(HttpStatusCode.OK, (await Post(api, "jobs/1/resume")).Status);
        await api.Host.UntilAsync(job, one => one is { State: JobState.Running, Attempt: 2 });
        Assert.Equal(HttpStatusCode.OK, (await Post(api, "jobs/1/cancel")).Status);
        await api.Host.UntilAsync(job, JobState.Cancelled);
        Assert.Equal(HttpStatusCode.Conflict, (await Post(api, "jobs/1/resume")).Status);
    }

    [Fact]
    public async Task A_repeated_request_with_a_key_makes_one_job_and_another_request_with_it_is_refused()
    {
        await using var api = await ApiHost.StartAsync(_folder, Obedient);
        const string body = """{"learner":"scripted"}""";

        Assert.Equal(HttpStatusCode.Created, (await ApiHost.ReadAsync(api.PostAsync("jobs", body, ("Idempotency-Key", "k1")))).Status);
        var again = await ApiHost.ReadAsync(api.PostAsync("jobs", body, ("Idempotency-Key", "k1")));
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Contains("\"id\":\"1\"", again.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await ApiHost.ReadAsync(api.PostAsync("jobs", """{"learner":"scripted","seed":2}""", ("Idempotency-Key", "k1")))).Status);
    }

    [Theory]
    [InlineData("body", "")]
    [InlineData("body", "[]")]
    [InlineData("body", "{\"learner\":\"scripted\",\"learner\":\"scripted\"}")]
    [InlineData("body", "{\"learner\":")]
    [InlineData("learner", "{}")]
    [InlineData("learner", "{\"learner\":null}")]
    [InlineData("learner", "{\"learner\":7}")]
    [InlineData("learner", "{\"learner\":\"weather\"}")]
    [InlineData("data", "{\"learner\":\"scripted\",\"data\":\"moon\"}")]
    [InlineData("preset", "{\"learner\":\"scripted\",\"preset\":\"huge\"}")]
    [InlineData("settings", "{\"learner\":\"scripted\",\"settings\":[]}")]
    [InlineData("settings", "{\"learner\":\"scripted\",\"settings\":{\"batch-size\":0}}")]
    [InlineData("settings", "{\"learner\":\"scripted\",\"settings\":{\"depth\":1}}")]
    [InlineData("settings", "{\"learner\":\"scripted\",\"settings\":{\"steps\":{}}}")]
    [InlineData("seed", "{\"learner\":\"scripted\",\"seed\":1.5}")]
    [InlineData("seed", "{\"learner\":\"scripted\",\"seed\":1e300}")]
    [InlineData("priority", "{\"learner\":\"scripted\",\"priority\":101}")]
    [InlineData("device", "{\"learner\":\"scripted\",\"device\":\"cuda:7\"}")]
    [InlineData("device", "{\"learner\":\"scripted\",\"device\":3}")]
    [InlineData("threads", "{\"learner\":\"scripted\",\"threads\":9}")]
    [InlineData("threads", "{\"learner\":\"scripted\",\"threads\":0}")]
    [InlineData("owner", "{\"learner\":\"scripted\",\"owner\":\"a b\"}")]
    [InlineData("name", "{\"learner\":\"scripted\",\"name\":\"../up\"}")]
    [InlineData("dependsOn", "{\"learner\":\"scripted\",\"dependsOn\":[\"9\"]}")]
    [InlineData("dependsOn", "{\"learner\":\"scripted\",\"dependsOn\":\"1\"}")]
    [InlineData("dependsOn", "{\"learner\":\"scripted\",\"dependsOn\":[1]}")]
    [InlineData("--out", "{\"learner\":\"scripted\",\"--out\":\"x\"}")]
    public async Task A_request_that_cannot_be_accepted_names_the_field(string field, string body)
    {
        await using var api = await ApiHost.StartAsync(_folder, Obedient);

        using var response = await api.PostAsync("jobs", body);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(field, problem.RootElement.GetProperty("errors")[0].GetProperty("param").GetString());
        Assert.Empty(api.Host.Jobs.Jobs);
    }

    [Fact]
    public void A_job_larger_than_every_device_is_refused_at_once()
    {
        using var queue = new Queue.TinyQueue(_folder.File("jobs.db"), Queue.TinyQueue.Device("cpu", 100));
        var reader = new Learners.Host.Api.JobRequest([Queue.TinyQueue.Offer], queue.Jobs);

        Assert.Null(reader.Read("""{"learner":"scripted"}"""u8.ToArray()));

        var fault = Assert.Single(reader.Faults);
        Assert.Equal("device", fault.Param);
        Assert.Contains("a smaller batch", fault.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "jobs?limit=0")]
    [InlineData("GET", "jobs?limit=x")]
    [InlineData("GET", "jobs?state=asleep")]
    [InlineData("GET", "jobs/0")]
    [InlineData("GET", "jobs/-1")]
    [InlineData("GET", "jobs/99999999999999999999999")]
    [InlineData("GET", "jobs/..%2f..%2fetc")]
    [InlineData("GET", "jobs/1/log")]
    [InlineData("GET", "jobs/1/metrics?after=-1")]
    [InlineData("GET", "jobs/1/events")]
    [InlineData("POST", "jobs/1/pause")]
    [InlineData("POST", "jobs/1/explode")]
    [InlineData("DELETE", "jobs")]
    [InlineData("PUT", "devices")]
    [InlineData("GET", "learners/weather")]
    [InlineData("GET", "learners/weather/schema")]
    [InlineData("GET", "nothing")]
    [InlineData("GET", "%ff%fe")]
    public async Task Whatever_is_asked_is_never_a_fault_of_the_server_and_is_answered_in_words(string method, string path)
    {
        await using var api = await ApiHost.StartAsync(_folder, Obedient);

        using var response = await api.SendAsync(new HttpMethod(method), path, null);

        Assert.InRange((int)response.StatusCode, 400, 499);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Too_long_and_wrongly_labelled_requests_are_refused()
    {
        await using var api = await ApiHost.StartAsync(_folder, Obedient);
        using var form = new StringContent("learner=scripted", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var wrong = await api.Client.PostAsync(new Uri("jobs", UriKind.Relative), form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, (await Get(api, "jobs/%00")).Status); // refused before any code of ours runs
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await ApiHost.ReadAsync(api.PostAsync("jobs", new string(' ', 70_000)))).Status);
    }

    [Fact]
    public async Task Learners_their_schema_the_document_and_health_are_there()
    {
        await using var api = await ApiHost.StartAsync(_folder, Obedient);

        Assert.Contains("\"name\":\"scripted\"", (await Get(api, "learners")).Text, StringComparison.Ordinal);
        Assert.Contains("\"maximum\":4096", (await Get(api, "learners/scripted/schema")).Text, StringComparison.Ordinal);
        using var document = JsonDocument.Parse((await Get(api, "openapi.json")).Text);
        Assert.True(document.RootElement.GetProperty("paths").TryGetProperty("/jobs/{id}/pause", out _));
        Assert.Equal(HttpStatusCode.OK, (await Get(api, "health/live")).Status);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<(HttpStatusCode Status, string Text)> Get(ApiHost api, string path) => ApiHost.ReadAsync(api.SendAsync(HttpMethod.Get, path, null));

    private static Task<(HttpStatusCode Status, string Text)> Post(ApiHost api, string path) => ApiHost.ReadAsync(api.SendAsync(HttpMethod.Post, path, null));
}
