using System.Net;
using Microsoft.AspNetCore.Http;

namespace Learners.Host.Api;

/// <summary>Lets people of this machine in, others with a key, and no page of a foreign site.</summary>
/// <param name="next">What follows.</param>
/// <param name="keys">The keys.</param>
/// <remarks>
/// A proxy on this machine connects from this machine whoever its client is, so that whom it names as client counts as well. A page of a
/// foreign site in a browser on this machine is a foreigner too: it is known by the Origin it must send, and by the name it knows this host by.
/// </remarks>
internal sealed class AccessGate(RequestDelegate next, ApiKeys keys)
{
    private const string Health = "/health/live";
    private const string ForwardedFor = "X-Forwarded-For";
    private const string ForwardedHost = "X-Forwarded-Host";

    /// <summary>Answers in place of what follows, or goes on.</summary>
    internal Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path == Health)
        {
            return next(context);
        }

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && IsFromForeignPage(request))
        {
            return new Problem(StatusCodes.Status403Forbidden, "forbidden", "Forbidden", "a page of another site may not change anything here").ExecuteAsync(context);
        }

        if (IsFromThisMachine(context))
        {
            return next(context);
        }

        if (!keys.Any)
        {
            return new Problem(
                StatusCodes.Status403Forbidden, "admin-disabled", "Forbidden",
                $"without a key ({ApiKeys.Variable} or --keys) only this machine may use the training host").ExecuteAsync(context);
        }

        if (KeyOf(request) is { } key && keys.Accepts(key))
        {
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = "ApiKey";
        return new Problem(StatusCodes.Status401Unauthorized, "key-required", "Key required", "send a key as X-Api-Key or Authorization: Bearer").ExecuteAsync(context);
    }

    private static string? KeyOf(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        return request.Headers["X-Api-Key"].FirstOrDefault()
            ?? (authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? authorization[scheme.Length..].Trim() : null);
    }

    private static bool IsFromThisMachine(HttpContext context)
    {
        var request = context.Request;
        return context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && !request.Headers.ContainsKey("Forwarded")
            && ListOf(request, ForwardedFor).All(client => IPAddress.TryParse(client, out var other) && IPAddress.IsLoopback(other))
            && ListOf(request, ForwardedHost).Append(request.Host.Value ?? "").All(IsNameOfThisMachine);
    }

    private static bool IsNameOfThisMachine(string host)
    {
        var name = new HostString(host).Host.Trim('[', ']');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }

    private static bool IsFromForeignPage(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].FirstOrDefault() is "cross-site")
        {
            return true;
        }

        var own = ListOf(request, ForwardedHost).Append(request.Host.Value ?? "");
        return request.Headers.Origin.FirstOrDefault() is { } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var page) && own.Contains(page.Authority, StringComparer.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> ListOf(HttpRequest request, string header) =>
        request.Headers.GetCommaSeparatedValues(header).Select(value => value.Trim());
}
