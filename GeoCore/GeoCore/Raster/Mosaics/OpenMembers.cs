namespace GeoCore.Raster.Mosaics;

/// <summary>The rasters of a mosaic that are open: a bounded number, those longest unused being closed first.</summary>
/// <param name="members">All rasters.</param>
/// <param name="most">Most that stay open.</param>
internal sealed class OpenMembers(IReadOnlyList<MosaicMember> members, int most) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, LinkedListNode<Opened>> _byIndex = [];
    private readonly LinkedList<Opened> _latestFirst = [];
    private bool _isDisposed;

    /// <summary>Takes a raster; whoever does gives it back.</summary>
    /// <exception cref="RasterException">It cannot be opened.</exception>
    internal Opened Take(int index)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_byIndex.TryGetValue(index, out var known))
            {
                _latestFirst.Remove(known);
                _latestFirst.AddFirst(known);
                known.Value.Users++;
                return known.Value;
            }
        }

        // two threads may open the same one at first; the second of them closes its own afterwards
        var opened = new Opened(index, members[index].Open()) { Users = 1 };
        lock (_lock)
        {
            if (_isDisposed || !_byIndex.TryAdd(index, new LinkedListNode<Opened>(opened)))
            {
                opened.IsOver = true;
                return opened;
            }

            _latestFirst.AddFirst(_byIndex[index]);
            for (var last = _latestFirst.Last; _latestFirst.Count > most && last is not null;)
                last = Close(last);
        }

        return opened;
    }

    /// <summary>Gives a raster back.</summary>
    internal void Return(Opened opened)
    {
        lock (_lock)
        {
            opened.Users--;
            if (opened is { IsOver: true, Users: 0 })
                opened.Source.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            for (var last = _latestFirst.Last; last is not null;)
                last = Close(last);
        }
    }

    /// <summary>What is being read is closed by its last reader.</summary>
    private LinkedListNode<Opened>? Close(LinkedListNode<Opened> node)
    {
        var before = node.Previous;
        _latestFirst.Remove(node);
        _byIndex.Remove(node.Value.Index);
        node.Value.IsOver = true;
        if (node.Value.Users == 0)
            node.Value.Source.Dispose();
        return before;
    }

    /// <summary>An open raster.</summary>
    internal sealed class Opened(int index, IRasterSource source)
    {
        internal int Index => index;

        internal IRasterSource Source => source;

        internal int Users { get; set; }

        internal bool IsOver { get; set; }
    }
}
