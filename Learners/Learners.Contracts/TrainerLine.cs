namespace Learners.Contracts;

/// <summary>One line of what a trainer tells the host: progress, or the result at the end.</summary>
/// <param name="Progress">Where it stands, or null.</param>
/// <param name="Result">What it left, or null.</param>
public sealed record TrainerLine(TrainingProgress? Progress = null, TrainingResult? Result = null);
