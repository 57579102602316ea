using GeoCore.Evaluation;
using GeoCore.Evaluation.Inputs;

namespace GeoCore.Tests.Evaluation.Inputs;

/// <summary>A folder of input files that goes away with the test.</summary>
internal sealed class InputFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-inputs-");

    internal string Path => _folder.FullName;

    internal string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    internal string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    internal string At(string name) => System.IO.Path.Combine(Path, name);

    internal TruthTable Truths(string text, params string[] strata)
    {
        using var table = CsvTable.Open(Write("truth.csv", text));
        return TruthTable.Read(table, ColumnNames.Usual, strata);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Every query with what its map required.</summary>
    internal static Dictionary<string, RankedQuery> Rank(Predictions predictions, TruthTable truths)
    {
        var ranked = new Dictionary<string, RankedQuery>();
        predictions.Visit(truths, (truth, map) => ranked.Add(truth.Query, map.Rank(truth)), TestContext.Current.CancellationToken);
        return ranked;
    }

    internal Dictionary<string, RankedQuery> RankTable(string text, TruthTable truths, MapOptions? options = null, bool isGathered = false)
    {
        var path = Write("predictions.csv", text);
        return Rank(new TablePredictions(() => CsvTable.Open(path), options ?? new MapOptions(), isGathered), truths);
    }
}
