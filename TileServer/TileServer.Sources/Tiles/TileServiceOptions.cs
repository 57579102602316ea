namespace TileServer.Sources.Tiles;

/// <summary>Bounds of the tile service.</summary>
public sealed record TileServiceOptions
{
    /// <summary>Most bytes of tiles in memory.</summary>
    public long CacheBytes { get; init; } = TileCache.DefaultBytes;

    /// <summary>Renderings at once.</summary>
    public int Renderings { get; init; } = Environment.ProcessorCount;

    /// <summary>Renderings that may wait, for each that may run.</summary>
    public int QueuePerRendering { get; init; } = 64;

    /// <summary>Longest wait of a rendering. Long, because desktop programs never ask again for a tile that failed.</summary>
    public TimeSpan WaitLimit { get; init; } = TimeSpan.FromSeconds(15);
}
