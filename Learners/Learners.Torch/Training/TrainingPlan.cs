namespace Learners.Torch.Training;

/// <summary>Course of the learning rate.</summary>
public enum LearningRateCourse
{
    /// <summary>Always the same.</summary>
    Constant,

    /// <summary>Linear warm-up, then half a cosine down to zero.</summary>
    Cosine,

    /// <summary>Half a cosine up from a twenty-fifth over the warm-up, then half a cosine down to zero (Smith and Topin, arXiv 1708.07120).</summary>
    OneCycle,
}

/// <summary>Everything about a training run that is not the learner's.</summary>
/// <param name="Steps">Optimiser steps.</param>
/// <param name="BatchSize">Examples of a batch during the first half of the run.</param>
/// <param name="FinalBatchSize">Examples of the last batch; the second half grows towards it geometrically.</param>
/// <param name="LearningRate">Highest learning rate.</param>
/// <param name="Course">Course of the learning rate.</param>
/// <param name="WarmUp">Share of the steps in which the learning rate rises, 0 to 1.</param>
/// <param name="WeightDecay">L2 factor of the optimiser.</param>
/// <param name="ClipNorm">Largest Euclidean norm of the whole gradient; 0 does not clip.</param>
/// <param name="AverageDecay">Decay of the moving average of the weights, 0 (no average) to just under 1.</param>
/// <param name="Seed">Start of all random sequences.</param>
/// <param name="CheckpointEvery">Steps between checkpoints; 0 keeps only the last one.</param>
public sealed record TrainingPlan(
    long Steps,
    int BatchSize,
    int FinalBatchSize,
    double LearningRate,
    LearningRateCourse Course,
    double WarmUp,
    double WeightDecay,
    double ClipNorm,
    double AverageDecay,
    long Seed,
    long CheckpointEvery)
{
    /// <summary>Which optimiser trains.</summary>
    public OptimiserKind Optimiser { get; init; }

    /// <summary>Momentum of <see cref="OptimiserKind.Sgd"/>.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Batches whose gradients make one step.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>Whether matrices are multiplied in bfloat16 while weights stay float32.</summary>
    public bool UseBfloat16 { get; init; }

    /// <summary>Steps between looks at the held-out loss.</summary>
    public long ValidateEvery { get; init; } = 100;

    /// <summary>Looks without a new lowest held-out loss that end the run; 0 never does.</summary>
    public int Patience { get; init; }

    private const double OneCycleStart = 1.0 / 25;

    /// <summary>Learning rate of a step.</summary>
    /// <param name="stepIndex">From 0.</param>
    public double LearningRateAt(long stepIndex)
    {
        if (Course == LearningRateCourse.Constant)
        {
            return LearningRate;
        }

        var warm = WarmUp * Steps;
        if (stepIndex < warm)
        {
            var risen = (stepIndex + 1) / (warm + 1);
            return Course == LearningRateCourse.Cosine
                ? LearningRate * risen
                : LearningRate * (OneCycleStart + (1 - OneCycleStart) * (1 - Math.Cos(Math.PI * risen)) / 2);
        }

        var done = (stepIndex - warm) / Math.Max(1, Steps - warm);
        return LearningRate * (1 + Math.Cos(Math.PI * done)) / 2;
    }

    /// <summary>Examples of a batch of a step.</summary>
    /// <param name="stepIndex">From 0.</param>
    public int BatchSizeAt(long stepIndex)
    {
        var late = Math.Max(0, 2.0 * (stepIndex + 1) / Steps - 1);
        return (int)Math.Round(BatchSize * Math.Pow((double)FinalBatchSize / BatchSize, late));
    }
}
