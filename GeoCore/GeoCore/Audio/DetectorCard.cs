using System.Text.Json;
using System.Text.Json.Serialization;

namespace GeoCore.Audio;

/// <summary>What a published classifier of clips is. The file <c>card.json</c>.</summary>
/// <param name="Id">Name of the folder.</param>
/// <param name="Title">A line for people.</param>
/// <param name="Classes">In the order of logits; of speech genuine, then fake.</param>
/// <param name="Layers">Matrices of the network, each with its bias in its last column and rectified but the last.</param>
/// <param name="Weights">The file of all numbers.</param>
public sealed record DetectorCard(string Id, string Title, IReadOnlyList<string> Classes, int Layers, DetectorFile Weights)
{
    /// <summary>The only format there is.</summary>
    public const string CurrentFormat = "geosuite.detector/1";

    /// <summary>Name and version of the format.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>A paragraph for people, or null.</summary>
    public string? Description { get; init; }

    /// <summary>What makes numbers of a clip, such as <see cref="LinearCepstra.Version"/>; null where inputs are no sound.</summary>
    public string? FrontEnd { get; init; }

    /// <summary>Multiplies the score before it is a logarithm of odds.</summary>
    public double Slope { get; init; } = 1;

    /// <summary>Is added to the score after that.</summary>
    public double Offset { get; init; }

    /// <summary>Licence of the weights, or null.</summary>
    public string? Licence { get; init; }

    /// <summary>Who made the sound that it learnt from, or null.</summary>
    public string? Attribution { get; init; }

    /// <summary>What it is for and what it is not for, or null.</summary>
    public string? ResponsibleUse { get; init; }

    /// <summary>How the weights came about, in the words of every card; null where unknown.</summary>
    public JsonElement? Training { get; init; }

    /// <summary>How well it does.</summary>
    public IReadOnlyList<DetectorMetric>? Metrics { get; init; }
}

/// <summary>A file of a detector.</summary>
/// <param name="File">Name in the folder.</param>
/// <param name="Sha256">Of the file, hexadecimal.</param>
public sealed record DetectorFile(string File, string Sha256);

/// <summary>A figure of a detector.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure.</param>
public sealed record DetectorMetric(string Name, double Value);

/// <summary>Cards as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(DetectorCard))]
internal sealed partial class DetectorJson : JsonSerializerContext;
