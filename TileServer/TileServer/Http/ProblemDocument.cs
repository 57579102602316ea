using System.Text.Json.Serialization;

namespace TileServer.Http;

/// <summary>One parameter that cannot be used.</summary>
/// <param name="Param">Its name.</param>
/// <param name="Value">What was given, shortened.</param>
/// <param name="Expected">What would have done.</param>
internal sealed record ParameterFault(string Param, string? Value, string Expected)
{
    private const int LongestValue = 100;

    /// <summary>A fault that quotes no more of the client's text than helps.</summary>
    internal static ParameterFault Of(string param, string? value, string expected) =>
        new(Short(param), value is null ? null : Short(value), expected);

    private static string Short(string text) => text.Length <= LongestValue ? text : text[..LongestValue] + "…";
}

/// <summary>A problem as it is sent (RFC 9457).</summary>
internal sealed record ProblemDocument(
    string Type,
    string Title,
    int Status,
    string? Detail,
    string? Instance,
    string TraceId,
    IReadOnlyList<ParameterFault>? Errors,
    IReadOnlyList<string>? Suggestions,
    int? Position);

/// <summary>JSON of problems.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemDocument))]
internal sealed partial class ProblemJson : JsonSerializerContext;
