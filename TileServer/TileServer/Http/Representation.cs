namespace TileServer.Http;

/// <summary>An answer that is text or small: conditional, and compressed where the client takes it. The body is made only when it is sent.</summary>
/// <param name="entityTag">Quoted, without coding suffix.</param>
/// <param name="mediaType">Content-Type.</param>
/// <param name="cacheControl">Cache-Control.</param>
/// <param name="render">Makes the body.</param>
internal sealed class Representation(string entityTag, string mediaType, string cacheControl, Func<byte[]> render) : IResult
{
    /// <summary>Whether the media type gains from a content coding.</summary>
    internal bool IsCompressible { get; init; } = true;

    /// <summary>Whether the representation was chosen by Accept.</summary>
    internal bool IsNegotiated { get; init; }

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var request = httpContext.Request;
        var response = httpContext.Response;
        var headers = response.Headers;
        headers.CacheControl = cacheControl;
        if (IsCompressible)
            headers.Append("Vary", "Accept-Encoding");
        if (IsNegotiated)
            headers.Append("Vary", "Accept");
        if (EntityTags.Matches(request.Headers.IfNoneMatch, entityTag))
        {
            headers.ETag = entityTag;
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var body = render();
        var tag = entityTag;
        if (IsCompressible && body.Length >= ContentCoding.ShortestBody && ContentCoding.Choose(request.Headers.AcceptEncoding) is { } coding)
        {
            body = coding.Encode(body);
            headers.ContentEncoding = coding.Name;
            tag = EntityTags.WithSuffix(tag, coding.Suffix);
        }

        headers.ETag = tag;
        response.ContentType = mediaType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
