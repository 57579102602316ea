namespace TileServer.Http;

/// <summary>One row of the table of problems: what went wrong in general, and what that means to a client.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Slug">Last part of the problem's type.</param>
/// <param name="Title">The same for every occurrence.</param>
internal sealed record ProblemKind(int Status, string Slug, string Title)
{
    /// <summary>How long the answer may be kept.</summary>
    internal string CacheControl { get; init; } = CachePolicy.NoStore;

    /// <summary>Seconds after which asking again makes sense, or null.</summary>
    internal string? RetryAfter { get; init; }

    /// <summary>URI of the type, relative to the server (RFC 9457, 3.1.1).</summary>
    internal string Type => "/problems/" + Slug;
}
