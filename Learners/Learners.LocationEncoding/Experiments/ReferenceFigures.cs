using System.Globalization;
using System.Text.Json;

namespace Learners.LocationEncoding.Experiments;

/// <summary>What the reference modules scored under the same protocol, measured by us, for the tables to compare with. In per cent.</summary>
internal static class ReferenceFigures
{
    private const string Resource = "Learners.LocationEncoding.reference-figures.json";
    private static readonly JsonElement s_all = Read();

    /// <summary>Mean of a cell, or null where it was not measured.</summary>
    /// <param name="cell">Such as <c>checkerboard/siren/grid/accuracy</c>.</param>
    internal static double? Percent(string cell) =>
        s_all.GetProperty("figures").TryGetProperty(cell, out var figure) ? figure.GetProperty("percent").GetDouble() : null;

    /// <summary>A cell as text: mean, with deviation and seeds where there were several.</summary>
    /// <param name="cell">Such as <c>checkerboard/siren/grid/accuracy</c>.</param>
    internal static string Text(string cell)
    {
        if (!s_all.GetProperty("figures").TryGetProperty(cell, out var figure))
        {
            return "not measured";
        }

        var mean = figure.GetProperty("percent").GetDouble();
        return figure.TryGetProperty("deviation", out var deviation)
            ? string.Create(CultureInfo.InvariantCulture, $"{mean:F1} ± {deviation.GetDouble():F1} ({figure.GetProperty("seeds").GetInt32()})")
            : string.Create(CultureInfo.InvariantCulture, $"{mean:F1}");
    }

    /// <summary>Accuracies of the nine latitude bands from the south, or null where they were not measured.</summary>
    /// <param name="cell">Such as <c>siren/grid</c>.</param>
    internal static double[]? Bands(string cell) =>
        s_all.GetProperty("bands").TryGetProperty(cell, out var bands) ? [.. bands.EnumerateArray().Select(band => band.GetDouble())] : null;

    /// <summary>Accuracy of Linear(SH) by degrees at 200 centres.</summary>
    /// <param name="degrees">L.</param>
    internal static double? AtDegrees(int degrees) => Capacity("centres=200", degrees);

    /// <summary>Accuracy of Linear(SH) by centres at L = 20.</summary>
    /// <param name="centres">Cells of the board.</param>
    internal static double? AtCentres(int centres) => Capacity("degrees=20", centres);

    private static double? Capacity(string series, int key) =>
        s_all.GetProperty("capacity").GetProperty(series).TryGetProperty(key.ToString(CultureInfo.InvariantCulture), out var figure) ? figure.GetDouble() : null;

    private static JsonElement Read()
    {
        using var stream = typeof(ReferenceFigures).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the resource {Resource} is missing");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
