using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Learners.Contracts;
using Learners.Host.Queue;

namespace Learners.Host.Api;

/// <summary>Something that happened to a job.</summary>
/// <param name="Number">Larger than those before, also across restarts of the host.</param>
/// <param name="Kind"><c>state</c> or <c>progress</c>.</param>
/// <param name="Job">The job since then.</param>
internal sealed record JobEvent(long Number, string Kind, JobRecord Job);

/// <summary>Tells listeners what happens to jobs, and remembers the newest events for those who were away for a moment.</summary>
internal sealed class JobEvents
{
    private const int Remembered = 1024;
    private readonly Queue<JobEvent> _newest = [];
    private readonly HashSet<Channel<JobEvent>> _listeners = [];
    private readonly JobQueue _queue;
    private readonly Lock _using = new();
    private long _number;
    private long _forgotten;

    /// <summary>Begins to listen to a queue.</summary>
    /// <param name="queue">The jobs.</param>
    /// <param name="time">Its time of day begins the numbers, so that a host that is started again does not use them twice.</param>
    public JobEvents(JobQueue queue, TimeProvider time)
    {
        _queue = queue;
        _number = _forgotten = time.GetUtcNow().ToUnixTimeMilliseconds();
        queue.Told += Remember;
    }

    /// <summary>Begins to listen: what happens from the return of this on is told, after the events a listener has missed; where they are
    /// forgotten or nobody says what was missed, after the states as they are.</summary>
    /// <param name="job">Only of this job, or null for all.</param>
    /// <param name="after">Number of the last event that the listener knows, or null.</param>
    internal Listener Listen(string? job, long? after)
    {
        // a listener that is so slow that this is not enough is cut off, comes again, and gets the states as they are
        var channel = Channel.CreateBounded<JobEvent>(new BoundedChannelOptions(Remembered) { SingleReader = true });
        List<JobEvent>? first;
        long number;
        lock (_using)
        {
            _listeners.Add(channel);
            number = _number;
            first = after >= _forgotten && after <= _number ? [.. _newest.Where(one => one.Number > after)] : null;
        }

        // not under the lock, because the queue raises events under its own; what happens meanwhile is told twice, not never
        first ??= [.. _queue.Jobs.Where(one => job is not null || !one.State.IsFinal()).Reverse().Select(one => new JobEvent(number, "state", one))];
        return new Listener(this, channel, job, first);
    }

    private void Forget(Channel<JobEvent> channel)
    {
        lock (_using)
        {
            _listeners.Remove(channel);
        }
    }

    private void Remember(JobRecord job, bool isState)
    {
        lock (_using)
        {
            var news = new JobEvent(++_number, isState ? "state" : "progress", job);
            _newest.Enqueue(news);
            if (_newest.Count > Remembered)
            {
                _forgotten = _newest.Dequeue().Number;
            }

            foreach (var listener in _listeners.Where(listener => !listener.Writer.TryWrite(news)).ToList())
            {
                listener.Writer.Complete();
                _listeners.Remove(listener);
            }
        }
    }

    /// <summary>Somebody who listens, until it is disposed of.</summary>
    internal sealed class Listener(JobEvents events, Channel<JobEvent> channel, string? job, IReadOnlyList<JobEvent> first) : IDisposable
    {
        /// <summary>What is told, in order; ends where the listener is too slow.</summary>
        /// <param name="cancellationToken">Ends the listening.</param>
        internal async IAsyncEnumerable<JobEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (var one in first.Where(one => job is null || one.Job.Id == job))
            {
                yield return one;
            }

            await foreach (var one in channel.Reader.ReadAllAsync(cancellationToken))
            {
                if (job is null || one.Job.Id == job)
                {
                    yield return one;
                }
            }
        }

        /// <inheritdoc/>
        public void Dispose() => events.Forget(channel);
    }
}
