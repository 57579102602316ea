using System.Diagnostics;
using System.Text.Json;

namespace TileServer.Tests.Qgis;

/// <summary>Runs scripts beside the tests in QGIS without a window.</summary>
internal static class QgisPython
{
    /// <summary>Starting QGIS takes seconds, on a busy machine many.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    private static readonly Lazy<string?> s_python = new(Find);

    /// <summary>Leaves the test where there is no QGIS.</summary>
    public static void SkipWithoutQgis() =>
        Assert.SkipWhen(s_python.Value is null, "QGIS with its Python is not installed here (Debian: python3-qgis, qgis-providers): what the server offers it is not tried.");

    /// <summary>Runs a script.</summary>
    /// <param name="script">Name of the file.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The JSON that it writes.</returns>
    public static async Task<JsonElement> RunAsync(string script, params string[] arguments)
    {
        SkipWithoutQgis();
        var profile = Directory.CreateTempSubdirectory("geosuite-qgis-");
        try
        {
            var (code, output, errors) = await StartAsync(profile.FullName, [Path.Combine(AppContext.BaseDirectory, "Qgis", script), .. arguments]);
            Assert.True(code == 0, $"{script} ended with {code}: {errors}{output}");
            Assert.DoesNotContain("Traceback", errors, StringComparison.Ordinal);

            // providers may write lines of their own before the answer
            using var document = JsonDocument.Parse(output[output.IndexOf('{', StringComparison.Ordinal)..]);
            return document.RootElement.Clone();
        }
        finally
        {
            profile.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Output, string Errors)> StartAsync(string profile, string[] arguments)
    {
        var start = new ProcessStartInfo(s_python.Value!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["QT_QPA_PLATFORM"] = "offscreen";
        start.Environment["QGIS_CUSTOM_CONFIG_PATH"] = profile;
        start.Environment["HOME"] = profile;
        start.Environment["XDG_RUNTIME_DIR"] = profile;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"{string.Join(' ', arguments)} still runs after {s_patience}.");
        }
    }

    /// <summary>A Python that knows QGIS: the system's, for which Debian makes it, or one that is named.</summary>
    private static string? Find()
    {
        foreach (var python in new[] { Environment.GetEnvironmentVariable("QGIS_PYTHON"), "/usr/bin/python3", "python3" })
        {
            if (!string.IsNullOrEmpty(python) && Knows(python))
                return python;
        }

        return null;
    }

    private static bool Knows(string python)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('qgis') is None)"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
