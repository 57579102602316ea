using System.Text.Json;
using System.Text.Json.Serialization;

namespace Learners.Contracts;

/// <summary>Where a job stands.</summary>
[JsonConverter(typeof(JobStateConverter))]
public enum JobState
{
    /// <summary>Waits for a device.</summary>
    Queued,

    /// <summary>Waits for jobs it depends on.</summary>
    Waiting,

    /// <summary>Trains.</summary>
    Running,

    /// <summary>Told to pause; the step under way ends and a checkpoint is written.</summary>
    Pausing,

    /// <summary>Keeps its checkpoint and holds no device.</summary>
    Paused,

    /// <summary>Told to end for good.</summary>
    Cancelling,

    /// <summary>Published its model.</summary>
    Succeeded,

    /// <summary>Ended without a model; the record says why.</summary>
    Failed,

    /// <summary>Ended by request.</summary>
    Cancelled,
}

/// <summary>What the states mean to those who wait.</summary>
public static class JobStates
{
    /// <summary>Whether nothing happens to a job of this state any more.</summary>
    /// <param name="state">Of the job.</param>
    public static bool IsFinal(this JobState state) => state is JobState.Succeeded or JobState.Failed or JobState.Cancelled;

    /// <summary>Whether a job of this state holds a device.</summary>
    /// <param name="state">Of the job.</param>
    public static bool HoldsDevice(this JobState state) => state is JobState.Running or JobState.Pausing or JobState.Cancelling;
}

/// <summary>States are words in lower case.</summary>
public sealed class JobStateConverter() : JsonStringEnumConverter<JobState>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
