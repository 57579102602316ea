using System.Text.Json;
using System.Text.Json.Serialization;

namespace Learners.Torch.Experiments;

/// <summary>A finished run: one line of <see cref="RunLog"/>.</summary>
/// <param name="Name">Row of the table.</param>
/// <param name="Data">Data set.</param>
/// <param name="Seed">Of the run.</param>
/// <param name="Settings">What decided the outcome besides.</param>
/// <param name="Figures">What was measured, by name.</param>
/// <param name="Seconds">Time the run took.</param>
public sealed record RunRecord(
    string Name,
    string Data,
    long Seed,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyDictionary<string, double> Figures,
    double Seconds)
{
    /// <summary>Whether this is the outcome of a run: the same name, data, seed and settings.</summary>
    /// <param name="run">Asked for.</param>
    public bool IsOf(ExperimentRun run) =>
        Name == run.Name && Data == run.Data && Seed == run.Seed && Settings.Count == run.Settings.Count
        && Settings.All(pair => run.Settings.TryGetValue(pair.Key, out var text) && text == pair.Value);
}

/// <summary>One record or one job a line, names in camel case.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(Contracts.JobSpec))]
internal sealed partial class RunJson : JsonSerializerContext;
