using System.Globalization;
using System.Text.Json;
using GeoCore.Raster.Zonal;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Predictions;
using TileServer.Sources.Statistics;
using TileServer.Sources.Styles;

namespace TileServer.Statistics;

/// <summary>Writes what a layer says of zones with the names that TiTiler uses, which analysts' scripts know.</summary>
internal static class StatisticsWriter
{
    /// <summary>Writes the feature that was sent, with what was found among its properties.</summary>
    internal static void WriteFeature(Utf8JsonWriter writer, ZoneFeature feature, Layer layer, RenderOptions options, ZoneAnswer answer)
    {
        var isFeature = feature.Source.GetProperty("type").GetString() == "Feature";
        writer.WriteStartObject();
        writer.WriteString("type", "Feature");
        if (isFeature && feature.Source.TryGetProperty("id", out var id))
            WriteProperty(writer, "id", id);
        WriteProperty(writer, "geometry", isFeature ? feature.Source.GetProperty("geometry") : feature.Source);
        writer.WriteStartObject("properties");
        if (isFeature && feature.Source.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject().Where(property => property.Name is not ("statistics" or "area_km2" or "resolution" or "repaired")))
                WriteProperty(writer, property.Name, property.Value);
        }

        writer.WriteNumber("area_km2", answer.AreaKm2);
        WriteResolution(writer, answer.Lattice);
        if (feature.WasRepaired)
            writer.WriteBoolean("repaired", true);
        writer.WriteStartObject("statistics");
        for (var band = 0; band < answer.Bands.Count; band++)
        {
            writer.WritePropertyName(options.Expression?.Planes[band] ?? KeyOf(answer.Bands, band));
            WriteBand(writer, answer.Bands[band], answer.Statistics[band], layer, options);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Writes counts, areas and edges, or of categories their values and names.</summary>
    internal static void WriteHistogram(Utf8JsonWriter writer, ZonalHistogram histogram)
    {
        writer.WriteStartArray("histogram");
        WriteNumbers(writer, histogram.Counts);
        WriteNumbers(writer, histogram.Edges);
        writer.WriteEndArray();
        writer.WriteStartArray("histogram_area_km2");
        foreach (var areaKm2 in histogram.AreasKm2)
            writer.WriteNumberValue(areaKm2);
        writer.WriteEndArray();
    }

    /// <summary><c>b1</c>, <c>b2</c> …; a band that is there twice has its place behind it.</summary>
    internal static string KeyOf(IReadOnlyList<LayerBand> bands, int index)
    {
        var number = bands[index].Number;
        var key = string.Create(CultureInfo.InvariantCulture, $"b{number}");
        return bands.Take(index).Any(band => band.Number == number) ? string.Create(CultureInfo.InvariantCulture, $"{key}_{index + 1}") : key;
    }

    private static void WriteBand(Utf8JsonWriter writer, LayerBand band, ZonalStatistics found, Layer layer, RenderOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("name", band.Name);
        if (band.Unit is { } unit)
            writer.WriteString("unit", unit);
        WriteNumber(writer, "min", found.Minimum);
        WriteNumber(writer, "max", found.Maximum);
        WriteNumber(writer, "mean", found.Mean);
        writer.WriteNumber("count", found.Count);
        WriteNumber(writer, "sum", found.Sum);
        WriteNumber(writer, "std", found.StandardDeviation);
        WriteNumber(writer, "median", found.Median);
        WriteNumber(writer, "majority", found.Majority);
        WriteNumber(writer, "minority", found.Minority);
        writer.WriteNumber("unique", found.Unique);
        WriteHistogram(writer, found.Histogram);
        WriteLabels(writer, found.Histogram, layer, options);
        writer.WriteNumber("valid_percent", found.ValidPercent);
        writer.WriteNumber("masked_pixels", found.MaskedPixels);
        writer.WriteNumber("valid_pixels", found.ValidPixels);
        foreach (var (percent, value) in found.Percentiles)
            WriteNumber(writer, $"percentile_{percent.ToString("R", CultureInfo.InvariantCulture)}", value);
        writer.WriteNumber("area_km2", found.AreaKm2);
        if (layer is PredictionLayer && options is { Quantity: null, Expression: null })
        {
            writer.WriteNumber("mass", found.Integral);
            WriteNumber(writer, "mean_density", found.AreaKm2 > 0 ? found.Integral / found.AreaKm2 : null);
        }

        writer.WriteEndObject();
    }

    /// <summary>Names of classes, where the bins are classes with names.</summary>
    private static void WriteLabels(Utf8JsonWriter writer, ZonalHistogram histogram, Layer layer, RenderOptions options)
    {
        if (histogram.Counts.Count == 0 || histogram.Edges.Count != histogram.Counts.Count || layer.DefaultsOf(options).Classes is not { } classes)
            return;
        writer.WriteStartArray("labels");
        foreach (var value in histogram.Edges)
            writer.WriteStringValue(classes.FirstOrDefault(known => known.Value == value).Label);
        writer.WriteEndArray();
    }

    private static void WriteResolution(Utf8JsonWriter writer, ZoneLattice lattice)
    {
        writer.WriteStartObject("resolution");
        writer.WriteString("crs", lattice.Cells.Crs.Identifier);
        writer.WriteNumber("width", lattice.Cells.CellWidth);
        writer.WriteNumber("height", lattice.Cells.CellHeight);
        writer.WriteString("unit", lattice.Cells.Crs.IsGeographic ? "degree" : "metre");
        if (lattice.Level is { } level)
            writer.WriteNumber("level", level);
        writer.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, IReadOnlyList<double> numbers)
    {
        writer.WriteStartArray();
        foreach (var number in numbers)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, double? number)
    {
        if (number is { } value && double.IsFinite(value))
            writer.WriteNumber(name, value);
        else
            writer.WriteNull(name);
    }

    private static void WriteProperty(Utf8JsonWriter writer, string name, JsonElement value)
    {
        writer.WritePropertyName(name);
        value.WriteTo(writer);
    }
}
