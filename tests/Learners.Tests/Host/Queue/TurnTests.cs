using Learners.Contracts;
using Learners.Host.Devices;

namespace Learners.Tests.Host.Queue;

public sealed class TurnTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Jobs_run_side_by_side_within_the_memory_of_a_device_and_the_next_waits()
    {
        using var queue = Queue(TinyQueue.Device("cpu", 100));
        var (first, second, third) = (queue.Submit(40), queue.Submit(40), queue.Submit(40));

        Assert.Equal([first.Id, second.Id], queue.Start());
        Assert.Equal((80, third.Id), (queue.Jobs.Devices[0].ReservedBytes, queue.Jobs.Devices[0].WaitsForRoom));

        queue.Succeed(first.Id);
        Assert.Equal([third.Id], queue.Start());
    }

    [Fact]
    public void Threads_are_shared_like_memory()
    {
        using var queue = Queue(TinyQueue.Device("cpu", 100, threads: 2));
        var (first, second) = (queue.Submit(threads: 1), queue.Submit(threads: 2));

        Assert.Equal([first.Id], queue.Start());
        queue.Succeed(first.Id);
        Assert.Equal([second.Id], queue.Start());
    }

    [Fact]
    public void A_large_job_gets_its_turn_although_small_ones_would_fit()
    {
        using var queue = Queue(TinyQueue.Device("cpu", 100));
        var (small, large, later) = (queue.Submit(50), queue.Submit(90), queue.Submit(10));

        Assert.Equal([small.Id], queue.Start());
        Assert.Empty(queue.Start());
        queue.Succeed(small.Id);
        Assert.Equal([large.Id, later.Id], queue.Start());
    }

    [Fact]
    public void Other_owners_overtake_a_large_job_for_five_minutes_and_no_longer()
    {
        using var queue = Queue(TinyQueue.Device("cpu", 100));
        var (small, large) = (queue.Submit(50), queue.Submit(90));
        Assert.Equal([small.Id], queue.Start());
        var quick = queue.Submit(10, owner: "bob");

        Assert.Equal([quick.Id], queue.Start()); // bob has nothing running yet
        queue.Succeed(quick.Id);
        queue.Time.Advance(TimeSpan.FromMinutes(6));
        queue.Submit(10, owner: "bob");
        Assert.Empty(queue.Start());
        queue.Succeed(small.Id);
        Assert.Equal(large.Id, queue.Start()[0]);
    }

    [Fact]
    public void Higher_priority_goes_first_even_before_a_job_that_a_device_is_kept_for()
    {
        using var queue = Queue(TinyQueue.Device("cpu", 100));
        var (running, large) = (queue.Submit(50), queue.Submit(90));
        Assert.Equal([running.Id], queue.Start());
        Assert.Empty(queue.Start());

        var urgent = queue.Submit(50, priority: 5);

        Assert.Equal([urgent.Id], queue.Start());
        Assert.Equal(JobState.Queued, queue.State(large.Id));
    }

    [Fact]
    public void Owners_take_turns()
    {
        using var queue = Queue(TinyQueue.Device("cpu", 20));
        string[] ada = [queue.Submit().Id, queue.Submit().Id, queue.Submit().Id];
        string[] bob = [queue.Submit(owner: "bob").Id, queue.Submit(owner: "bob").Id];

        Assert.Equal([ada[0], bob[0]], queue.Start());
        queue.Time.Advance(TimeSpan.FromMinutes(1));
        queue.Succeed(bob[0]);
        Assert.Equal([bob[1]], queue.Start()); // ada has one running, bob none
        queue.Time.Advance(TimeSpan.FromMinutes(1));
        queue.Succeed(ada[0]);
        queue.Succeed(bob[1]);
        Assert.Equal([ada[1], ada[2]], queue.Start());
    }

    [Fact]
    public void Who_used_most_of_late_waits_and_is_forgiven_in_time()
    {
        using var queue = Queue(TinyQueue.Device("cpu", 10));
        Use(queue, "ada", TimeSpan.FromMinutes(10));
        Use(queue, "bob", TimeSpan.FromMinutes(5));
        queue.Submit();
        var bob = queue.Submit(owner: "bob");
        Assert.Equal([bob.Id], queue.Start());
        queue.Succeed(bob.Id);
        queue.Succeed(Assert.Single(queue.Start()));

        queue.Time.Advance(TimeSpan.FromHours(3));
        Use(queue, "bob", TimeSpan.FromMinutes(5));
        queue.Submit(owner: "bob");
        var ada = queue.Submit();
        Assert.Equal([ada.Id], queue.Start()); // old minutes weigh an eighth of new ones
    }

    [Fact]
    public void A_job_for_any_device_takes_a_gpu_and_the_processor_only_where_no_gpu_is_large_enough()
    {
        using var queue = Queue(TinyQueue.Device("cpu", 1000), TinyQueue.Device("cuda:0", 100), TinyQueue.Device("cuda:1", 120));
        var ids = new[] { 90, 90, 90, 500 }.Select(bytes => queue.Submit(bytes, device: "auto").Id).ToArray();

        Assert.Equal([ids[0], ids[1], ids[3]], queue.Start());

        Assert.Equal(["cuda:1", "cuda:0", null, "cpu"], ids.Select(id => queue.Jobs.Find(id)!.RunsOn));
    }

    [Fact]
    public void Jobs_wait_for_those_they_depend_on_and_fail_with_them()
    {
        using var queue = Queue(TinyQueue.Device("cpu", 1000));
        var first = queue.Submit();
        var second = queue.Submit(dependsOn: first.Id);
        var third = queue.Submit(dependsOn: second.Id);
        Assert.Equal([first.Id], queue.Start());
        Assert.Equal(JobState.Waiting, second.State);

        queue.Succeed(first.Id);
        Assert.Equal([second.Id], queue.Start());
        queue.Jobs.Cancel(second.Id);
        queue.Jobs.Finish(second.Id, new Learners.Host.Queue.TrainerEnd.Stopped());

        Assert.Equal(JobState.Failed, queue.State(third.Id));
        Assert.Equal($"job {second.Id}, which it depends on, was cancelled", queue.Jobs.Find(third.Id)!.Error);
    }

    public void Dispose() => _folder.Dispose();

    private static void Use(TinyQueue queue, string owner, TimeSpan time)
    {
        var job = queue.Submit(owner: owner);
        Assert.Equal([job.Id], queue.Start());
        queue.Time.Advance(time);
        queue.Succeed(job.Id);
    }

    private TinyQueue Queue(params TrainingDevice[] devices) => new(_folder.File("jobs.db"), devices);
}
