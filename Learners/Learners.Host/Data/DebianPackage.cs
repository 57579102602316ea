using System.ComponentModel;
using System.Diagnostics;

namespace Learners.Host.Data;

/// <summary>Fetches a Debian package by name and unpacks it into a folder without installing it or what it depends on.</summary>
/// <param name="writer">Told what is being fetched.</param>
internal sealed class DebianPackage(TextWriter writer)
{
    /// <summary>Downloads and unpacks.</summary>
    /// <param name="name">Of the package, as apt knows it.</param>
    /// <param name="folder">Receives the package's tree; created.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <exception cref="IOException">apt or dpkg is missing, or the package cannot be had.</exception>
    internal void Unpack(string name, string folder, CancellationToken cancellationToken)
    {
        var download = Directory.CreateTempSubdirectory("geosuite-");
        try
        {
            writer.WriteLine($"fetching the Debian package {name}");
            if (!TryRun(download.FullName, cancellationToken, out _, "apt-get", "download", name))
            {
                // a machine that was never updated has no package lists
                TryRun(download.FullName, cancellationToken, out _, "apt-get", "update");
                if (!TryRun(download.FullName, cancellationToken, out var complaint, "apt-get", "download", name))
                {
                    throw new IOException($"the Debian package {name} cannot be fetched: {complaint}");
                }
            }

            var file = Directory.EnumerateFiles(download.FullName, "*.deb").FirstOrDefault()
                ?? throw new IOException($"apt-get download {name} left no file");

            // unpacked beside and renamed, so that a folder that exists is whole
            var half = folder + ".half";
            Directory.CreateDirectory(half);
            if (!TryRun(download.FullName, cancellationToken, out var unpackComplaint, "dpkg-deb", "-x", file, half))
            {
                throw new IOException($"{Path.GetFileName(file)} cannot be unpacked: {unpackComplaint}");
            }

            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Directory.Move(half, folder);
        }
        finally
        {
            download.Delete(recursive: true);
        }
    }

    private static bool TryRun(string folder, CancellationToken cancellationToken, out string complaint, params string[] words)
    {
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            using var registration = cancellationToken.Register(process.Kill);
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            complaint = process.StandardError.ReadToEnd().Trim();
            output.GetAwaiter().GetResult();
            process.WaitForExit();
            cancellationToken.ThrowIfCancellationRequested();
            return process.ExitCode == 0;
        }
        catch (Win32Exception fault)
        {
            throw new IOException($"{words[0]} is needed to fetch the training data: {fault.Message}", fault);
        }
    }
}
