using System.Globalization;
using GeoCore.Evaluation;
using GeoCore.Evaluation.Inputs;
using GeoCore.Evaluation.Uncertainty;

namespace TileServer.Evaluations;

/// <summary>Evaluations that are divided among machines: each saves its part, and one merges them.</summary>
internal static class SavedParts
{
    private const string RawRank = "rank=raw ";

    /// <summary>Saves what has been gathered.</summary>
    internal static void Write(RecallResult result, string path)
    {
        var whole = Path.GetFullPath(path);
        OutputFile.Write(Path.GetDirectoryName(whole)!, Path.GetFileName(whole), part =>
        {
            using var stream = File.Create(part);
            SavedRecall.Save(stream, [.. result.Systems.Select(system =>
                new SavedRecall(system.Name, SettingsOf(result.Request), system.Missing, system.WithoutTruth, system.Report, system.Curve))]);
        });
    }

    /// <summary>Reads parts and puts them together. Systems are matched by their order; the first part names them.</summary>
    /// <param name="paths">Files, at least one.</param>
    /// <param name="intervals">How intervals are made; null for none.</param>
    /// <exception cref="InputException">A file is none, or does not fit those before it.</exception>
    internal static RecallResult Read(IReadOnlyList<string> paths, BootstrapOptions? intervals)
    {
        SavedRecall[] all = [.. SavedRecall.Load(paths[0])];
        foreach (var path in paths.Skip(1))
        {
            var next = SavedRecall.Load(path);
            if (next.Count != all.Length)
                throw new InputException($"{path}: it has {next.Count} systems, and {paths[0]} has {all.Length}.");
            try
            {
                all = [.. all.Zip(next, (first, second) => first.Merge(second))];
            }
            catch (ArgumentException fault)
            {
                throw new InputException($"{path}: {fault.Message.Split(" (Parameter", 2)[0]}", fault);
            }
        }

        var isRaw = all[0].Settings.StartsWith(RawRank, StringComparison.Ordinal);
        var request = new EvaluationRequest
        {
            Systems = [.. all.Select(system => system.Name)],
            Truth = "",
            Intervals = intervals,
            Maps = new MapOptions { Key = isRaw ? RankKey.RawScore : RankKey.Density, TotalKm2 = all[0].Report.All.TotalKm2 },
        };
        var truths = new TruthTable();
        var systems = all.Select(system => new RecallSystem(system, request, truths)).ToArray();
        return systems.All(system => system.Report.All.Count > 0) ? new RecallResult(request, truths, systems) : throw new InputException($"{paths[0]}: there is no query.");
    }

    private static string SettingsOf(EvaluationRequest request)
    {
        var maps = request.Maps;
        return string.Create(CultureInfo.InvariantCulture, $"{(maps.Key == RankKey.RawScore ? RawRank : "rank=density ")}grid={maps.Grid.Name} values={maps.Values} kappa={maps.Kappa} blocks={request.Blocks?.Name} costs={(maps.Costs is null ? "area" : "raster")} missing={(request.SkipsMissing ? "skipped" : "counted")}");
    }
}
