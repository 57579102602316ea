using System.Text.Json;

namespace TileServer.Http;

/// <summary>Reads bodies that are JSON.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 32 };

    /// <summary>Reads the body of a request.</summary>
    /// <returns>The document, which the caller disposes of, or the problem to answer with.</returns>
    internal static async Task<(JsonDocument? Document, Problem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!IsJson(request.ContentType))
            return (null, new Problem(ProblemKinds.UnsupportedMediaType) { Detail = "Expected application/json or application/geo+json." });
        try
        {
            return (await JsonDocument.ParseAsync(request.Body, s_strict, cancellationToken), null);
        }
        catch (JsonException fault)
        {
            return (null, new Problem(ProblemKinds.InvalidGeometry) { Detail = $"The body is not JSON: {fault.Message}" });
        }
    }

    /// <summary>Whether a media type is JSON, or nobody has said.</summary>
    internal static bool IsJson(string? contentType) =>
        contentType is null || (contentType.Split(';')[0].Trim().ToLowerInvariant() is var type
            && (type is "application/json" || (type.StartsWith("application/", StringComparison.Ordinal) && type.EndsWith("+json", StringComparison.Ordinal))));
}
