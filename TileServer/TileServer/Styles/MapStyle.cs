using System.Text.Json.Nodes;
using GeoCore.Imaging;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Predictions;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Styles;

/// <summary>A layer as a style of MapLibre (Style Specification 8): pictures as a raster, cells and features in the colours of the tiles.</summary>
/// <param name="layer">The layer.</param>
/// <param name="options">Rendering parameters.</param>
/// <param name="address">Address of the server.</param>
/// <param name="isPlain">Whether colours are constants of one layer a class, which is all that QGIS understands.</param>
internal sealed class MapStyle(Layer layer, RenderOptions options, string address, bool isPlain)
{
    /// <summary>About how many classes the colours of cells become.</summary>
    private const int Classes = 8;

    private const string RegionColor = "#222222", OutlineColor = "#33415c";

    private string Source => layer.Id;

    /// <summary>The document.</summary>
    internal JsonObject Write()
    {
        var hasFeatures = layer.Offers(TileFormat.Vector);
        var layers = layer is PredictionLayer ? Cells().Concat(Regions()) : hasFeatures ? layer.FeatureLayers.SelectMany(features => Features(features.Id)) : [(JsonNode)Picture()];
        return new JsonObject
        {
            ["version"] = 8,
            ["name"] = layer.Description.Title,
            ["sources"] = new JsonObject { [Source] = SourceOf(hasFeatures) },
            ["layers"] = new JsonArray([.. layers]),
        };
    }

    private JsonObject SourceOf(bool isVector)
    {
        var format = isVector ? TileFormat.Vector : layer.DefaultFormat;
        string?[] parts = [(layer as PredictionLayer)?.Making, isVector ? null : options.CanonicalText, $"v={layer.Version}"];
        var bounds = layer.Bounds;
        var source = new JsonObject
        {
            ["type"] = isVector ? "vector" : "raster",
            ["tiles"] = new JsonArray($"{address}/tiles/{layer.Id}/{{z}}/{{x}}/{{y}}.{format.Name}?{string.Join('&', parts.Where(part => !string.IsNullOrEmpty(part)))}"),
            ["minzoom"] = layer.MinZoom,
            ["maxzoom"] = layer.MaxZoom,
            ["bounds"] = new JsonArray(bounds.MinX, bounds.MinY, bounds.MaxX, bounds.MaxY),
        };
        if (!isVector)
            source["tileSize"] = 256;
        if (layer.Description.Attribution is { } attribution)
            source["attribution"] = attribution;
        return source;
    }

    private JsonObject Picture() => new JsonObject { ["id"] = layer.Id, ["type"] = "raster", ["source"] = Source };

    /// <summary>Cells by density, in the colours that pixels of the same density have.</summary>
    private IEnumerable<JsonNode> Cells()
    {
        if (RenderStyles.StyleOf(layer, RenderOptions.Default) is not BandStyle { Scale: var scale })
            yield break;
        List<LegendEntry> stops = [.. Legend.Entries(scale, Classes).Where(entry => entry.Value is not null).OrderBy(entry => entry.Value)];
        if (!isPlain)
        {
            var color = new JsonArray("interpolate", new JsonArray("linear"), new JsonArray("log10", new JsonArray("get", "d")));
            foreach (var stop in stops.DistinctBy(stop => Math.Log10(stop.Value!.Value)))
            {
                color.Add(Math.Log10(stop.Value!.Value));
                color.Add(PackedColor.ToHex(stop.Color));
            }

            yield return Layer("cells", "cells", "fill", null, new JsonObject { ["fill-color"] = color, ["fill-opacity"] = 0.7 });
            yield break;
        }

        for (var i = 0; i <= stops.Count; i++)
        {
            // below the first, between two, above the last
            var (low, high) = (i == 0 ? (double?)null : stops[i - 1].Value, i == stops.Count ? null : stops[i].Value);
            var filter = new JsonArray("all");
            if (low is { } from)
                filter.Add(new JsonArray(">=", "d", from));
            if (high is { } to)
                filter.Add(new JsonArray("<", "d", to));
            var middle = low is { } a && high is { } b ? Math.Sqrt(a * b) : low ?? high!.Value;
            yield return Layer($"cells-{i}", "cells", "fill", filter, new JsonObject { ["fill-color"] = PackedColor.ToHex(scale.ColorOf(middle)), ["fill-opacity"] = 0.7 });
        }
    }

    private IEnumerable<JsonNode> Regions()
    {
        yield return Layer("regions", "regions", "line", null, new JsonObject { ["line-color"] = RegionColor, ["line-width"] = 1.5 });
        foreach (var (kind, color) in new[] { ("mode", "#d1495b"), ("truth", "#2a9d4b") })
        {
            yield return Layer($"points-{kind}", "points", "circle", new JsonArray("==", "kind", kind),
                new JsonObject { ["circle-radius"] = 5, ["circle-color"] = color, ["circle-stroke-color"] = "#ffffff", ["circle-stroke-width"] = 1 });
        }
    }

    /// <summary>Features of a name, whatever they are.</summary>
    private IEnumerable<JsonNode> Features(string name)
    {
        static JsonArray OfKind(string kind) => new("==", "$type", kind);
        yield return Layer($"{name}-polygons", name, "fill", OfKind("Polygon"), new JsonObject { ["fill-color"] = "#7fa7d6", ["fill-opacity"] = 0.4, ["fill-outline-color"] = OutlineColor });
        yield return Layer($"{name}-lines", name, "line", OfKind("LineString"), new JsonObject { ["line-color"] = OutlineColor, ["line-width"] = 1.5 });
        yield return Layer($"{name}-points", name, "circle", OfKind("Point"), new JsonObject { ["circle-radius"] = 4, ["circle-color"] = "#d1495b" });
    }

    private JsonObject Layer(string id, string sourceLayer, string type, JsonArray? filter, JsonObject paint)
    {
        var written = new JsonObject { ["id"] = id, ["type"] = type, ["source"] = Source, ["source-layer"] = sourceLayer };
        if (filter is not null)
            written["filter"] = filter;
        written["paint"] = paint;
        return written;
    }
}
