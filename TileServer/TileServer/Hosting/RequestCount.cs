namespace TileServer.Hosting;

/// <summary>Requests that are being answered.</summary>
internal sealed class RequestCount
{
    private int _active;

    /// <summary>Requests under way.</summary>
    internal int Active => Volatile.Read(ref _active);

    internal void Enter() => Interlocked.Increment(ref _active);

    internal void Leave() => Interlocked.Decrement(ref _active);
}
