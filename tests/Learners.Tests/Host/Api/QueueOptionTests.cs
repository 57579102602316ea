using Learners.Contracts;
using Learners.Host.Queue;
using Learners.LocationEncoding;

namespace Learners.Tests.Host.Api;

public sealed class QueueOptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_run_is_handed_to_the_host_as_it_was_written()
    {
        await using var api = await StartAsync();

        var run = await CommandRun.Of([
            .. Train(api), "--owner", "ada", "--priority", "3", "--name", "mine", "--seed", "7", "--device", "cpu", "--set", "steps=5"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("job 1 is ", run.Output, StringComparison.Ordinal);
        var job = api.Host.Jobs.Find("1")!;
        Assert.Equal(("location-encoder", "smoke", 7L, "cpu", "ada", 3, "mine"), (job.Learner, job.Preset, job.Seed, job.Device, job.Owner, job.Priority, job.Name));
        Assert.Equal("5", Assert.Single(job.Settings, pair => pair.Key == "steps").Value);
    }

    [Fact]
    public async Task A_run_may_wait_for_another()
    {
        await using var api = await StartAsync();
        await CommandRun.Of([.. Train(api), "--owner", "ada"]);

        var run = await CommandRun.Of([.. Train(api), "--owner", "ada", "--after", "1", "--json"]);

        Assert.Contains("\"state\": \"waiting\"", run.Output, StringComparison.Ordinal);
        Assert.Equal(JobState.Waiting, api.Host.Jobs.Find("2")!.State);
    }

    [Theory]
    [InlineData("dependsOn", "--after", "99")]
    [InlineData("priority", "--priority", "101")]
    [InlineData("owner", "--owner", "a b")]
    [InlineData("the training host decides about --out", "--out", "x")]
    [InlineData("the training host decides about --resume", "--resume")]
    public async Task What_the_host_does_not_take_is_one_line(string complaint, params string[] words)
    {
        await using var api = await StartAsync();

        var run = await CommandRun.Of([.. Train(api), .. words]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(complaint, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Null(api.Host.Jobs.Find("1"));
    }

    [Fact]
    public async Task Options_of_a_queued_run_are_refused_without_a_queue()
    {
        var run = await CommandRun.Of("train", "location-encoder", "--owner", "ada");

        Assert.Equal((2, "geosuite: only --queue knows --owner"), (run.ExitCode, Assert.Single(run.ErrorLines)));
    }

    [Fact]
    public async Task A_host_that_is_not_there_is_named()
    {
        var run = await CommandRun.Of("train", "location-encoder", "--queue", "--host", "http://127.0.0.1:1");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("http://127.0.0.1:1/", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Train(ApiHost api) => ["train", "location-encoder", "--preset", "smoke", "--queue", "--host", $"{api.Client.BaseAddress}"];

    private Task<ApiHost> StartAsync() =>
        ApiHost.StartAsync(_folder, "cat > /dev/null; exit 130", also: new LearnerOffer(new LocationEncoderDefinition().Card, (_, _) => 1));
}
