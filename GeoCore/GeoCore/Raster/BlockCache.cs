using System.Runtime.CompilerServices;

namespace GeoCore.Raster;

/// <summary>Decoded blocks of rasters, shared by all tiles and bounded in bytes. A block that several threads want at once is decoded once.</summary>
public sealed class BlockCache
{
    private const int BytesPerCell = sizeof(float);

    private static int s_lastSource;

    private readonly ConditionalWeakTable<IRasterSource, StrongBox<int>> _sources = [];
    private readonly Dictionary<BlockKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();
    private readonly Lock _lock = new();
    private long _bytes;

    /// <summary>Creates an empty cache.</summary>
    /// <param name="maximumBytes">Bytes of cells that are kept at most; blocks in use beyond that live until their reader is done.</param>
    public BlockCache(long maximumBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximumBytes);
        MaximumBytes = maximumBytes;
    }

    /// <summary>Bytes of cells that are kept at most.</summary>
    public long MaximumBytes { get; }

    /// <summary>Bytes of cells kept now.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

    /// <summary>Blocks decoded since the cache was made.</summary>
    public long Decoded { get; private set; }

    /// <summary>The cells of a block, decoded now or before.</summary>
    /// <param name="source">Raster.</param>
    /// <param name="band">Band, from 0.</param>
    /// <param name="window">The block, a window of its level.</param>
    /// <returns>Cells row by row; not to be changed.</returns>
    /// <exception cref="RasterException">The file is gone or damaged; the next call tries again.</exception>
    internal float[] Get(IRasterSource source, int band, RasterWindow window)
    {
        var key = new BlockKey(_sources.GetValue(source, static _ => new StrongBox<int>(Interlocked.Increment(ref s_lastSource))).Value, band, window);
        Entry entry;
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                entry = node.Value;
            }
            else
            {
                entry = new Entry(key);
                _entries.Add(key, _byUse.AddFirst(entry));
                _bytes += entry.Bytes;
                Evict();
            }
        }

        return entry.Cells ?? Decode(source, entry);
    }

    private float[] Decode(IRasterSource source, Entry entry)
    {
        lock (entry)
        {
            if (entry.Cells is { } decoded)
            {
                return decoded;
            }

            try
            {
                var cells = GC.AllocateUninitializedArray<float>(entry.Key.Window.Width * entry.Key.Window.Height);
                source.Read(entry.Key.Window, entry.Key.Band, cells);
                entry.Cells = cells;
                lock (_lock)
                {
                    Decoded++;
                }

                return cells;
            }
            catch
            {
                Remove(entry);
                throw;
            }
        }
    }

    private void Remove(Entry entry)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(entry.Key, out var node) && node.Value == entry)
            {
                _entries.Remove(entry.Key);
                _byUse.Remove(node);
                _bytes -= entry.Bytes;
            }
        }
    }

    private void Evict()
    {
        while (_bytes > MaximumBytes && _byUse.Last is { } oldest)
        {
            _entries.Remove(oldest.Value.Key);
            _byUse.RemoveLast();
            _bytes -= oldest.Value.Bytes;
        }
    }

    private readonly record struct BlockKey(int Source, int Band, RasterWindow Window);

    private sealed class Entry(BlockKey key)
    {
        private volatile float[]? _cells;

        internal BlockKey Key { get; } = key;

        internal long Bytes { get; } = (long)key.Window.Width * key.Window.Height * BytesPerCell;

        internal float[]? Cells
        {
            get => _cells;
            set => _cells = value;
        }
    }
}
