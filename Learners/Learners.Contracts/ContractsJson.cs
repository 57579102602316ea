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
public sealed partial class ContractsJson : JsonSerializerContext;
