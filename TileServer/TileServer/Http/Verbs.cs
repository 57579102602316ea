namespace TileServer.Http;

/// <summary>Methods of the routes.</summary>
internal static class Verbs
{
    /// <summary>Every resource that can be read can be asked about, too.</summary>
    internal static readonly string[] Read = ["GET", "HEAD"];
}
