using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Learners.Host.Api;

/// <summary>A field of a request that cannot be used.</summary>
/// <param name="Param">Its name.</param>
/// <param name="Value">What was given, shortened.</param>
/// <param name="Expected">What would have done.</param>
internal sealed record FieldFault(string Param, string? Value, string Expected)
{
    private const int LongestValue = 100;

    /// <summary>A fault that quotes no more of the client's text than helps.</summary>
    internal static FieldFault Of(string param, string? value, string expected) =>
        new(Short(param), value is null ? null : Short(value), expected);

    private static string Short(string text) => text.Length <= LongestValue ? text : text[..LongestValue] + "…";
}

/// <summary>A problem as it is sent (RFC 9457).</summary>
internal sealed record ProblemDocument(string Type, string Title, int Status, string? Detail, IReadOnlyList<FieldFault>? Errors);

/// <summary>JSON of problems.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemDocument))]
internal sealed partial class ProblemJson : JsonSerializerContext;

/// <summary>An answer that says what went wrong, as <c>application/problem+json</c>.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="slug">Last part of the problem's type.</param>
/// <param name="title">The same for every occurrence.</param>
/// <param name="detail">What is wrong this time.</param>
internal sealed class Problem(int status, string slug, string title, string? detail = null) : IResult
{
    internal const string MediaType = "application/problem+json";

    /// <summary>The fields at fault.</summary>
    internal IReadOnlyList<FieldFault>? Errors { get; init; }

    /// <summary>Fields that cannot be used.</summary>
    internal static Problem InvalidFields(params IReadOnlyList<FieldFault> faults) =>
        new(StatusCodes.Status400BadRequest, "invalid-parameter", "Invalid parameter", string.Join("; ", faults.Select(fault => $"{fault.Param}: expected {fault.Expected}")))
        {
            Errors = faults,
        };

    /// <summary>Nothing of that name.</summary>
    internal static Problem NotFound(string detail) => new(StatusCodes.Status404NotFound, "not-found", "Not found", detail);

    /// <summary>A status that came without words.</summary>
    internal static Problem OfStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => new(status, "not-found", "Not found"),
        StatusCodes.Status405MethodNotAllowed => new(status, "method-not-allowed", "Method not allowed"),
        StatusCodes.Status413PayloadTooLarge => new(status, "content-too-large", "Content too large", "a request is 64 KiB at most"),
        StatusCodes.Status415UnsupportedMediaType => new(status, "unsupported-media-type", "Unsupported media type", "a request body is application/json"),
        _ => new(status, "bad-request", "Bad request"),
    };

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        var body = JsonSerializer.SerializeToUtf8Bytes(new ProblemDocument("/problems/" + slug, title, status, detail, Errors), ProblemJson.Default.ProblemDocument);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
    }
}
