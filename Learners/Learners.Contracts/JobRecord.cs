namespace Learners.Contracts;

/// <summary>A job of the training host, as it is stored and told.</summary>
/// <param name="Id">Number of the job in the host's folder, as text.</param>
/// <param name="Learner">Name on the learner's card.</param>
/// <param name="Data">Name of the data set.</param>
/// <param name="Preset">Name of the preset, or null for the defaults.</param>
/// <param name="Settings">What is set beyond the preset.</param>
/// <param name="Seed">Start of every random sequence.</param>
/// <param name="Device">What was asked for: <c>auto</c>, <c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="Owner">Whose job it is; devices are shared evenly between owners.</param>
/// <param name="Priority">−100 to 100; larger goes first.</param>
/// <param name="DependsOn">Jobs that must have succeeded before this one runs.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Created">When it was accepted.</param>
public sealed record JobRecord(
    string Id,
    string Learner,
    string Data,
    string? Preset,
    IReadOnlyDictionary<string, string> Settings,
    long Seed,
    string Device,
    string Owner,
    int Priority,
    IReadOnlyList<string> DependsOn,
    JobState State,
    DateTimeOffset Created)
{
    /// <summary>Name below which the model is published.</summary>
    public string Name { get; init; } = "";

    /// <summary>Threads of torch; 1 repeats bit for bit.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Bytes the job is expected to need on its device at its peak.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>When it first began to train.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended for good.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How often a trainer was started for it.</summary>
    public int Attempt { get; init; }

    /// <summary>The device it trains on, or last trained on.</summary>
    public string? RunsOn { get; init; }

    /// <summary>What the trainer last said; null before it said anything.</summary>
    public JobProgress? Progress { get; init; }

    /// <summary>What it left, once it has succeeded.</summary>
    public JobResult? Result { get; init; }

    /// <summary>Why it failed, or why it does not run yet; for a person.</summary>
    public string? Error { get; init; }

    /// <summary>What the host did to keep the job alive, such as halving a batch, oldest first.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>How far a job is.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">Mean since the report before; null where it is no number.</param>
/// <param name="LearningRate">Of the step just done.</param>
/// <param name="Examples">Examples seen, those before a resumption included.</param>
/// <param name="ExamplesPerSecond">Mean of this attempt.</param>
/// <param name="ElapsedSeconds">Of this attempt.</param>
/// <param name="RemainingSeconds">Estimate.</param>
public sealed record JobProgress(
    long Step, long Steps, double? Loss, double LearningRate, long Examples, double ExamplesPerSecond, double ElapsedSeconds, double RemainingSeconds)
{
    /// <summary>The figures of a trainer's report.</summary>
    /// <param name="progress">What the trainer said.</param>
    public static JobProgress Of(TrainingProgress progress) => new(
        progress.Step,
        progress.Steps,
        double.IsFinite(progress.Loss) ? progress.Loss : null,
        progress.LearningRate,
        progress.Examples,
        progress.ExamplesPerSecond,
        progress.Elapsed.TotalSeconds,
        progress.Remaining.TotalSeconds);
}

/// <summary>What a job left.</summary>
/// <param name="Folder">The published model.</param>
/// <param name="Metrics">Scores on held-out examples.</param>
public sealed record JobResult(string Folder, IReadOnlyList<MetricRecord> Metrics);
