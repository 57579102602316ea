using System.Text.Json;
using GeoCore.Evaluation;

namespace GeoCore.Tests.Evaluation;

/// <summary>The golden file of Recall vs Area.</summary>
internal static class GoldenRecall
{
    internal static JsonElement File(string name)
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", name)));
        return document.RootElement.Clone();
    }

    internal static double[] Numbers(this JsonElement parent, string name) => [.. parent.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];

    internal static double Number(this JsonElement parent, string name) => parent.GetProperty(name).GetDouble();

    /// <summary>Ranks a map given by masses and areas.</summary>
    internal static RequiredArea Rank(double[] masses, double[] areasKm2, int truth, double totalKm2)
    {
        double[] densities = [.. masses.Zip(areasKm2, (mass, area) => mass / area)];
        return DensityRanking.Rank<double>(densities, CellAreas.PerCell(areasKm2), truth, 0, totalKm2);
    }
}
