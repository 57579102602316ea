namespace TileServer.Sources.Tiles;

/// <summary>Bounds how many renderings run at once, and how many wait.</summary>
/// <remarks>First come, first served while the queue is short. Beyond half its length the newest goes first: it is what people look at now, the oldest views are gone.</remarks>
public sealed class RenderGate
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _queue = [];
    private readonly int _queueLimit;
    private readonly TimeSpan _waitLimit;
    private readonly TimeProvider _time;
    private int _free;

    /// <summary>Creates a gate.</summary>
    /// <param name="width">Renderings at once, at least 1.</param>
    /// <param name="queueLimit">Most that wait.</param>
    /// <param name="waitLimit">Longest wait.</param>
    /// <param name="time">Clock of the waits.</param>
    public RenderGate(int width, int queueLimit, TimeSpan waitLimit, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(queueLimit);
        ArgumentNullException.ThrowIfNull(time);
        Width = _free = width;
        _queueLimit = queueLimit;
        _waitLimit = waitLimit;
        _time = time;
    }

    /// <summary>Renderings at once.</summary>
    public int Width { get; }

    /// <summary>Renderings that run.</summary>
    public int Active
    {
        get
        {
            lock (_lock)
                return Width - _free;
        }
    }

    /// <summary>Renderings that wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _queue.Count;
        }
    }

    /// <summary>Waits for a place. Every successful call is followed by <see cref="Leave"/>.</summary>
    /// <param name="cancellationToken">Leaves the queue.</param>
    /// <exception cref="OverloadedException">The queue is full, or the wait was too long.</exception>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> place;
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return;
            }

            if (_queue.Count >= _queueLimit)
                throw new OverloadedException($"{_queue.Count} renderings wait already.");
            place = _queue.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        try
        {
            await place.Value.Task.WaitAsync(_waitLimit, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            Abandon(place);
            if (fault is TimeoutException)
                throw new OverloadedException($"A rendering waited for {_waitLimit.TotalSeconds:0.#} s in vain.", fault);
            throw;
        }
    }

    /// <summary>Gives the place to the next in the queue.</summary>
    public void Leave()
    {
        TaskCompletionSource next;
        lock (_lock)
        {
            if (_queue.Count == 0)
            {
                _free++;
                return;
            }

            var node = _queue.Count > _queueLimit / 2 ? _queue.Last! : _queue.First!;
            _queue.Remove(node);
            next = node.Value;
        }

        next.SetResult();
    }

    private void Abandon(LinkedListNode<TaskCompletionSource> place)
    {
        lock (_lock)
        {
            if (place.List is not null)
            {
                _queue.Remove(place);
                return;
            }
        }

        // the place was given at the very moment of leaving
        Leave();
    }
}
