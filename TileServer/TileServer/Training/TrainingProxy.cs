using System.Diagnostics;
using System.Net;
using Learners.Contracts;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using TileServer.Hosting;
using TileServer.Http;
using Yarp.ReverseProxy.Forwarder;

namespace TileServer.Training;

/// <summary>Passes <c>/training/…</c> on to the training host. Whatever becomes of that host, requests for tiles do not notice.</summary>
internal sealed class TrainingProxy(IHttpForwarder forwarder, IOptions<ServerOptions> options, IHostApplicationLifetime life) : IDisposable
{
    /// <summary>Prefix of what is passed on.</summary>
    internal const string Prefix = "/training";

    /// <summary>Path of the host's streams, which end only with one of the two.</summary>
    private const string Events = "/events";

    /// <summary>A stream says something every quarter of a minute, if only that it is still there.</summary>
    private static readonly ForwarderRequestConfig s_config = new()
    {
        ActivityTimeout = TimeSpan.FromMinutes(2),
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private readonly TrainingTransformer _transformer = new();
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        ConnectTimeout = TimeSpan.FromSeconds(5),
    });

    private long LargestBody => Math.Min(options.Value.LargestBody, JobSubmission.LargestBytes);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Passes a request on and the answer back as it comes.</summary>
    internal async Task ForwardAsync(HttpContext context)
    {
        // anybody may see the map; what is trained here is for pages of this server
        context.Response.Headers.AccessControlAllowOrigin = default;
        context.Response.Headers.AccessControlExposeHeaders = default;
        if (Refusal(context) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        // refused here: a host that refuses ends the connection while the rest is still sent to it, and its reason is lost
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LargestBody;

        // a stream would keep the server from ending
        var stop = context.Request.Path.Value!.EndsWith(Events, StringComparison.Ordinal) ? life.ApplicationStopping : CancellationToken.None;
        var error = await forwarder.SendAsync(context, options.Value.TrainingHost, _client, s_config, _transformer, stop);
        if (error != ForwarderError.None && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
            await Explain(context.GetForwarderErrorFeature()?.Exception).ExecuteAsync(context);
    }

    /// <summary>The host sees this server as its client and judges by the headers; that much is certain before it does.</summary>
    private Problem? Refusal(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength > LargestBody)
            return new Problem(ProblemKinds.ContentTooLarge) { Detail = $"A body has at most {LargestBody} bytes." };
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || IsLocal(context.Connection.RemoteIpAddress) || HasKey(request.Headers))
            return null;
        return new Problem(ProblemKinds.KeyRequired) { Detail = "From another machine, changes need a key: X-Api-Key, or Authorization: Bearer." };
    }

    private static bool IsLocal(IPAddress? address) => address is not null && IPAddress.IsLoopback(address);

    private static bool HasKey(IHeaderDictionary headers) =>
        !StringValues.IsNullOrEmpty(headers["X-Api-Key"]) || !StringValues.IsNullOrEmpty(headers.Authorization);

    private static Problem Explain(Exception? fault) => Refused(fault) is { } bad
        ? new Problem(ProblemKinds.OfStatus(bad.StatusCode)) { Detail = bad.Message }
        : new Problem(ProblemKinds.TrainingUnavailable) { Detail = "The training host does not answer; ./geosuite host starts it." };

    /// <summary>What our own server refused in the client's body; the forwarder tells it together with what that did to the other side.</summary>
    private static BadHttpRequestException? Refused(Exception? fault) => fault switch
    {
        AggregateException several => several.InnerExceptions.Select(Refused).FirstOrDefault(found => found is not null),
        BadHttpRequestException bad => bad,
        { InnerException: { } inner } => Refused(inner),
        _ => null,
    };
}
