using TileServer.Sources.Catalogue;

namespace TileServer.Hosting;

/// <summary>Serves what is published, replaced or removed while the server runs.</summary>
internal sealed partial class LayerUpdates(FolderLayers layers, CurrentCatalogue current, TimeProvider time, ILogger<LayerUpdates> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watch = new FolderWatch(layers.Paths, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            Update();
            await watch.WaitAsync(stoppingToken);
        }
    }

    private void Update()
    {
        using var before = current.Acquire();
        try
        {
            if (!layers.TryReload(before, out var next))
                return;
            Tell(before, next);
            current.Replace(next);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // everything stays as it is until the folders can be listed again
            FoldersUnreadable(logger, fault.Message);
        }
    }

    private void Tell(LayerCatalogue before, LayerCatalogue next)
    {
        foreach (var layer in next.Layers)
        {
            if (!before.TryGet(layer.Id, out var known))
                LayerAppeared(logger, layer.Id);
            else if (known.Version != layer.Version)
                LayerChanged(logger, layer.Id);
        }

        foreach (var layer in before.Layers.Where(layer => !next.TryGet(layer.Id, out _)))
            LayerGone(logger, layer.Id);
        foreach (var locator in next.Locators.Except(before.Locators))
            LocatorAppeared(logger, locator.Id);
        foreach (var locator in before.Locators.Where(locator => next.Locators.All(known => known.Id != locator.Id)))
            LocatorGone(logger, locator.Id);
        foreach (var failure in next.Failures.Except(before.Failures))
            LayerFailed(logger, failure.Id, failure.Path, failure.Reason, next.TryGet(failure.Id, out _) ? "as it was" : "not");
    }

    [LoggerMessage(1, LogLevel.Information, "Layer {Layer} is served")]
    private static partial void LayerAppeared(ILogger logger, string layer);

    [LoggerMessage(2, LogLevel.Information, "Layer {Layer} is served in a new version")]
    private static partial void LayerChanged(ILogger logger, string layer);

    [LoggerMessage(3, LogLevel.Information, "Layer {Layer} is not served any more")]
    private static partial void LayerGone(ILogger logger, string layer);

    [LoggerMessage(4, LogLevel.Warning, "Layer {Layer} cannot be opened and is served {How}: {Path}: {Reason}")]
    private static partial void LayerFailed(ILogger logger, string layer, string path, string reason, string how);

    [LoggerMessage(6, LogLevel.Information, "Model {Model} answers pictures")]
    private static partial void LocatorAppeared(ILogger logger, string model);

    [LoggerMessage(7, LogLevel.Information, "Model {Model} answers no pictures any more")]
    private static partial void LocatorGone(ILogger logger, string model);

    [LoggerMessage(5, LogLevel.Warning, "The folders of layers cannot be listed: {Reason}")]
    private static partial void FoldersUnreadable(ILogger logger, string reason);
}
