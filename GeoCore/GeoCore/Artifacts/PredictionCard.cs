using System.Text.Json.Serialization;
using GeoCore.Evaluation.Inputs;

namespace GeoCore.Artifacts;

/// <summary>What a stored probability of places is. The file <c>card.json</c>.</summary>
public sealed record PredictionCard
{
    /// <summary>The only format there is.</summary>
    public const string CurrentFormat = "geosuite.prediction/1";

    /// <summary>Name and version of the format.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>A line for people.</summary>
    public required string Title { get; init; }

    /// <summary>A paragraph for people.</summary>
    public string? Description { get; init; }

    /// <summary>Whom to name beside a map.</summary>
    public string? Attribution { get; init; }

    /// <summary>Licence of the map.</summary>
    public string? Licence { get; init; }

    /// <summary>File with the numbers: tensors, or a raster of the whole Earth in longitude and latitude; null for <see cref="PredictionArtifact.TensorFile"/>.</summary>
    public string? Map { get; init; }

    /// <summary>The cells of a file of tensors, such as <c>healpix:7</c>; a raster has its own.</summary>
    public string? Grid { get; init; }

    /// <summary>What the numbers of a raster are; null for densities. Tensors are logarithms of densities.</summary>
    public MapValues? Values { get; init; }

    /// <summary>SHA-256 of the map, lower-case hexadecimal; null where it is not checked.</summary>
    public string? Sha256 { get; init; }
}

/// <summary>Cards as JSON, generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    AllowDuplicateProperties = false, RespectNullableAnnotations = true, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(PredictionCard))]
internal sealed partial class PredictionCardJson : JsonSerializerContext;
