using System.Net;
using Learners.Contracts;

namespace Learners.Tests.Host.Api;

public sealed class EventApiTests : IDisposable
{
    private const string Progress =
        """echo '{"progress":{"step":3,"steps":9,"loss":0.5,"learningRate":0.1,"examples":30,"examplesPerSecond":10,"elapsed":"00:00:03","remaining":"00:00:06"}}'; """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_happens_to_a_job_is_told_until_it_ends()
    {
        await using var api = await ApiHost.StartAsync(_folder, Progress + "cat > /dev/null; exit 130");
        var job = api.Host.Submit();
        using var stream = await api.SendAsync(HttpMethod.Get, $"jobs/{job.Id}/events", null);
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType?.MediaType);
        await api.Host.UntilAsync(job, one => one.Progress is not null);

        api.Host.Jobs.Cancel(job.Id);
        var told = await stream.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var events = told.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("retry: 2000", events[0]);
        Assert.Contains(events, one => one.Contains("event: state", StringComparison.Ordinal) && one.Contains("\"cancelling\"", StringComparison.Ordinal));
        Assert.Contains("\"cancelled\"", events[^1], StringComparison.Ordinal);
        Assert.All(events.Skip(1), one => Assert.Matches(@"^id: \d+\nevent: (state|progress)\ndata: \{.*\}$", one));

        // a browser comes again by itself, and is told that there is nothing more
        var last = events[^1].Split('\n')[0]["id: ".Length..];
        Assert.Equal(HttpStatusCode.NoContent, (await ApiHost.ReadAsync(api.SendAsync(HttpMethod.Get, $"jobs/{job.Id}/events", null, ("Last-Event-ID", last)))).Status);
    }

    [Fact]
    public async Task Who_was_away_is_told_what_was_missed()
    {
        await using var api = await ApiHost.StartAsync(_folder, "exit 1");
        using var first = await api.SendAsync(HttpMethod.Get, "events", null);
        var job = await api.Host.UntilAsync(api.Host.Submit(), JobState.Failed);
        var numbers = new List<string>();
        using (var reader = new StreamReader(await first.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)))
        {
            while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("\"failed\"", StringComparison.Ordinal))
            {
                numbers.AddRange(line.StartsWith("id: ", StringComparison.Ordinal) ? [line["id: ".Length..]] : []);
            }
        }

        using var again = await api.SendAsync(HttpMethod.Get, "events", null, ("Last-Event-ID", numbers[0]));
        using var missed = new StreamReader(await again.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var told = new List<string>();
        while (!told.Exists(line => line.Contains("\"failed\"", StringComparison.Ordinal)))
        {
            told.Add(await missed.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("the stream ended early"));
        }

        Assert.Equal(numbers.Skip(1), told.Where(line => line.StartsWith("id: ", StringComparison.Ordinal)).Select(line => line["id: ".Length..]));
        Assert.Equal(JobState.Failed, job.State);
    }

    public void Dispose() => _folder.Dispose();
}
