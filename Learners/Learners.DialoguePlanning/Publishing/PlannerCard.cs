using System.Text.Json.Serialization;
using GeoCore.Artifacts;

namespace Learners.DialoguePlanning.Publishing;

/// <summary>What a published planner is. The file <c>card.json</c>.</summary>
internal sealed record PlannerCard
{
    /// <summary>The only format there is.</summary>
    internal const string CurrentFormat = LearnerArtifact.FormatPrefix + "ccl/1";

    /// <summary>Name and version of the format.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>A line for people.</summary>
    public required string Title { get; init; }

    /// <summary>What its vectors know: shared, classic or speaker.</summary>
    public required string Roles { get; init; }

    /// <summary>Turns of a window.</summary>
    public required int Window { get; init; }

    /// <summary>Numbers for pairs of words.</summary>
    public required int PairBuckets { get; init; }

    /// <summary>Words of a turn that count.</summary>
    public required int Longest { get; init; }

    /// <summary>What scores are multiplied by before their softmax is the probability of the next stop; null where no trips were learnt.</summary>
    public double? Sharpness { get; init; }

    /// <summary>SHA-256 of the other files by name.</summary>
    public required IReadOnlyDictionary<string, string> Sha256 { get; init; }

    /// <summary>How the weights came about.</summary>
    public TrainingCard? Training { get; init; }

    /// <summary>How well.</summary>
    public IReadOnlyList<MetricCard> Metrics { get; init; } = [];
}

/// <summary>Cards as JSON, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true, NewLine = "\n", RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PlannerCard))]
internal sealed partial class PlannerCardJson : JsonSerializerContext;
