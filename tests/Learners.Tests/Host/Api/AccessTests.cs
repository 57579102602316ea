using System.Net;

namespace Learners.Tests.Host.Api;

public sealed class AccessTests : IDisposable
{
    private const string Body = """{"learner":"scripted"}""";
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(HttpStatusCode.Created)]
    [InlineData(HttpStatusCode.Created, "X-Forwarded-For", "127.0.0.1")]
    [InlineData(HttpStatusCode.Created, "X-Forwarded-For", "::1, 127.0.0.1", "X-Forwarded-Host", "localhost:5080", "Origin", "http://localhost:5080")]
    [InlineData(HttpStatusCode.Forbidden, "X-Forwarded-For", "203.0.113.9")]
    [InlineData(HttpStatusCode.Forbidden, "X-Forwarded-For", "127.0.0.1, 203.0.113.9")]
    [InlineData(HttpStatusCode.Forbidden, "X-Forwarded-For", "unknown")]
    [InlineData(HttpStatusCode.Forbidden, "Forwarded", "for=203.0.113.9")]
    [InlineData(HttpStatusCode.Forbidden, "Host", "rebound.example")]
    [InlineData(HttpStatusCode.Forbidden, "X-Forwarded-Host", "rebound.example")]
    [InlineData(HttpStatusCode.Forbidden, "Origin", "https://elsewhere.example")]
    [InlineData(HttpStatusCode.Forbidden, "Origin", "null")]
    [InlineData(HttpStatusCode.Forbidden, "Sec-Fetch-Site", "cross-site")]
    public async Task Without_a_key_only_this_machine_and_its_own_pages_may_change_anything(HttpStatusCode expected, params string[] headers)
    {
        await using var api = await ApiHost.StartAsync(_folder, "exit 1");

        Assert.Equal(expected, (await ApiHost.ReadAsync(api.PostAsync("jobs", Body, [.. headers.Chunk(2).Select(pair => (pair[0], pair[1]))]))).Status);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "X-Other", "secret")]
    [InlineData(HttpStatusCode.Unauthorized, "X-Api-Key", "wrong")]
    [InlineData(HttpStatusCode.Unauthorized, "Authorization", "Basic secret")]
    [InlineData(HttpStatusCode.Created, "X-Api-Key", "secret")]
    [InlineData(HttpStatusCode.Created, "Authorization", "Bearer secret")]
    public async Task Others_need_a_key(HttpStatusCode expected, string header, string value)
    {
        await using var api = await ApiHost.StartAsync(_folder, "exit 1", key: "secret");

        Assert.Equal(expected, (await ApiHost.ReadAsync(api.PostAsync("jobs", Body, ("X-Forwarded-For", "203.0.113.9"), (header, value)))).Status);
    }

    [Fact]
    public async Task Others_may_ask_whether_the_host_is_alive_and_nothing_else_without_a_key()
    {
        await using var api = await ApiHost.StartAsync(_folder, "exit 1", key: "secret");

        Assert.Equal(HttpStatusCode.OK, (await ApiHost.ReadAsync(api.SendAsync(HttpMethod.Get, "health/live", null, ("X-Forwarded-For", "203.0.113.9")))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ApiHost.ReadAsync(api.SendAsync(HttpMethod.Get, "jobs", null, ("X-Forwarded-For", "203.0.113.9")))).Status);
    }

    [Fact]
    public void Keys_of_a_file_are_digests()
    {
        File.WriteAllText(_folder.File("keys"), "# ada\n2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b\n\n"); // of "secret"
        var keys = Learners.Host.Api.ApiKeys.Load(null, _folder.File("keys"));
        Assert.True(keys.Accepts("secret"));
        Assert.False(keys.Accepts("2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"));

        File.WriteAllText(_folder.File("keys"), "secret");
        Assert.Throws<InvalidDataException>(() => Learners.Host.Api.ApiKeys.Load(null, _folder.File("keys")));
    }

    public void Dispose() => _folder.Dispose();
}
