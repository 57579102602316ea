namespace Learners.Contracts;

/// <summary>Where a training run stands after a step.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">Mean loss since the last report, per example.</param>
/// <param name="LearningRate">Of the step just done.</param>
/// <param name="Examples">Examples drawn since the run began, those before a resumption included.</param>
/// <param name="ExamplesPerSecond">Mean since this process began training.</param>
/// <param name="Elapsed">Time since this process began training.</param>
/// <param name="Remaining">Estimate from the examples still to come.</param>
public sealed record TrainingProgress(
    long Step,
    long Steps,
    double Loss,
    double LearningRate,
    long Examples,
    double ExamplesPerSecond,
    TimeSpan Elapsed,
    TimeSpan Remaining)
{
    /// <summary>What the learner says beside the loss about the last step, such as the parts of a sum.</summary>
    public IReadOnlyList<MetricRecord> Scalars { get; init; } = [];

    /// <summary>Steps done before this process began, by an earlier one whose checkpoint it went on from.</summary>
    public long StartedAt { get; init; }
}

/// <summary>One measured figure of a trained network.</summary>
/// <param name="Name">What was measured on what, such as <c>land-110m/accuracy</c>.</param>
/// <param name="Value">The figure; shares are 0 to 1.</param>
public sealed record MetricRecord(string Name, double Value);

/// <summary>One run of a learner: enough to repeat it.</summary>
/// <param name="Learner">Name on the card.</param>
/// <param name="Data">Name of the data set.</param>
/// <param name="Preset">Name of the preset, or null for the defaults.</param>
/// <param name="Settings">What was set beyond the preset.</param>
/// <param name="Seed">Start of every random sequence.</param>
/// <param name="Device"><c>auto</c>, <c>cpu</c> or <c>cuda:0</c>.</param>
public sealed record JobSpec(
    string Learner,
    string Data,
    string? Preset,
    IReadOnlyDictionary<string, string> Settings,
    long Seed,
    string Device);

/// <summary>What a finished run left.</summary>
/// <param name="Folder">The published model.</param>
/// <param name="Steps">Optimiser steps taken.</param>
/// <param name="Examples">Examples seen.</param>
/// <param name="Loss">Mean training loss of the last reported stretch; null where every step had been taken before.</param>
/// <param name="Seconds">Time this process spent training.</param>
/// <param name="Metrics">Scores on held-out examples.</param>
public sealed record TrainingResult(string Folder, long Steps, long Examples, double? Loss, double Seconds, IReadOnlyList<MetricRecord> Metrics);
