using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GeoCore.Archives;
using NetTopologySuite.Geometries;
using TileServer.Export;
using TileServer.Hosting;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Commands;

/// <summary><c>export LAYER</c>.</summary>
internal static class ExportCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="output">Results.</param>
    /// <param name="error">Progress.</param>
    /// <param name="isTerminal">Whether progress is a line that is rewritten.</param>
    internal static Command Create(TextWriter output, TextWriter error, bool isTerminal)
    {
        var options = new ExportOptions();
        var command = new Command("export", "Writes the tiles of a layer to an archive of MBTiles or PMTiles, or to a folder of files.");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(options.Read(parsed), output, error, isTerminal, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ExportOrder order, TextWriter output, TextWriter error, bool isTerminal, CancellationToken cancellationToken)
    {
        if (Path.Exists(order.Out) && !order.Force)
            throw new UsageException($"--out: '{order.Out}' is there already; --force replaces it.");
        if (Path.GetDirectoryName(Path.GetFullPath(order.Out)) is { } folder && !Directory.Exists(folder))
            throw new UsageException($"--out: there is no folder '{folder}'.");
        using var catalogue = LayerSources.Load(File.Exists(order.Layer) ? [order.Layer] : order.From, style: null);
        var layer = Find(order, catalogue);
        try
        {
            return await RunAsync(order, PlanOf(order, layer), output, error, isTerminal, cancellationToken);
        }
        catch (OptionException fault)
        {
            throw new UsageException($"{fault.Parameter}: expected {fault.Expected}.");
        }
        catch (SourceUnavailableException fault)
        {
            return CommandLine.Tell(CommandLine.Failed, fault.InnerException is { } cause ? $"{fault.Message} {cause.Message}" : fault.Message);
        }
        catch (OperationCanceledException)
        {
            return CommandLine.Tell(CommandLine.Failed, "the export was cancelled; nothing was written.");
        }
    }

    private static async Task<int> RunAsync(ExportOrder order, ExportPlan plan, TextWriter output, TextWriter error, bool isTerminal, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var tiles = new TileService(LayerSources.Encoders, new TileServiceOptions { CacheBytes = 0, WaitLimit = TimeSpan.FromHours(1) }, time);
        using var writer = TileArchives.Create(order.Out, plan.Describe());
        ExportState state;
        using (var progress = new ExportProgress(error, isTerminal, time))
            state = await TileExport.RunAsync(plan, tiles, writer, progress.Tell, cancellationToken);
        writer.Finish();
        var seconds = Math.Round(time.GetElapsedTime(began).TotalSeconds, 3);
        var file = new FileInfo(order.Out);
        var document = new ExportDocument(plan.Layer.Id, plan.Layer.Version, order.Out, state.Done, state.Written, state.Bytes, file.Exists ? file.Length : null, seconds);
        output.WriteLine(order.IsJson ? JsonSerializer.Serialize(document, ExportJson.Default.ExportDocument) : LineOf(document));
        return CommandLine.Done;
    }

    private static string LineOf(ExportDocument document) => string.Create(
        CultureInfo.InvariantCulture,
        $"{document.File}: {document.Written} tiles of {document.Layer} ({document.Tiles - document.Written} show nothing), {(document.FileBytes ?? document.TileBytes) / 1048576.0:F1} MiB, {document.Seconds:F1} s");

    private static Layer Find(ExportOrder order, LayerCatalogue catalogue)
    {
        if (File.Exists(order.Layer))
        {
            return catalogue.Layers is [var only, ..] ? only
                : throw new UsageException(catalogue.Failures is [var broken, ..] ? $"{broken.Path}: {broken.Reason}" : $"LAYER: '{order.Layer}' is no layer.");
        }

        if (catalogue.TryGet(order.Layer, out var layer))
            return layer;
        if (catalogue.TryGetFailure(order.Layer, out var failure))
            throw new UsageException($"{failure.Path}: {failure.Reason}");
        var known = catalogue.Suggest(order.Layer) is { Count: > 0 } suggestions ? $"; perhaps {string.Join(" or ", suggestions)}" : "";
        throw new UsageException($"LAYER: there is no layer '{order.Layer}'{known}.");
    }

    private static ExportPlan PlanOf(ExportOrder order, Layer layer)
    {
        var format = layer.DefaultFormat;
        if (order.TileFormat is { } name && (!TileFormat.TryGet(name, out format) || !(format.IsPicture || format.IsVector)))
            throw new UsageException($"--tile-format: '{name}' is none of png, webp, jpg, mvt.");
        var options = order.Parameters is { } parameters ? RenderOptionsReader.ReadCanonical(parameters) : RenderOptions.Default;
        var last = order.Zooms.Most >= 0 ? order.Zooms.Most : Math.Max(order.Zooms.Least, layer.MaxZoom);
        var bounds = (order.Bounds ?? layer.Bounds).Intersection(layer.Bounds).Intersection(TileArchives.LargestBounds);
        if (bounds.IsNull)
            throw new UsageException("--bounds: the layer, or the system of the tiles, does not reach there.");
        var plan = new ExportPlan(layer, format!, order.TileSize ?? 256, options, order.Zooms.Least, last, new Envelope(bounds));
        _ = plan.RequestOf(plan.Tiles.First());
        return plan.Count <= ExportPlan.MostTiles ? plan : throw new UsageException($"--zooms: {plan.Count} tiles are more than {ExportPlan.MostTiles}.");
    }
}
