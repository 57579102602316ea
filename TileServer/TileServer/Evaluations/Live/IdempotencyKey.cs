using System.Security.Cryptography;
using System.Text;
using TileServer.Http;

namespace TileServer.Evaluations.Live;

/// <summary>What a client says with <c>Idempotency-Key</c>: that a request with the same key is the same request, sent again.</summary>
/// <param name="Key">The key.</param>
/// <param name="Fingerprint">SHA-256 of parameters and body.</param>
internal sealed record IdempotencyKey(string Key, string Fingerprint)
{
    internal const string Header = "Idempotency-Key";

    private const int Longest = 128;

    /// <summary>The key of a request; null without one.</summary>
    /// <returns>The key and, where it cannot be one, the problem.</returns>
    internal static (string? Key, Problem? Problem) Of(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out var values))
            return (null, null);
        var key = values.ToString();
        return key.Length is > 0 and <= Longest && !key.AsSpan().ContainsAnyExceptInRange('!', '~') && values.Count == 1 ? (key, null)
            : (null, Problem.InvalidParameter(Header, key, $"1 to {Longest} printable ASCII signs without spaces"));
    }

    /// <summary>The key of a request with its fingerprint. The body, which the server limits, is read, and can be read again.</summary>
    internal static async Task<IdempotencyKey> OfBodyAsync(string key, HttpRequest request, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        body.Position = 0;
        request.Body = body;
        byte[] all = [.. Encoding.UTF8.GetBytes($"{request.QueryString}\n{request.ContentType}\n"), .. body.ToArray()];
        return new IdempotencyKey(key, Convert.ToHexStringLower(SHA256.HashData(all)));
    }

    internal static Problem Mismatch() => new(ProblemKinds.KeyReused)
    {
        Detail = "This key came before with other content.",
        Errors = [ParameterFault.Of(Header, null, "a key that was not used for anything else")],
    };
}
