namespace TileServer.Sources.Tiles;

/// <summary>Keeps encoded tiles in memory, bounded in bytes. One pass over many tiles does not drive out those that are asked for again and again.</summary>
/// <remarks>
/// New tiles enter a small window; what leaves the window competes by frequency with the oldest tile of the probation queue; a tile
/// that is found again while on probation is protected (window TinyLFU with a segmented queue). Can be used from many threads at once.
/// </remarks>
public sealed class TileCache
{
    /// <summary>256 MiB.</summary>
    public const long DefaultBytes = 256L << 20;

    private const int EntryBytes = 320;
    private const int SketchBits = 16;
    private const double WindowShare = 0.02;
    private const double ProtectedShare = 0.8;

    private readonly Lock _lock = new();
    private readonly Dictionary<TileKey, LinkedListNode<Entry>> _entries = [];
    private readonly FrequencySketch _frequencies = new(SketchBits);
    private readonly Segment _window = new();
    private readonly Segment _probation = new();
    private readonly Segment _protected = new();

    /// <summary>Creates a cache.</summary>
    /// <param name="capacity">Most bytes, bodies and bookkeeping together; 0 keeps nothing.</param>
    public TileCache(long capacity = DefaultBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Capacity = capacity;
    }

    /// <summary>Most bytes, bodies and bookkeeping together.</summary>
    public long Capacity { get; }

    /// <summary>Bytes in use, never above <see cref="Capacity"/>.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _window.Bytes + _probation.Bytes + _protected.Bytes;
        }
    }

    /// <summary>Number of tiles.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count;
        }
    }

    /// <summary>Finds a tile.</summary>
    public EncodedTile? Find(TileKey key)
    {
        var hash = key.GetHashCode();
        lock (_lock)
        {
            _frequencies.Count(hash);
            if (!_entries.TryGetValue(key, out var node))
                return null;
            Touch(node);
            return node.Value.Tile;
        }
    }

    /// <summary>Offers a tile; whether it stays is the cache's decision.</summary>
    public void Add(TileKey key, EncodedTile tile)
    {
        ArgumentNullException.ThrowIfNull(tile);
        var bytes = EntryBytes + (2 * key.Options.Length) + (tile.IsShared ? 0 : tile.Body.Length);
        if (bytes > Capacity)
            return;
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var known))
                Remove(known);
            _entries[key] = _window.AddNewest(new Entry(key, tile, bytes, key.GetHashCode()));
            while (_window.Bytes > Math.Max(Capacity * WindowShare, bytes) || TotalBytes > Capacity)
            {
                if (_window.Oldest is { } leaving && (_window.Bytes > Capacity * WindowShare || _probation.Oldest is null))
                    Leave(leaving);
                else
                    Remove((_probation.Oldest ?? _protected.Oldest)!);
            }
        }
    }

    private long TotalBytes => _window.Bytes + _probation.Bytes + _protected.Bytes;

    /// <summary>Moves an entry out of the window: to probation if there is room or if it is asked for more often than those that must go.</summary>
    private void Leave(LinkedListNode<Entry> node)
    {
        var frequency = _frequencies.Estimate(node.Value.Hash);
        while (TotalBytes > Capacity)
        {
            var victim = _probation.Oldest ?? _protected.Oldest;
            if (victim is null || _frequencies.Estimate(victim.Value.Hash) >= frequency)
            {
                Remove(node);
                return;
            }

            Remove(victim);
        }

        Move(node, _probation);
    }

    private void Touch(LinkedListNode<Entry> node)
    {
        if (node.Value.Segment != _probation)
        {
            node.Value.Segment!.Renew(node);
            return;
        }

        Move(node, _protected);
        while (_protected.Bytes > Capacity * ProtectedShare && _protected.Oldest is { } oldest && oldest != node)
            Move(oldest, _probation);
    }

    private static void Move(LinkedListNode<Entry> node, Segment target)
    {
        node.Value.Segment!.Take(node);
        target.AddNewest(node);
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        node.Value.Segment!.Take(node);
        _entries.Remove(node.Value.Key);
    }

    private sealed class Entry(TileKey key, EncodedTile tile, int bytes, int hash)
    {
        internal TileKey Key { get; } = key;

        internal EncodedTile Tile { get; } = tile;

        internal int Bytes { get; } = bytes;

        internal int Hash { get; } = hash;

        internal Segment? Segment { get; set; }
    }

    /// <summary>A queue of entries that knows its bytes.</summary>
    private sealed class Segment
    {
        private readonly LinkedList<Entry> _queue = [];

        internal long Bytes { get; private set; }

        internal LinkedListNode<Entry>? Oldest => _queue.Last;

        internal LinkedListNode<Entry> AddNewest(Entry entry)
        {
            var node = new LinkedListNode<Entry>(entry);
            AddNewest(node);
            return node;
        }

        internal void AddNewest(LinkedListNode<Entry> node)
        {
            node.Value.Segment = this;
            Bytes += node.Value.Bytes;
            _queue.AddFirst(node);
        }

        internal void Take(LinkedListNode<Entry> node)
        {
            Bytes -= node.Value.Bytes;
            _queue.Remove(node);
        }

        internal void Renew(LinkedListNode<Entry> node)
        {
            _queue.Remove(node);
            _queue.AddFirst(node);
        }
    }
}
