using System.Collections.Concurrent;

namespace GeoCore.Gdal;

/// <summary>Open handles of one file: a dataset serves one thread at a time, so each read borrows one.</summary>
/// <typeparam name="THandle">What is opened.</typeparam>
/// <param name="first">A handle that is open already; the pool owns it from now on.</param>
/// <param name="open">Opens another handle.</param>
internal sealed class DatasetPool<THandle>(THandle first, Func<THandle> open) : IDisposable
    where THandle : IDisposable
{
    private readonly ConcurrentBag<THandle> _idle = [first];
    private readonly int _largest = Math.Max(2, Environment.ProcessorCount);
    private volatile bool _isClosed;

    /// <summary>Calls a function with a handle that no other thread uses meanwhile.</summary>
    internal void Use<TState>(TState state, Action<THandle, TState> read)
        where TState : allows ref struct
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (!_idle.TryTake(out var handle))
        {
            handle = open();
        }

        try
        {
            read(handle, state);
        }
        finally
        {
            Return(handle);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isClosed = true;
        while (_idle.TryTake(out var handle))
        {
            handle.Dispose();
        }
    }

    private void Return(THandle handle)
    {
        if (_isClosed || _idle.Count >= _largest)
        {
            handle.Dispose();
            return;
        }

        _idle.Add(handle);
        if (_isClosed)
        {
            Dispose(); // closed between the question and the answer
        }
    }
}
