namespace TileServer.Http;

/// <summary>Everything that can go wrong, once.</summary>
internal static class ProblemKinds
{
    internal static ProblemKind InvalidParameter { get; } = new(400, "invalid-parameter", "Invalid parameter");

    internal static ProblemKind InvalidExpression { get; } = new(400, "invalid-expression", "Invalid expression");

    internal static ProblemKind UnsupportedFormat { get; } = new(400, "unsupported-format", "Unsupported format");

    internal static ProblemKind InvalidHost { get; } = new(400, "invalid-host", "Invalid host");

    internal static ProblemKind InvalidGeometry { get; } = new(400, "invalid-geometry", "Invalid geometry");

    internal static ProblemKind BadRequest { get; } = new(400, "bad-request", "Bad request");

    internal static ProblemKind KeyRequired { get; } = new(401, "key-required", "Key required");

    /// <summary>The operator gives no answers about a region.</summary>
    internal static ProblemKind Refused { get; } = new(403, "refused", "Refused");

    internal static ProblemKind LayerNotFound { get; } = new(404, "layer-not-found", "Layer not found") { CacheControl = CachePolicy.UnknownLayer };

    internal static ProblemKind MatrixNotFound { get; } = new(404, "matrix-not-found", "Tile matrix set not found");

    internal static ProblemKind TileOutOfRange { get; } = new(404, "tile-out-of-range", "Tile out of range") { CacheControl = CachePolicy.OutOfRange };

    /// <summary>Only where the client asked for a 404 instead of an empty tile.</summary>
    internal static ProblemKind TileEmpty { get; } = new(404, "not-found", "Not found") { CacheControl = CachePolicy.Unversioned };

    internal static ProblemKind NotFound { get; } = new(404, "not-found", "Not found");

    internal static ProblemKind MethodNotAllowed { get; } = new(405, "method-not-allowed", "Method not allowed");

    internal static ProblemKind NotAcceptable { get; } = new(406, "not-acceptable", "Not acceptable");

    internal static ProblemKind RequestTimeout { get; } = new(408, "request-timeout", "Request timeout");

    internal static ProblemKind Conflict { get; } = new(409, "conflict", "Conflict");

    internal static ProblemKind PreconditionFailed { get; } = new(412, "precondition-failed", "Precondition failed");

    internal static ProblemKind ContentTooLarge { get; } = new(413, "content-too-large", "Content too large");

    internal static ProblemKind UriTooLong { get; } = new(414, "uri-too-long", "URI too long");

    internal static ProblemKind UnsupportedMediaType { get; } = new(415, "unsupported-media-type", "Unsupported media type");

    internal static ProblemKind RangeNotSatisfiable { get; } = new(416, "range-not-satisfiable", "Range not satisfiable");

    internal static ProblemKind UnreadableAudio { get; } = new(422, "unreadable-audio", "Unreadable audio");

    internal static ProblemKind UnreadablePicture { get; } = new(422, "unreadable-picture", "Unreadable picture");

    internal static ProblemKind ResultTooLarge { get; } = new(422, "result-too-large", "Result too large");

    internal static ProblemKind GeometryTooComplex { get; } = new(422, "geometry-too-complex", "Geometry too complex");

    internal static ProblemKind UnusableFile { get; } = new(422, "unusable-file", "File cannot be evaluated");

    internal static ProblemKind KeyReused { get; } = new(422, "idempotency-key-reused", "Idempotency key used for something else");

    internal static ProblemKind TooManyRequests { get; } = new(429, "too-many-requests", "Too many requests") { RetryAfter = "10" };

    internal static ProblemKind HeadersTooLarge { get; } = new(431, "request-header-fields-too-large", "Request header fields too large");

    /// <summary>Pictures are uploaded for seconds, not for milliseconds.</summary>
    internal static ProblemKind TooManyPictures { get; } = new(503, "overloaded", "Overloaded") { RetryAfter = "5" };

    internal static ProblemKind Internal { get; } = new(500, "internal", "Internal error");

    internal static ProblemKind Overloaded { get; } = new(503, "overloaded", "Overloaded") { RetryAfter = "1" };

    internal static ProblemKind Starting { get; } = new(503, "starting", "Starting") { RetryAfter = "1" };

    internal static ProblemKind Draining { get; } = new(503, "draining", "Draining") { RetryAfter = "5" };

    internal static ProblemKind SourceUnavailable { get; } = new(503, "source-unavailable", "Source unavailable") { RetryAfter = "10" };

    internal static ProblemKind AuditUnavailable { get; } = new(503, "audit-unavailable", "Audit log unavailable") { RetryAfter = "30" };

    internal static ProblemKind TrainingUnavailable { get; } = new(503, "training-unavailable", "Training unavailable") { RetryAfter = "5" };

    /// <summary>The kind of a status that the framework or the host chose.</summary>
    internal static ProblemKind OfStatus(int status) => status switch
    {
        404 => NotFound,
        405 => MethodNotAllowed,
        406 => NotAcceptable,
        408 => RequestTimeout,
        412 => PreconditionFailed,
        413 => ContentTooLarge,
        414 => UriTooLong,
        415 => UnsupportedMediaType,
        416 => RangeNotSatisfiable,
        431 => HeadersTooLarge,
        503 => Overloaded,
        >= 500 => Internal,
        _ => BadRequest,
    };
}
