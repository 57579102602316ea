using System.Net;
using Yarp.ReverseProxy.Forwarder;

namespace TileServer.Training;

/// <summary>Turns a request into the one that the training host gets: without the prefix, and with word of who asked and under what name.</summary>
/// <remarks>Headers of the connection itself stay behind (RFC 9110, 7.6.1). What clients claim to be forwarded for is not believed; where a known
/// proxy said it, the connection carries it already.</remarks>
internal sealed class TrainingTransformer : HttpTransformer
{
    private static readonly string[] s_claims = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix"];

    /// <inheritdoc/>
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        var request = httpContext.Request;
        _ = request.Path.StartsWithSegments(TrainingProxy.Prefix, out var rest);
        proxyRequest.RequestUri = RequestUtilities.MakeDestinationAddress(destinationPrefix, rest.HasValue ? rest : "/", request.QueryString);
        var headers = proxyRequest.Headers;
        headers.Host = null; // that of the address
        foreach (var claim in s_claims)
            headers.Remove(claim);
        headers.TryAddWithoutValidation("X-Forwarded-For", Text(httpContext.Connection.RemoteIpAddress));
        headers.TryAddWithoutValidation("X-Forwarded-Proto", request.Scheme);
        headers.TryAddWithoutValidation("X-Forwarded-Host", request.Host.ToUriComponent());
        headers.TryAddWithoutValidation("X-Forwarded-Prefix", request.PathBase.ToUriComponent() + TrainingProxy.Prefix);
    }

    /// <summary>A stream begins when the host has begun it, not with its first event.</summary>
    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var isAnswer = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse?.Content.Headers.ContentType?.MediaType == "text/event-stream")
            await httpContext.Response.Body.FlushAsync(cancellationToken);
        return isAnswer;
    }

    private static string Text(IPAddress? address) => address is null ? "unknown" : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
