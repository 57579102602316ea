using System.Globalization;
using GeoCore.Raster.Zonal;
using TileServer.Http;
using TileServer.Sources.Layers;
using TileServer.Sources.Statistics;

namespace TileServer.Statistics;

/// <summary>What a request wants to know of zones.</summary>
/// <param name="Question">Weights, percentiles, bins.</param>
/// <param name="MostPixels">Cells of a zone.</param>
internal sealed record ZoneSettings(ZonalQuestion Question, int MostPixels)
{
    private const int MostNumbers = 32, MostBins = 1024;

    /// <summary>Reads the parameters.</summary>
    internal static ZoneSettings Read(Query query, Layer layer)
    {
        var weights = query.Choice("weights", "coverage*area", "coverage", "none") switch
        {
            "coverage" => ZonalWeights.Coverage,
            "none" => ZonalWeights.None,
            _ => ZonalWeights.CoverageArea,
        };
        var percentiles = Numbers(query, "percentiles", MostNumbers, number => number is >= 0 and <= 100, $"up to {MostNumbers} numbers from 0 to 100, separated by commas");
        var (bins, edges) = ReadBins(query);
        var isCategorical = query.Choice("categorical", "true", "false", "1", "0") switch { "true" or "1" => true, null => layer.IsCategorical, _ => false };
        return new(
            new ZonalQuestion { Weights = weights, Percentiles = percentiles ?? [2, 98], Bins = bins, Edges = edges, IsCategorical = isCategorical },
            query.Integer("max_pixels", 1, ZoneQuery.MostPixels) ?? layer.UsualZonePixels);
    }

    /// <summary>A number of bins, or their edges.</summary>
    private static (int Bins, double[]? Edges) ReadBins(Query query)
    {
        const string expected = "a number of bins from 1 to 1024, or their edges, ascending, separated by commas";
        if (query.Text("bins") is not { } text)
            return (10, null);
        if (!text.Contains(',', StringComparison.Ordinal))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bins) && bins is >= 1 and <= MostBins)
                return (bins, null);
            query.Fault("bins", text, expected);
            return (10, null);
        }

        var edges = Numbers(query, "bins", MostBins + 1, double.IsFinite, expected) ?? [];
        for (var i = 1; i < edges.Length; i++)
        {
            if (edges[i] > edges[i - 1])
                continue;
            query.Fault("bins", text, expected);
            break;
        }

        return (10, edges.Length > 1 ? edges : null);
    }

    private static double[]? Numbers(Query query, string name, int most, Predicate<double> isGood, string expected)
    {
        if (query.Text(name) is not { } text)
            return null;
        var words = text.Split(',');
        var numbers = new double[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (words.Length <= most && double.TryParse(words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) && isGood(numbers[i]))
                continue;
            query.Fault(name, text, expected);
            return null;
        }

        return numbers;
    }
}
