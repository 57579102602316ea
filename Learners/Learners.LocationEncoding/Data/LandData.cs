using GeoCore.Packages;

namespace Learners.LocationEncoding.Data;

/// <summary>Natural Earth's land polygons from the Debian package libmagics++-data (public domain), fetched when they are not there.</summary>
/// <param name="folder">Data folder of the run.</param>
/// <param name="packages">Fetches packages.</param>
internal sealed class LandData(string folder, PackageFetcher packages)
{
    private const string PackageName = "libmagics++-data";

    /// <summary>Land at a scale.</summary>
    /// <param name="scale"><c>10m</c>, <c>50m</c> or <c>110m</c>: the denominator in millions.</param>
    /// <param name="cancellationToken">Ends a fetch.</param>
    internal LandPolygons Read(string scale, CancellationToken cancellationToken)
    {
        var path = Path.Combine("usr", "share", "magics", scale, $"ne_{scale}_land.shp");
        foreach (var place in new[] { Path.Combine(folder, $"ne_{scale}_land.shp"), Path.Combine(folder, PackageName, path) })
        {
            if (File.Exists(place))
            {
                return LandPolygons.Read(place);
            }
        }

        packages.Unpack(PackageClient.Debian, PackageName, null, Path.Combine(folder, PackageName), cancellationToken);
        return LandPolygons.Read(Path.Combine(folder, PackageName, path));
    }
}
