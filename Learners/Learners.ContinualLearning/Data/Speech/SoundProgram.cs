using System.ComponentModel;
using System.Diagnostics;
using GeoCore.Audio;

namespace Learners.ContinualLearning.Data.Speech;

/// <summary>Runs the programs that read, synthesize and code speech.</summary>
internal static class SoundProgram
{
    // the slowest of them is done within seconds
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(5);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="words">Its name and arguments.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether it said that it succeeded.</returns>
    /// <exception cref="IOException">The machine has no such program.</exception>
    internal static bool Run(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        try
        {
            using var process = Process.Start(start)!;
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(s_deadline);
            using var registration = deadline.Token.Register(() => process.Kill(entireProcessTree: true));
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            process.StandardError.ReadToEnd();
            output.GetAwaiter().GetResult();
            process.WaitForExit();
            cancellationToken.ThrowIfCancellationRequested();
            return process.ExitCode == 0;
        }
        catch (Win32Exception fault)
        {
            throw new IOException($"{words[0]} is needed to make the speech: ./geosuite experiment rwm --prepare installs it ({fault.Message})", fault);
        }
    }

    /// <summary>Reads a file of sound; what is no WAV is decoded by sox or oggdec.</summary>
    /// <param name="path">The file.</param>
    /// <param name="workFolder">For a decoded copy.</param>
    /// <param name="cancellationToken">Ends decoding.</param>
    /// <exception cref="AudioException">It holds no sound.</exception>
    internal static Sound Read(string path, string workFolder, CancellationToken cancellationToken)
    {
        if (Path.GetExtension(path).Equals(".wav", StringComparison.OrdinalIgnoreCase))
        {
            using var stream = File.OpenRead(path);
            return WavFile.Read(stream);
        }

        var copy = Path.Combine(workFolder, "decoded.wav");
        string[] words = Path.GetExtension(path).Equals(".ogg", StringComparison.OrdinalIgnoreCase)
            ? ["oggdec", "-Q", "-o", copy, path]
            : ["sox", "-V1", path, "-t", "wav", "-b", "16", copy];
        if (!Run(words, cancellationToken))
        {
            throw new AudioException($"{Path.GetFileName(path)} cannot be decoded by {words[0]}");
        }

        using var decoded = File.OpenRead(copy);
        return WavFile.Read(decoded);
    }
}
