using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;
using TileServer.Hosting;

namespace TileServer.Http;

/// <summary>The outermost step of every request: origins, length, methods without a body of their own, and the one place where faults become answers.</summary>
internal sealed class RequestGate(RequestDelegate next, CrossOrigin crossOrigin, RequestCount requests, ILogger<RequestGate> logger)
{
    /// <summary>Longest request line, in bytes, with method and protocol version.</summary>
    internal const int LongestRequestLine = 8192;

    private const int MethodAndVersion = 16;

    /// <summary>Answers a request.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "this is the table of faults")]
    public async Task InvokeAsync(HttpContext context)
    {
        requests.Enter();
        try
        {
            crossOrigin.Apply(context);
            if (RawLength(context) > LongestRequestLine - MethodAndVersion)
                await Answer(context, new Problem(ProblemKinds.UriTooLong) { Detail = $"A request line has at most {LongestRequestLine} bytes." });
            else if (HttpMethods.IsOptions(context.Request.Method))
                CrossOrigin.AnswerOptions(context);
            else
                await next(context);
            if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null or 0 })
                await Answer(context, Explain(context));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // nobody is left to be answered
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            await Answer(context, Faults.Explain(fault, logger));
        }
        finally
        {
            requests.Leave();
        }
    }

    private static int RawLength(HttpContext context) =>
        context.Features.Get<IHttpRequestFeature>()!.RawTarget.Length;

    private static Task Answer(HttpContext context, Problem problem) => problem.ExecuteAsync(context);

    /// <summary>Says in words what a status without a body means.</summary>
    private static Problem Explain(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => new Problem(ProblemKinds.NotFound) { Detail = "There is nothing at this address." },
        StatusCodes.Status405MethodNotAllowed => new Problem(ProblemKinds.MethodNotAllowed)
        {
            Detail = $"This address answers {context.Response.Headers.Allow.ToString().Replace(",", ", ", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal)}.",
        },
        var status => new Problem(ProblemKinds.OfStatus(status)),
    };
}
