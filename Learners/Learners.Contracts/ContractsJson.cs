using System.Text.Json;
using System.Text.Json.Serialization;

namespace Learners.Contracts;

/// <summary>JSON of the contracts, generated at compile time so that ahead-of-time programs can read and write it.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LearnerCard))]
[JsonSerializable(typeof(IReadOnlyList<LearnerCard>))]
[JsonSerializable(typeof(JobSpec))]
[JsonSerializable(typeof(TrainingProgress))]
[JsonSerializable(typeof(TrainingResult))]
[JsonSerializable(typeof(IReadOnlyList<MetricRecord>))]
[JsonSerializable(typeof(IReadOnlyList<MetricPoint>))]
[JsonSerializable(typeof(JobRecord))]
[JsonSerializable(typeof(IReadOnlyList<JobRecord>))]
[JsonSerializable(typeof(IReadOnlyList<DeviceStatus>))]
[JsonSerializable(typeof(JobSubmission))]
[JsonSerializable(typeof(TrainerLine))]
public sealed partial class ContractsJson : JsonSerializerContext
{
    /// <summary>The same without line breaks, for files and streams in which a record is a line. NaN and infinities are words.</summary>
    public static ContractsJson Lines { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    });
}
