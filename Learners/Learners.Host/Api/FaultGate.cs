using Learners.Host.Queue;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Learners.Host.Api;

/// <summary>The outermost step of a request: every fault becomes a problem, and statuses without words get some.</summary>
/// <param name="next">What follows.</param>
/// <param name="logger">Told of bugs.</param>
internal sealed partial class FaultGate(RequestDelegate next, ILogger<FaultGate> logger)
{
    /// <summary>Goes on and looks at what comes back.</summary>
    internal async Task InvokeAsync(HttpContext context)
    {
        Problem? problem;
        try
        {
            await next(context);
            var response = context.Response;
            problem = response is { HasStarted: false, StatusCode: >= 400, ContentType: null } ? Problem.OfStatus(response.StatusCode) : null;
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            problem = Of(fault);
        }

        if (problem is not null)
        {
            await problem.ExecuteAsync(context);
        }
    }

    private Problem Of(Exception fault)
    {
        switch (fault)
        {
            case KeyNotFoundException missing:
                return Problem.NotFound(missing.Message);
            case JobConflictException conflict:
                return new Problem(StatusCodes.Status409Conflict, "conflict", "Conflict", conflict.Message);
            case BadHttpRequestException bad:
                return Problem.OfStatus(bad.StatusCode);
            case SqliteException full:
                Failed(logger, full);
                return new Problem(StatusCodes.Status503ServiceUnavailable, "source-unavailable", "Unavailable", "the store of jobs cannot be written now");
            default:
                Failed(logger, fault);
                return new Problem(StatusCodes.Status500InternalServerError, "internal", "Internal error");
        }
    }

    [LoggerMessage(1, LogLevel.Error, "A request failed")]
    private static partial void Failed(ILogger logger, Exception fault);
}
