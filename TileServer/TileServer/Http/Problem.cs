using System.Diagnostics;
using System.Text.Json;

namespace TileServer.Http;

/// <summary>An answer that says what went wrong, as <c>application/problem+json</c>.</summary>
/// <param name="kind">Row of the table.</param>
internal sealed class Problem(ProblemKind kind) : IResult, IStatusCodeHttpResult
{
    internal const string MediaType = "application/problem+json";

    private const int LongestInstance = 256;

    /// <summary>Row of the table.</summary>
    internal ProblemKind Kind => kind;

    /// <summary>What is wrong this time, in one sentence.</summary>
    internal string? Detail { get; init; }

    /// <summary>The parameters at fault.</summary>
    internal IReadOnlyList<ParameterFault>? Errors { get; init; }

    /// <summary>Character of an expression where something is wrong, from 0.</summary>
    internal int? Position { get; init; }

    /// <summary>What may have been meant.</summary>
    internal IReadOnlyList<string>? Suggestions { get; init; }

    /// <summary>Name of this occurrence in the log.</summary>
    internal string TraceId { get; } = ActivityTraceId.CreateRandom().ToHexString();

    /// <inheritdoc/>
    public int? StatusCode => kind.Status;

    /// <summary>A parameter of the address that cannot be used.</summary>
    internal static Problem InvalidParameter(string param, string? value, string expected) => InvalidParameters([ParameterFault.Of(param, value, expected)]);

    /// <summary>Parameters that cannot be used.</summary>
    internal static Problem InvalidParameters(IReadOnlyList<ParameterFault> faults) => new(ProblemKinds.InvalidParameter)
    {
        Detail = Explain(faults),
        Errors = faults,
    };

    /// <summary>A formula that cannot be read, perhaps among other parameters that cannot be used.</summary>
    internal static Problem InvalidExpression(IReadOnlyList<ParameterFault> faults, int position) => new(ProblemKinds.InvalidExpression)
    {
        Detail = Explain(faults),
        Errors = faults,
        Position = position,
    };

    private static string Explain(IReadOnlyList<ParameterFault> faults) => string.Join("; ", faults.Select(fault => $"{fault.Param}: expected {fault.Expected}"));

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = Serialize(httpContext.Request);
        var response = httpContext.Response;
        response.StatusCode = kind.Status;
        var headers = response.Headers;
        headers.ETag = default;
        headers.ContentEncoding = default;
        headers.CacheControl = kind.CacheControl;
        headers.RetryAfter = kind.RetryAfter;
        response.ContentType = MediaType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    /// <summary>The document for a request; a bug tells its trace and nothing else.</summary>
    internal byte[] Serialize(HttpRequest request)
    {
        var isBug = kind == ProblemKinds.Internal;
        var instance = request.PathBase.ToUriComponent() + request.Path.ToUriComponent();
        return Serialize(isBug || instance.Length > LongestInstance ? null : instance);
    }

    /// <summary>The document for a request whose path is not known.</summary>
    internal byte[] Serialize(string? instance) => JsonSerializer.SerializeToUtf8Bytes(
        new ProblemDocument(kind.Type, kind.Title, kind.Status, Detail, instance, TraceId, Errors, Suggestions, Position), ProblemJson.Default.ProblemDocument);
}
