using System.ComponentModel;
using System.Diagnostics;

namespace GeoCore.Packages;

/// <summary>Fetches packages through the machine's own clients and unpacks them into folders, without installing them or what they depend on.</summary>
/// <param name="progress">Told what is being fetched.</param>
public sealed class PackageFetcher(TextWriter progress)
{
    /// <summary>Downloads and unpacks. A folder that exists is whole: it is unpacked beside and renamed.</summary>
    /// <param name="client">Who hands the package out.</param>
    /// <param name="package">Its name.</param>
    /// <param name="version">npm is asked for exactly this one; Debian gives the one it has. Null for any.</param>
    /// <param name="folder">Receives the package's tree; replaced if it is there.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <exception cref="IOException">The client is missing, or the package cannot be had.</exception>
    public void Unpack(PackageClient client, string package, string? version, string folder, CancellationToken cancellationToken = default)
    {
        progress.WriteLine($"fetching {(client == PackageClient.Npm ? "npm" : "Debian")} {package} {version}".TrimEnd());
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(folder))!);
        var half = Directory.CreateDirectory(folder + ".half").FullName;
        try
        {
            if (client == PackageClient.Npm)
                UnpackNpm(half, version is null ? package : $"{package}@{version}", cancellationToken);
            else
                UnpackDebian(half, package, cancellationToken);
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            Directory.Move(half, folder);
        }
        finally
        {
            if (Directory.Exists(half))
                Directory.Delete(half, recursive: true);
        }
    }

    private static void UnpackNpm(string folder, string package, CancellationToken cancellationToken)
    {
        Run(folder, ["npm", "pack", "--silent", package], cancellationToken);
        var file = Single(folder, "*.tgz");
        Run(folder, ["tar", "-xzf", file, "--strip-components=1"], cancellationToken);
        File.Delete(file);
    }

    private static void UnpackDebian(string folder, string package, CancellationToken cancellationToken)
    {
        // a machine that was never updated has no package lists
        if (Complaint(folder, ["apt-get", "-q", "download", package], cancellationToken) is not null)
        {
            Run(folder, ["apt-get", "-q", "update"], cancellationToken);
            Run(folder, ["apt-get", "-q", "download", package], cancellationToken);
        }

        var file = Single(folder, "*.deb");
        Run(folder, ["dpkg-deb", "-x", file, folder], cancellationToken);
        File.Delete(file);
    }

    private static string Single(string folder, string pattern) => Directory.GetFiles(folder, pattern) is [var file]
        ? file
        : throw new IOException($"no {pattern} was left by the download");

    private static void Run(string folder, string[] words, CancellationToken cancellationToken)
    {
        if (Complaint(folder, words, cancellationToken) is { } complaint)
            throw new IOException($"'{string.Join(' ', words)}' failed: {complaint}");
    }

    /// <summary>Runs a program; null if it succeeded, else what it said.</summary>
    private static string? Complaint(string folder, string[] words, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            using var registration = cancellationToken.Register(process.Kill);
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var complaint = process.StandardError.ReadToEnd().Trim();
            output.GetAwaiter().GetResult();
            process.WaitForExit();
            cancellationToken.ThrowIfCancellationRequested();
            return process.ExitCode == 0 ? null : $"{complaint} (exit code {process.ExitCode})";
        }
        catch (Win32Exception fault)
        {
            throw new IOException($"{words[0]} is needed to fetch the data: {fault.Message}", fault);
        }
    }
}
