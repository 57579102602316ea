namespace TileServer.Http;

/// <summary>The values of Cache-Control, by what is answered.</summary>
internal static class CachePolicy
{
    /// <summary>The address carries the current version of the layer: its bytes never change.</summary>
    internal const string Immutable = "public, max-age=31536000, immutable";

    /// <summary>No version in the address.</summary>
    internal const string Unversioned = "public, max-age=300, stale-while-revalidate=86400, stale-if-error=86400";

    /// <summary>TileJSON, catalogue, tile matrix sets, colormaps.</summary>
    internal const string Metadata = "public, max-age=60, stale-while-revalidate=600";

    /// <summary>A tile that no change of data will bring into being.</summary>
    internal const string OutOfRange = "public, max-age=86400";

    /// <summary>A layer that may be added at any moment.</summary>
    internal const string UnknownLayer = "max-age=10";

    /// <summary>Files of the pages: kept, but asked for again each time, because their addresses carry no version.</summary>
    internal const string Revalidate = "public, no-cache";

    /// <summary>Faults, health, and bodies whose address names another version.</summary>
    internal const string NoStore = "no-store";

    /// <summary>What a rendered answer may say, by the version its address names.</summary>
    /// <param name="asked">Value of <c>v</c>, or null.</param>
    /// <param name="current">Version of the layer.</param>
    internal static string OfVersion(string? asked, string current) =>
        asked is null ? Unversioned
        : string.Equals(asked, current, StringComparison.Ordinal) ? Immutable
        : NoStore;
}
