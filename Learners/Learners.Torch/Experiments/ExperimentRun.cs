using System.Text.Json;
using Learners.Contracts;

namespace Learners.Torch.Experiments;

/// <summary>One run of a table: mostly a training, sometimes only a measurement.</summary>
/// <param name="Name">Row of the table, such as <c>checkerboard/siren/grid</c>; the same for every seed.</param>
/// <param name="Learner">Name of the learner, for the job that repeats the run; null where nothing is trained.</param>
/// <param name="Data">Name of the data set.</param>
/// <param name="Seed">Start of every random sequence.</param>
/// <param name="Settings">What decides the outcome besides seed and data; a stored run with other settings is not this one.</param>
/// <param name="Execute">Trains and scores; throws <see cref="OperationCanceledException"/> when it was told to end.</param>
public sealed record ExperimentRun(
    string Name,
    string? Learner,
    string Data,
    long Seed,
    IReadOnlyDictionary<string, string> Settings,
    Func<CancellationToken, IReadOnlyList<MetricRecord>> Execute)
{
    /// <summary>The run as a line of JSON that asks the host for the same training; null where there is none.</summary>
    public string? JobLine => Learner is null ? null : JsonSerializer.Serialize(new JobSpec(Learner, Data, null, Settings, Seed, "cpu"), RunJson.Default.JobSpec);
}
