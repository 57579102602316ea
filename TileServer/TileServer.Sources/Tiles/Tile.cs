namespace TileServer.Sources.Tiles;

/// <summary>How a tile was come by.</summary>
public enum TileOrigin
{
    /// <summary>It was in memory.</summary>
    Memory,

    /// <summary>It was rendered for this request.</summary>
    Rendered,

    /// <summary>It was rendered for another request that came first.</summary>
    Coalesced,

    /// <summary>It lies outside the layer: nothing was read or rendered.</summary>
    Outside,
}

/// <summary>An encoded tile.</summary>
/// <param name="Body">Bytes; shared, read only.</param>
/// <param name="MediaType">For <c>Content-Type</c>.</param>
/// <param name="ETag">Strong entity tag with quotes.</param>
/// <param name="IsEmpty">Whether every pixel is nodata.</param>
/// <param name="Origin">How it was come by.</param>
/// <param name="Timing">What rendering took; null unless <see cref="TileOrigin.Rendered"/>.</param>
public sealed record Tile(
    ReadOnlyMemory<byte> Body, string MediaType, string ETag, bool IsEmpty, TileOrigin Origin, RenderTiming? Timing)
{
    /// <summary>Whether the body is gzipped: who does not take that gets it inflated.</summary>
    public bool IsGzipped { get; init; }
}

/// <summary>What the steps of a rendering took.</summary>
/// <param name="Wait">For a place among those that render.</param>
/// <param name="Values">Reading and resampling, or evaluating a network.</param>
/// <param name="Encode">Colours and compression.</param>
public sealed record RenderTiming(TimeSpan Wait, TimeSpan Values, TimeSpan Encode);
