using Learners.Contracts;
using Learners.Host.Queue;

namespace Learners.Tests.Host.Queue;

public sealed class JobLifeTests : IDisposable
{
    private const long Most = 1L << 40;
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_pause_frees_the_device_and_a_resumed_job_queues_again()
    {
        using var queue = Queue();
        var (first, second) = (queue.Submit(Most), queue.Submit(Most));
        queue.Start();

        queue.Jobs.Pause(first.Id);
        Assert.Equal(JobState.Pausing, queue.State(first.Id));
        Assert.Empty(queue.Start()); // its trainer still holds the memory
        queue.Jobs.Finish(first.Id, new TrainerEnd.Stopped());

        Assert.Equal(JobState.Paused, queue.State(first.Id));
        Assert.Equal([second.Id], queue.Start());
        Assert.Equal(JobState.Queued, queue.Jobs.Resume(first.Id).State);
        queue.Succeed(second.Id);
        Assert.Equal([first.Id], queue.Start());
        Assert.Equal(2, queue.Jobs.Find(first.Id)!.Attempt);
    }

    [Fact]
    public void A_cancelled_job_ends_when_its_trainer_does_and_at_once_where_there_is_none()
    {
        using var queue = Queue();
        var (running, queued) = (queue.Submit(Most), queue.Submit(Most));
        queue.Start();

        Assert.Equal(JobState.Cancelling, queue.Jobs.Cancel(running.Id).State);
        Assert.Equal(JobState.Cancelled, queue.Jobs.Cancel(queued.Id).State);
        queue.Jobs.Finish(running.Id, new TrainerEnd.Killed(HasAdvanced: false));

        Assert.Equal(JobState.Cancelled, queue.State(running.Id));
        Assert.Equal((0L, null), (queue.Jobs.Devices[0].ReservedBytes, queue.Jobs.Devices[0].WaitsForRoom));
    }

    [Fact]
    public void What_has_ended_is_not_paused_resumed_or_cancelled()
    {
        using var queue = Queue();
        var job = queue.Submit();
        queue.Start();
        queue.Succeed(job.Id);

        Assert.Equal("job 1 cannot be paused: it is succeeded", Assert.Throws<JobConflictException>(() => queue.Jobs.Pause(job.Id)).Message);
        Assert.Throws<JobConflictException>(() => queue.Jobs.Resume(job.Id));
        Assert.Throws<JobConflictException>(() => queue.Jobs.Cancel(job.Id));
        Assert.Throws<KeyNotFoundException>(() => queue.Jobs.Cancel("99"));
    }

    [Fact]
    public void A_memory_death_is_told_and_tried_again_with_half_the_batch_until_the_card_allows_no_less()
    {
        using var queue = Queue();
        var job = queue.Submit();

        foreach (var size in new[] { "256", "128", "64" })
        {
            Assert.Equal([job.Id], queue.Start());
            queue.Jobs.Finish(job.Id, new TrainerEnd.OutOfMemory());
            Assert.Equal((JobState.Queued, size), (queue.State(job.Id), queue.Jobs.Find(job.Id)!.Settings["batch-size"]));
            Assert.EndsWith($"died of memory; batch-size is {size} from now on", queue.Jobs.Find(job.Id)!.Notes[^1], StringComparison.Ordinal);
        }

        queue.Start();
        queue.Jobs.Finish(job.Id, new TrainerEnd.OutOfMemory());
        Assert.Equal((JobState.Failed, "out of memory on cpu, and the learner allows no smaller batch"), (queue.State(job.Id), queue.Jobs.Find(job.Id)!.Error));
    }

    [Fact]
    public void A_killed_trainer_is_started_again_as_long_as_it_gets_on()
    {
        using var queue = Queue();
        var job = queue.Submit();
        foreach (var hasAdvanced in new[] { false, false, true, false, false })
        {
            Assert.Equal([job.Id], queue.Start());
            queue.Jobs.Finish(job.Id, new TrainerEnd.Killed(hasAdvanced));
            Assert.Equal(JobState.Queued, queue.State(job.Id));
        }

        queue.Start();
        queue.Jobs.Finish(job.Id, new TrainerEnd.Killed(HasAdvanced: false));
        Assert.Equal(JobState.Failed, queue.State(job.Id));
        Assert.Contains("3 times in a row", queue.Jobs.Find(job.Id)!.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_is_there_again_after_the_store_is_opened_anew()
    {
        string running, waiting;
        using (var queue = Queue())
        {
            running = queue.Submit(owner: "eve").Id;
            waiting = queue.Submit(dependsOn: running).Id;
            queue.Start();
            queue.Jobs.NoteTrainer(running, new TrainerIdentity(42, 4711, "boot"));
        }

        using var again = Queue();
        Assert.Equal(new TrainerIdentity(42, 4711, "boot"), Assert.Single(again.Jobs.LeftBehind).Trainer);
        Assert.Equal(("eve", "cpu", 1), (again.Jobs.Find(running)!.Owner, again.Jobs.Find(running)!.RunsOn, again.Jobs.Find(running)!.Attempt));
        Assert.Equal(JobState.Waiting, again.State(waiting));
        Assert.Equal("3", again.Submit().Id);
    }

    [Fact]
    public void A_request_with_a_key_makes_one_job_also_across_a_restart()
    {
        using (var queue = Queue())
        {
            Assert.Equal(("1", true), Submit(queue, "k", "d"));
        }

        using var again = Queue();
        Assert.Equal(("1", false), Submit(again, "k", "d"));
        Assert.Equal(("2", true), Submit(again, "other", "d"));
        Assert.Contains("something else", Assert.Throws<JobConflictException>(() => Submit(again, "k", "e")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_refused_in_words()
    {
        await File.WriteAllTextAsync(_folder.File("jobs.db"), new string('x', 5000), TestContext.Current.CancellationToken);

        Assert.Contains("cannot be used as the store of jobs", Assert.Throws<InvalidDataException>(Queue).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static (string, bool) Submit(TinyQueue queue, string key, string digest) =>
        queue.Jobs.Submit(TinyQueue.Draft(), key, digest) is var (job, isNew) ? (job.Id, isNew) : default;

    private TinyQueue Queue() => new(_folder.File("jobs.db"), TinyQueue.Device("cpu", Most));
}
