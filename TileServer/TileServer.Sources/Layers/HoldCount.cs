namespace TileServer.Sources.Layers;

/// <summary>Counts those who hold something that is closed when the last lets go. Begins with the one who made it.</summary>
internal struct HoldCount()
{
    private int _count = 1;

    /// <summary>Adds a holder.</summary>
    /// <returns>False where the last has let go.</returns>
    internal bool TryAdd()
    {
        var count = Volatile.Read(ref _count);
        while (count > 0)
        {
            var seen = Interlocked.CompareExchange(ref _count, count + 1, count);
            if (seen == count)
                return true;
            count = seen;
        }

        return false;
    }

    /// <summary>Removes a holder.</summary>
    /// <returns>Whether it was the last.</returns>
    internal bool Remove() => Interlocked.Decrement(ref _count) == 0;
}
