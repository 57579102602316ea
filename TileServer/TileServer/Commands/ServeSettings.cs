using TileServer.Hosting;
using TileServer.Sources.Styles;

namespace TileServer.Commands;

/// <summary>What <c>serve</c> was told.</summary>
/// <param name="Folders">Folders of layers; none means those that come with GeoSuite.</param>
/// <param name="Urls">Addresses; none leaves it to the configuration.</param>
/// <param name="Style">Colours and range of all rasters.</param>
/// <param name="IsExact">Whether models are evaluated at every pixel.</param>
/// <param name="IsWatching">Whether layers that appear or change later are served.</param>
/// <param name="Configure">Puts the other options on top of the configuration.</param>
internal sealed record ServeSettings(
    IReadOnlyList<string> Folders, IReadOnlyList<string> Urls, ConfiguredStyle Style, bool IsExact, bool IsWatching, Action<ServerOptions> Configure)
{
    /// <summary>Other servers whose GeoTIFFs mosaics may name.</summary>
    public IReadOnlyList<string> RemoteOrigins { get; init; } = [];
}
