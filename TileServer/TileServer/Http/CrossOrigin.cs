using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using TileServer.Hosting;

namespace TileServer.Http;

/// <summary>Lets pages of other origins read (Fetch standard, CORS protocol); never with credentials.</summary>
internal sealed class CrossOrigin
{
    private const string Exposed =
        "ETag, Content-Range, Accept-Ranges, Content-Length, X-Cache, OATiles-hint, Server-Timing, Link, Content-Crs, Content-Bbox, X-Ignored-Params";

    private const string Methods = "GET, HEAD, POST, OPTIONS";

    private readonly HashSet<string>? _origins;

    public CrossOrigin(IOptions<ServerOptions> options)
    {
        var origins = options.Value.CorsOrigins;
        _origins = origins is [] or ["*"] ? null : new HashSet<string>(origins, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Writes the headers that every answer carries.</summary>
    internal void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (_origins is null)
        {
            headers.AccessControlAllowOrigin = "*";
        }
        else
        {
            headers.Vary = "Origin";
            var origin = context.Request.Headers.Origin.ToString();
            if (!_origins.Contains(origin))
                return;
            headers.AccessControlAllowOrigin = origin;
        }

        headers.AccessControlExposeHeaders = Exposed;
    }

    /// <summary>Answers OPTIONS, be it a preflight or a question.</summary>
    internal static void AnswerOptions(HttpContext context)
    {
        var headers = context.Response.Headers;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        headers.Allow = Methods;
        if (StringValues.IsNullOrEmpty(context.Request.Headers.AccessControlRequestMethod))
            return;
        headers.AccessControlAllowMethods = Methods;
        headers.AccessControlAllowHeaders = "Content-Type, If-None-Match, If-Match, If-Range, Range";
        headers.AccessControlMaxAge = "86400";
    }
}
