using Learners.Contracts;

namespace Learners.Host.Queue;

/// <summary>How a trainer ended.</summary>
internal abstract record TrainerEnd
{
    /// <summary>It published its model.</summary>
    /// <param name="Result">What it left.</param>
    internal sealed record Done(TrainingResult Result) : TrainerEnd;

    /// <summary>It stopped because it was told to, with a checkpoint.</summary>
    internal sealed record Stopped : TrainerEnd;

    /// <summary>It was killed from outside.</summary>
    /// <param name="HasAdvanced">Whether it had kept a new checkpoint.</param>
    internal sealed record Killed(bool HasAdvanced) : TrainerEnd;

    /// <summary>It ran out of memory.</summary>
    internal sealed record OutOfMemory : TrainerEnd;

    /// <summary>It cannot go on.</summary>
    /// <param name="Reason">Its own last words.</param>
    internal sealed record Failed(string Reason) : TrainerEnd;
}
