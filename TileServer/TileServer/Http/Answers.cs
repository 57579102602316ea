using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TileServer.Http;

/// <summary>Frequent answers.</summary>
internal static class Answers
{
    internal const string Json = "application/json";

    /// <summary>Part of every tag: answers of another version of the server are others.</summary>
    internal static string ServerVersion { get; } = typeof(Answers).Assembly.GetName().Version?.ToString() ?? "0";

    /// <summary>JSON that depends on some texts and on the query of the request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="type">How the value is written.</param>
    /// <param name="inputs">What decides about the value.</param>
    /// <param name="make">Makes the value.</param>
    /// <param name="isNegotiated">Whether Accept decided that it is JSON.</param>
    /// <param name="cacheControl">How long it holds.</param>
    internal static Representation Metadata<T>(
        HttpContext context, JsonTypeInfo<T> type, ReadOnlySpan<string?> inputs, Func<T> make, bool isNegotiated = false, string cacheControl = CachePolicy.Metadata) => new(
        EntityTags.Of([ServerVersion, context.Request.Path, context.Request.QueryString.Value, .. inputs]), Json, cacheControl,
        () => JsonSerializer.SerializeToUtf8Bytes(make(), type))
        {
            IsNegotiated = isNegotiated,
        };
}
