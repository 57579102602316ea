using GeoCore.Tiling;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Archives;
using TileServer.Sources.Styles;
using TileServer.Sources.Vectors;

namespace TileServer.Sources.Tiles;

/// <summary>Answers requests for tiles and windows: from memory, together with others who want the same, or by rendering.</summary>
public sealed class TileService
{
    /// <summary>Windows of more pixels are rendered one at a time, because each needs hundreds of megabytes.</summary>
    private const int LargeWindow = 4 * TileRequest.MostPixels * TileRequest.MostPixels;

    private readonly TileRenderer _renderer;
    private readonly TileCache _cache;
    private readonly RenderGate _gate;
    private readonly RenderGate _largeGate;
    private readonly SingleFlight<TileKey, Rendering> _flights = new();
    private readonly SingleFlight<string, Rendering> _windows = new();
    private readonly TimeProvider _time;
    private long _renderCount;
    private long _hitCount;

    /// <summary>Creates a service.</summary>
    /// <param name="encoders">Formats that can be written.</param>
    /// <param name="options">Bounds, or null for the usual.</param>
    /// <param name="time">Clock, or null for the system's.</param>
    public TileService(TileEncoders encoders, TileServiceOptions? options = null, TimeProvider? time = null)
    {
        options ??= new TileServiceOptions();
        _time = time ?? TimeProvider.System;
        Encoders = encoders;
        _renderer = new TileRenderer(encoders, _time);
        _cache = new TileCache(options.CacheBytes);
        _gate = new RenderGate(options.Renderings, options.Renderings * options.QueuePerRendering, options.WaitLimit, _time);
        _largeGate = new RenderGate(1, options.QueuePerRendering, options.WaitLimit, _time);
    }

    /// <summary>Formats that can be written.</summary>
    public TileEncoders Encoders { get; }

    /// <summary>Bounds the renderings at once.</summary>
    public RenderGate Gate => _gate;

    /// <summary>Tiles in memory.</summary>
    public TileCache Cache => _cache;

    /// <summary>Renderings begun.</summary>
    public long RenderCount => Interlocked.Read(ref _renderCount);

    /// <summary>Requests answered from memory.</summary>
    public long HitCount => Interlocked.Read(ref _hitCount);

    /// <summary>Looks a tile up in memory and nowhere else.</summary>
    public Tile? Find(TileRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_cache.Find(request.Key) is not { } kept)
            return null;
        Interlocked.Increment(ref _hitCount);
        return Answer(request, kept, TileOrigin.Memory, null);
    }

    /// <summary>Gets a tile.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Ends the waiting; the rendering goes on while anybody else waits for it.</param>
    /// <exception cref="Styles.OptionException">The options do not fit the layer.</exception>
    /// <exception cref="Layers.SourceUnavailableException">The file behind the layer is gone or damaged.</exception>
    /// <exception cref="OverloadedException">Too many renderings wait.</exception>
    public async ValueTask<Tile> GetTileAsync(TileRequest request, CancellationToken cancellationToken)
    {
        if (Find(request) is { } found)
            return found;
        if (request.Format.IsPicture && request.Layer is not ArchiveLayer && IsOutside(request.Layer, request.TileMatrixSet.GetGrid(request.Tile, request.Pixels)))
        {
            var blank = _renderer.Blank(request.Layer, request.Options, request.Format, request.Pixels, request.Pixels);
            return Answer(request, blank, TileOrigin.Outside, null);
        }

        var (rendering, isLeader) = await _flights.GetAsync(
            request.Key,
            () => _cache.Find(request.Key) is { } kept ? new Rendering(kept, null) : null,
            () => Hold(request.Layer),
            token => RenderAsync(request, token),
            cancellationToken).ConfigureAwait(false);
        return Answer(request, rendering.Tile, isLeader ? TileOrigin.Rendered : TileOrigin.Coalesced, isLeader ? rendering.Timing : null);
    }

    /// <summary>Gets a window: any box, size and reference system. One that is a tile is that tile; others are not kept in memory.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Ends the waiting; the rendering goes on while anybody else waits for it.</param>
    /// <exception cref="Styles.OptionException">The options do not fit the layer.</exception>
    /// <exception cref="Layers.SourceUnavailableException">The file behind the layer is gone or damaged.</exception>
    /// <exception cref="OverloadedException">Too many renderings wait.</exception>
    public async ValueTask<Tile> GetWindowAsync(WindowRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Tile is { } same)
            return await GetTileAsync(same, cancellationToken).ConfigureAwait(false);
        var (rendering, isLeader) = await _windows.GetAsync(
            $"{request.Layer.Id}/{request.Layer.Version}/{request.Text}", static () => null, () => Hold(request.Layer), token => RenderAsync(request, token), cancellationToken).ConfigureAwait(false);
        return new Tile(
            rendering.Tile.Body, request.Format.MediaType, request.ETag, rendering.Tile.IsEmpty, isLeader ? TileOrigin.Rendered : TileOrigin.Coalesced, isLeader ? rendering.Timing : null);
    }

    /// <summary>The work may outlive the requests that wait for it, and with them the catalogue that holds the layer.</summary>
    private static void Hold(Layer layer) => ObjectDisposedException.ThrowIf(!layer.TryHold(), layer);

    private async Task<Rendering> RenderAsync(TileRequest request, CancellationToken cancellationToken)
    {
        using var held = request.Layer;
        if (request.Layer is ArchiveLayer archive)
        {
            var (tile, timing) = _renderer.Copy(archive, request.Tile);
            _cache.Add(request.Key, tile);
            return new Rendering(tile, timing);
        }

        var rendering = await RenderAsync(request.Layer, request.TileMatrixSet.GetGrid(request.Tile, request.Pixels), request.Options, request.Format, cancellationToken, request.Features).ConfigureAwait(false);
        _cache.Add(request.Key, rendering.Tile);
        return rendering;
    }

    private async Task<Rendering> RenderAsync(WindowRequest request, CancellationToken cancellationToken)
    {
        using var held = request.Layer;
        var isLarge = request.Grid.PixelCount > LargeWindow;
        if (isLarge)
            await _largeGate.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RenderAsync(request.Layer, request.Grid, request.Options, request.Format, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (isLarge)
                _largeGate.Leave();
        }
    }

    private async Task<Rendering> RenderAsync(
        Layer layer, PixelGrid grid, RenderOptions options, TileFormat format, CancellationToken cancellationToken, FeatureChoice? features = null)
    {
        var started = _time.GetTimestamp();
        await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var wait = _time.GetElapsedTime(started);
            Interlocked.Increment(ref _renderCount);
            if (format.IsPicture && IsOutside(layer, grid))
                return new Rendering(_renderer.Blank(layer, options, format, grid.Width, grid.Height), null);
            var (tile, timing) = _renderer.Render(layer, grid, options, format, cancellationToken, features);
            return new Rendering(tile, timing with { Wait = wait });
        }
        finally
        {
            _gate.Leave();
        }
    }

    private static Tile Answer(TileRequest request, EncodedTile tile, TileOrigin origin, RenderTiming? timing) =>
        new(tile.Body, (tile.Instead ?? request.Format).MediaType, request.ETag, tile.IsEmpty, origin, timing) { IsGzipped = tile.IsGzipped };

    /// <summary>Whether no pixel can have a value; unsure in systems in which a window is no box of longitudes and latitudes.</summary>
    private static bool IsOutside(Layer layer, in PixelGrid grid)
    {
        if (!grid.Crs.IsSeparable)
            return false;

        // a pixel on the edge averages cells up to its own width away
        var window = grid.Envelope;
        window.ExpandBy(grid.CellWidth, grid.CellHeight);
        var (west, south) = grid.Crs.ToGeographic(window.MinX, window.MinY);
        var (east, north) = grid.Crs.ToGeographic(window.MaxX, window.MaxY);
        var bounds = layer.Bounds;
        if (south > bounds.MaxY || north < bounds.MinY)
            return true;

        // some turn of the window begins before the layer ends and ends after it begins
        return (Math.Floor((bounds.MaxX - west) / 360) * 360) + east < bounds.MinX;
    }

    private sealed record Rendering(EncodedTile Tile, RenderTiming? Timing);
}
