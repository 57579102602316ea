namespace TileServer.Sources.Tiles;

/// <summary>Lets one caller do the work for a key while the others who want the same wait for its result.</summary>
/// <remarks>The work belongs to nobody: it goes on while anybody waits, and is cancelled when the last has left. A fault reaches all who wait, once.</remarks>
internal sealed class SingleFlight<TKey, TResult>
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Flight> _flights = [];

    /// <summary>Number of keys that are worked on.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
                return _flights.Count;
        }
    }

    /// <summary>The result for a key, from the work under way or from new work.</summary>
    /// <param name="key">What is wanted.</param>
    /// <param name="find">Looks for a result that another flight may have left since the caller looked.</param>
    /// <param name="begin">What the caller who starts the work does before, while it still waits for nobody.</param>
    /// <param name="work">Starts the work; its token is cancelled when nobody waits any more.</param>
    /// <param name="cancellationToken">Ends this caller's waiting, and nothing else.</param>
    /// <returns>The result, and whether this caller started the work.</returns>
    internal async Task<(TResult Result, bool IsLeader)> GetAsync(
        TKey key, Func<TResult?> find, Action begin, Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        Flight? flight;
        var isLeader = false;
        lock (_lock)
        {
            if (!_flights.TryGetValue(key, out flight))
            {
                if (find() is { } found)
                    return (found, false);
                begin();
                flight = _flights[key] = new Flight();
                isLeader = true;
            }

            flight.Waiting++;
        }

        if (isLeader)
            _ = Task.Run(() => FlyAsync(key, flight, work), CancellationToken.None);
        try
        {
            return (await flight.Landed.Task.WaitAsync(cancellationToken).ConfigureAwait(false), isLeader);
        }
        finally
        {
            Leave(key, flight);
        }
    }

    private async Task FlyAsync(TKey key, Flight flight, Func<CancellationToken, Task<TResult>> work)
    {
        try
        {
            var result = await work(flight.Cancellation.Token).ConfigureAwait(false);
            End(key, flight);
            flight.Landed.TrySetResult(result);
        }
        catch (OperationCanceledException fault) when (flight.Cancellation.IsCancellationRequested)
        {
            End(key, flight);
            flight.Landed.TrySetCanceled(fault.CancellationToken);
        }
#pragma warning disable CA1031 // every fault goes to those who wait
        catch (Exception fault)
#pragma warning restore CA1031
        {
            End(key, flight);
            flight.Landed.TrySetException(fault);

            // nobody may be waiting any more; the fault then counts as seen
            _ = flight.Landed.Task.Exception;
        }
    }

    private void Leave(TKey key, Flight flight)
    {
        lock (_lock)
        {
            if (--flight.Waiting > 0)
                return;

            // who comes now starts anew
            EndLocked(key, flight);
        }

        if (!flight.Landed.Task.IsCompleted)
            flight.Cancellation.Cancel();
    }

    private void End(TKey key, Flight flight)
    {
        lock (_lock)
            EndLocked(key, flight);
    }

    private void EndLocked(TKey key, Flight flight)
    {
        if (_flights.TryGetValue(key, out var current) && current == flight)
            _flights.Remove(key);
    }

    private sealed class Flight
    {
        internal TaskCompletionSource<TResult> Landed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal CancellationTokenSource Cancellation { get; } = new();

        internal int Waiting { get; set; }
    }
}
