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
        if (Places(scale).FirstOrDefault(File.Exists) is { } there)
        {
            return LandPolygons.Read(there);
        }

        packages.Unpack(PackageClient.Debian, PackageName, null, Path.Combine(folder, PackageName), cancellationToken);
        return LandPolygons.Read(Places(scale)[^1]);
    }

    /// <summary>Whether nothing would have to be fetched.</summary>
    /// <param name="scale">As for <see cref="Read"/>.</param>
    internal bool Has(string scale) => Places(scale).Any(File.Exists);

    private string[] Places(string scale)
    {
        var name = $"ne_{scale}_land.shp";
        return [Path.Combine(folder, name), Path.Combine(folder, PackageName, "usr", "share", "magics", scale, name)];
    }
}
