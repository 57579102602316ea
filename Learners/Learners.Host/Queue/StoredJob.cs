using Learners.Contracts;

namespace Learners.Host.Queue;

/// <summary>A job with what only the host needs to know.</summary>
/// <param name="Record">What is told.</param>
internal sealed record StoredJob(JobRecord Record)
{
    /// <summary>The process that trains, or null.</summary>
    public TrainerIdentity? Trainer { get; init; }

    /// <summary>How often in a row a trainer was killed without having kept a new checkpoint.</summary>
    public int Stalled { get; init; }

    /// <summary>The place in the queue: smaller came first.</summary>
    public long Sequence => long.Parse(Record.Id, System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A process that cannot be mistaken for another one that got the same number later.</summary>
/// <param name="Pid">Number of the process.</param>
/// <param name="StartTicks">When it started, in clock ticks since the machine did.</param>
/// <param name="Boot">Identity of the machine's start, because ticks count from there.</param>
internal sealed record TrainerIdentity(int Pid, long StartTicks, string Boot);
