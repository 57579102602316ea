using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using TileServer.Hosting;

namespace TileServer.Http;

/// <summary>Absolute addresses of this server. A Host header is believed only where it names the server, so that no cache learns links to elsewhere.</summary>
internal sealed class PublicLinks(IOptions<ServerOptions> options, IServer server)
{
    private static readonly string[] s_local = ["localhost", "127.0.0.1", "[::1]"];

    private HashSet<string>? _allowed;
    private bool _everywhere;

    /// <summary>The address that paths are appended to, without a final slash.</summary>
    /// <param name="context">The request.</param>
    /// <param name="address">For example <c>http://localhost:5080</c>.</param>
    /// <returns>False where the Host header names another server.</returns>
    internal bool TryGetBase(HttpContext context, out string address)
    {
        if (options.Value.PublicBaseUrl is { Length: > 0 } configured)
        {
            address = configured.TrimEnd('/');
            return true;
        }

        var request = context.Request;
        address = $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}";
        return IsAllowed(request.Host.Host, context.Connection.LocalIpAddress);
    }

    /// <summary>The answer where <see cref="TryGetBase"/> is false.</summary>
    internal static Problem InvalidHost(HttpContext context) => new(ProblemKinds.InvalidHost)
    {
        Detail = "The Host header names a host that this server does not go by; see AllowedHosts and PublicBaseUrl.",
        Errors = [ParameterFault.Of("Host", context.Request.Host.Value, "an allowed host")],
    };

    private bool IsAllowed(string host, IPAddress? local)
    {
        var allowed = _allowed ??= Collect();
        if (allowed.Contains(host))
            return true;

        // bound to every address: then the address that was reached is a name of the server, too
        return _everywhere && local is not null && IPAddress.TryParse(host, out var named)
            && named.Equals(local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local);
    }

    private HashSet<string> Collect()
    {
        var allowed = new HashSet<string>([.. s_local, .. options.Value.AllowedHosts], StringComparer.OrdinalIgnoreCase);
        foreach (var url in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            var host = BindingAddress.Parse(url).Host;
            if (host is "*" or "+" or "0.0.0.0" or "[::]")
                _everywhere = true;
            else
                allowed.Add(host);
        }

        if (_everywhere)
            allowed.Add(Environment.MachineName);
        return allowed;
    }
}
