using System.Globalization;
using System.Text.Json;
using TileServer.Hosting;
using TileServer.Layers;
using TileServer.Sources.Layers;

namespace TileServer.Commands;

/// <summary>Says what a file would be as a layer.</summary>
internal static class Inspection
{
    /// <summary>Opens the file as the server would, and prints what it finds.</summary>
    internal static int Run(string path, bool asJson)
    {
        using var catalogue = LayerSources.Load([path], style: null);
        if (catalogue.Failures is [var failure, ..])
            return CommandLine.Tell(CommandLine.Failed, $"{failure.Path}: {failure.Reason}");
        if (catalogue.Layers.Count == 0)
            return CommandLine.Tell(CommandLine.Failed, $"{path}: neither a GeoTIFF nor a published model.");
        foreach (var layer in catalogue.Layers)
            Console.Out.WriteLine(asJson ? JsonSerializer.Serialize(LayerDocument.Of(layer), LayerJson.Default.LayerDocument) : Describe(layer));
        return CommandLine.Done;
    }

    private static string Describe(Layer layer)
    {
        var bounds = layer.Bounds;
        var lines = new List<string>
        {
            $"{layer.Id}: {layer.Description.Title}",
            $"  kind         {LayerDocument.KindOf(layer)}",
            string.Create(CultureInfo.InvariantCulture, $"  bounds       {bounds.MinX:0.######} {bounds.MinY:0.######} {bounds.MaxX:0.######} {bounds.MaxY:0.######}"),
            string.Create(CultureInfo.InvariantCulture, $"  zooms        {layer.MinZoom} to {layer.MaxZoom}"),
            $"  version      {layer.Version}",
        };
        if (layer is RasterLayer { Info: { } info })
        {
            lines.Add($"  system       {info.Crs.Identifier}");
            lines.Add($"  levels       {string.Join(", ", info.Levels.Select(level => string.Create(CultureInfo.InvariantCulture, $"{level.Width} × {level.Height}")))}");
        }

        if (layer.Quantities.Count > 0)
            lines.Add($"  quantities   {string.Join(", ", layer.Quantities)}");
        if (layer.Description.Attribution is { } attribution)
            lines.Add($"  attribution  {attribution}");
        if (layer.Description.Licence is { } licence)
            lines.Add($"  licence      {licence}");
        foreach (var band in layer.Bands)
        {
            var noData = band.NoData is { } number ? string.Create(CultureInfo.InvariantCulture, $", nodata {number}") : "";
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"  band {band.Number}       {band.Name}, {band.DataType}{(band.Unit is { } unit ? $", {unit}" : "")}{noData}"));
        }

        return string.Join(Environment.NewLine, lines);
    }
}
