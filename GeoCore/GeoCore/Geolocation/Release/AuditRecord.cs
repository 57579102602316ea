using System.Text.Json.Serialization;

namespace GeoCore.Geolocation.Release;

/// <summary>A line of the audit log: who asked for what, and what was decided; never the picture, and never where it is from.</summary>
/// <param name="Time">Of the decision.</param>
/// <param name="PictureSha256">Of the bytes as they came, lower-case hexadecimal: whoever has the picture can find the line, and nobody else.</param>
/// <param name="Bytes">Of the picture.</param>
/// <param name="Model">Id of the model.</param>
/// <param name="Asked">By whom: an address, the id of a key, or <c>command-line</c>.</param>
/// <param name="Decision">answered, refused or failed.</param>
/// <param name="Reason">Why not, where it was not answered.</param>
public sealed record AuditRecord(DateTimeOffset Time, string PictureSha256, long Bytes, string Model, string Asked, string Decision, string? Reason = null)
{
    /// <summary>For <see cref="Decision"/>: a map was given.</summary>
    public const string Answered = "answered";

    /// <summary>For <see cref="Decision"/>: a zone forbade it.</summary>
    public const string Refused = "refused";
}

/// <summary>JSON of the audit log.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditRecord))]
internal sealed partial class AuditJson : JsonSerializerContext;
