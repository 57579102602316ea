using System.Diagnostics;
using System.Globalization;
using Learners.Contracts;
using Learners.Host.Supervision;

namespace Learners.Tests.Host.Supervision;

public sealed class SupervisorTests : IDisposable
{
    private const string Progress =
        """echo '{"progress":{"step":3,"steps":9,"loss":0.5,"learningRate":0.1,"examples":30,"examplesPerSecond":10,"elapsed":"00:00:03","remaining":"00:00:06"}}'; """;

    private const string Result = """echo '{"result":{"folder":"model","steps":9,"examples":90,"loss":0.25,"seconds":9,"metrics":[{"name":"air/accuracy","value":0.75}]}}'; """;

    // works until its input ends, then keeps a checkpoint
    private const string Obedient = Progress + """cat > /dev/null; echo "$3" > "$1/checkpoint.safetensors"; exit 130""";
    private const string Stubborn = Progress + "trap '' TERM; exec sleep 600";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_trainer_s_progress_result_and_complaints_reach_the_job_and_its_log()
    {
        await using var host = new Scripted(_folder.Path, Progress + "echo half a warning >&2; " + Result);
        var job = host.Submit();
        var progress = host.UntilAsync(job, one => one.Progress is not null);
        await host.StartAsync();

        Assert.Equal((3L, 0.5, 6.0), await progress is { Progress: { } told } ? (told.Step, told.Loss!.Value, told.RemainingSeconds) : default);
        var ended = await host.UntilAsync(job, JobState.Succeeded);
        Assert.Equal(("model", 0.75), (ended.Result!.Folder, Assert.Single(ended.Result.Metrics).Value));
        Assert.Contains("half a warning", host.Supervisor.Folder(job.Id).LastLines(10));
    }

    [Fact]
    public async Task A_trainer_that_cannot_go_on_fails_its_job_with_its_own_words()
    {
        await using var host = new Scripted(_folder.Path, "echo 'geosuite: the loss is NaN at step 7' >&2; exit 1");
        var job = host.Submit();
        await host.StartAsync();

        Assert.Equal("the loss is NaN at step 7", (await host.UntilAsync(job, JobState.Failed)).Error);
    }

    [Fact]
    public async Task A_crash_fails_the_job_with_the_last_lines_of_its_log()
    {
        await using var host = new Scripted(_folder.Path, "echo about to crash >&2; kill -SEGV $$");
        var job = host.Submit();
        await host.StartAsync();

        Assert.Equal("the trainer ended with exit code 139: about to crash", (await host.UntilAsync(job, JobState.Failed)).Error);
    }

    [Fact]
    public async Task A_program_that_is_not_there_fails_the_job_and_not_the_host()
    {
        await using var host = new Scripted(_folder.Path, "exec no-such-program");
        var job = host.Submit();
        await host.StartAsync();

        Assert.Contains("127", (await host.UntilAsync(job, JobState.Failed)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_jobs_run_side_by_side_within_the_memory_and_a_third_waits_until_one_is_paused()
    {
        await using var host = new Scripted(_folder.Path, Obedient);
        var jobs = new[] { host.Submit(400), host.Submit(400), host.Submit(400) };
        await host.StartAsync();
        await host.UntilAsync(jobs[0], one => one.Progress is not null);
        await host.UntilAsync(jobs[1], one => one.Progress is not null);
        Assert.Equal(JobState.Queued, host.Jobs.Find(jobs[2].Id)!.State);

        host.Jobs.Pause(jobs[0].Id);

        await host.UntilAsync(jobs[0], JobState.Paused);
        await host.UntilAsync(jobs[2], one => one is { State: JobState.Running, Progress: not null });
        host.Jobs.Cancel(jobs[1].Id);
        host.Jobs.Resume(jobs[0].Id);
        await host.UntilAsync(jobs[1], JobState.Cancelled);
        Assert.Equal(2, (await host.UntilAsync(jobs[0], one => one is { State: JobState.Running, Attempt: 2 })).Attempt);
    }

    [Fact]
    public async Task A_cancelled_trainer_that_does_not_stop_is_killed()
    {
        await using var host = new Scripted(_folder.Path, Stubborn);
        var job = host.Submit();
        await host.StartAsync();
        await host.UntilAsync(job, one => one.Progress is not null);

        host.Jobs.Cancel(job.Id);

        await host.UntilAsync(job, JobState.Cancelled);
    }

    [Theory]
    [InlineData("exit 12", 0)]
    [InlineData("kill -KILL $$", 1)]
    public async Task A_death_of_memory_is_told_and_tried_again_with_half_the_batch(string death, int kernelKills)
    {
        var kills = 0L;
        await using var host = new Scripted(
            _folder.Path, $"echo old > $1/checkpoint.safetensors; if [ $2 -gt 200 ]; then {death}; fi; " + Result, () => kills += kernelKills);
        var job = host.Submit();
        await host.StartAsync();

        var ended = await host.UntilAsync(job, JobState.Succeeded);

        Assert.Equal((3, "128"), (ended.Attempt, ended.Settings["batch-size"]));
        Assert.Equal(["attempt 1 died of memory; batch-size is 256 from now on", "attempt 2 died of memory; batch-size is 128 from now on"], ended.Notes);
        Assert.Contains("the trainer died of memory", host.Supervisor.Folder(job.Id).LastLines(20));
    }

    [Fact]
    public async Task A_killed_trainer_is_started_again_and_a_hopeless_one_is_given_up()
    {
        await using var host = new Scripted(_folder.Path, "echo $3 >> $1/checkpoint.safetensors; if [ $3 -lt 6 ]; then kill -KILL $$; fi; " + Result);
        var job = host.Submit();
        await host.StartAsync();
        Assert.Equal(6, (await host.UntilAsync(job, JobState.Succeeded)).Attempt); // it kept a new checkpoint each time

        using var folder = new TemporaryFolder();
        await using var other = new Scripted(folder.Path, "kill -KILL $$");
        var hopeless = other.Submit();
        await other.StartAsync();
        Assert.Equal(3, (await other.UntilAsync(hopeless, JobState.Failed)).Attempt);
    }

    [Fact]
    public async Task A_host_that_stops_lets_its_trainers_keep_a_checkpoint_and_its_jobs_go_on_afterwards()
    {
        JobRecord job;
        await using (var host = new Scripted(_folder.Path, Obedient))
        {
            job = host.Submit();
            await host.StartAsync();
            await host.UntilAsync(job, one => one.Progress is not null);
        }

        await using var again = new Scripted(_folder.Path, """[ "$(cat "$1/checkpoint.safetensors")" = 1 ] || exit 1; """ + Result);
        Assert.Equal(JobState.Queued, again.Jobs.Find(job.Id)!.State);
        await again.StartAsync();
        Assert.Equal(2, (await again.UntilAsync(job, JobState.Succeeded)).Attempt);
    }

    [Fact]
    public async Task A_trainer_left_behind_is_ended_and_a_stranger_of_the_same_number_is_not()
    {
        using var orphan = Process.Start(new ProcessStartInfo("/bin/sleep", "600"))!;
        using var stranger = Process.Start(new ProcessStartInfo("/bin/sleep", "600"))!;
        string[] jobs;
        using (var queue = new Queue.TinyQueue(_folder.File("jobs.db"), Queue.TinyQueue.Device("cpu", 100)))
        {
            jobs = [queue.Submit().Id, queue.Submit().Id];
            queue.Start();
            var other = Processes.Identify(stranger.Id)!;
            queue.Jobs.NoteTrainer(jobs[0], Processes.Identify(orphan.Id)!);
            queue.Jobs.NoteTrainer(jobs[1], other with { StartTicks = other.StartTicks - 1 });
        }

        await using var host = new Scripted(_folder.Path, Result);
        await host.StartAsync();

        Assert.True(orphan.HasExited);
        Assert.False(stranger.HasExited);
        stranger.Kill();
        Assert.All(await Task.WhenAll(jobs.Select(id => host.UntilAsync(host.Jobs.Find(id)!, JobState.Succeeded))), job => Assert.Equal(2, job.Attempt));
    }

    [Fact]
    public async Task A_result_that_the_host_did_not_live_to_hear_of_counts()
    {
        string id;
        using (var queue = new Queue.TinyQueue(_folder.File("jobs.db"), Queue.TinyQueue.Device("cpu", 100)))
        {
            id = queue.Submit().Id;
            queue.Start();
        }

        Directory.CreateDirectory(_folder.File($"jobs/{id}"));
        await File.WriteAllTextAsync(
            _folder.File(string.Create(CultureInfo.InvariantCulture, $"jobs/{id}/result.json")),
            """{"folder":"there","steps":1,"examples":1,"loss":null,"seconds":1,"metrics":[]}""",
            TestContext.Current.CancellationToken);

        await using var host = new Scripted(_folder.Path, "exit 1");
        await host.StartAsync();

        Assert.Equal((JobState.Succeeded, "there"), (host.Jobs.Find(id)!.State, host.Jobs.Find(id)!.Result?.Folder));
    }

    public void Dispose() => _folder.Dispose();
}
