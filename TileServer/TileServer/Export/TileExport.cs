using GeoCore.Archives;
using GeoCore.Tiling;
using TileServer.Sources.Tiles;

namespace TileServer.Export;

/// <summary>How far an export is.</summary>
/// <param name="Done">Tiles looked at.</param>
/// <param name="Total">Tiles in all.</param>
/// <param name="Written">Tiles that had something to show.</param>
/// <param name="Bytes">Their bytes.</param>
internal readonly record struct ExportState(long Done, long Total, long Written, long Bytes);

/// <summary>Writes the tiles of a layer, the same bytes that the server answers; those that show nothing are left out.</summary>
internal static class TileExport
{
    /// <summary>Renders several tiles at once and writes them in their order.</summary>
    /// <param name="plan">Which tiles.</param>
    /// <param name="tiles">Renders them.</param>
    /// <param name="writer">Takes them; is not finished here.</param>
    /// <param name="tell">Learns where the export is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Sources.Styles.OptionException">The plan does not fit the layer.</exception>
    /// <exception cref="Sources.Layers.SourceUnavailableException">The file behind the layer is gone or damaged.</exception>
    /// <exception cref="IOException">The archive cannot be written.</exception>
    internal static async Task<ExportState> RunAsync(ExportPlan plan, TileService tiles, IArchiveWriter writer, Action<ExportState> tell, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ahead = new Queue<(TileIndex Index, Task<Tile> Tile)>();
        var state = new ExportState(0, plan.Count, 0, 0);
        try
        {
            foreach (var index in plan.Tiles)
            {
                ahead.Enqueue((index, tiles.GetTileAsync(plan.RequestOf(index), ending.Token).AsTask()));
                if (ahead.Count > 2 * tiles.Gate.Width)
                    state = await WriteAsync(ahead, writer, state, tell);
            }

            while (ahead.Count > 0)
                state = await WriteAsync(ahead, writer, state, tell);
            return state;
        }
        finally
        {
            // nothing renders any more for an export that has ended
            await ending.CancelAsync();
            await Task.WhenAll(ahead.Select(next => next.Tile.ContinueWith(_ => _.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)));
        }
    }

    private static async Task<ExportState> WriteAsync(Queue<(TileIndex Index, Task<Tile> Tile)> ahead, IArchiveWriter writer, ExportState state, Action<ExportState> tell)
    {
        var (index, rendered) = ahead.Dequeue();
        var tile = await rendered;
        state = state with { Done = state.Done + 1 };
        if (!tile.IsEmpty)
        {
            writer.Add(index, tile.Body.Span);
            state = state with { Written = state.Written + 1, Bytes = state.Bytes + tile.Body.Length };
        }

        tell(state);
        return state;
    }
}
