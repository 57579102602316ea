using System.Diagnostics;

namespace HousePlan.Tests.Documents;

/// <summary>The programs behind <c>./geosuite</c>, as the build left them: the launcher itself would build again.</summary>
internal static class GeoSuiteProgram
{
    private static readonly string s_configuration = AppContext.BaseDirectory.Contains("/debug", StringComparison.Ordinal) ? "debug" : "release";

    /// <summary>Starts a command.</summary>
    /// <param name="words">What stands behind <c>./geosuite</c>.</param>
    public static Process Start(params IReadOnlyList<string> words)
    {
        // the launcher passes its own word on where a program has several commands
        var (program, passed) = words[0] switch
        {
            "serve" or "inspect" or "evaluate" or "geolocate" => (Built("TileServer", ""), words),
            "train" or "learners" => (Built("Learners.Host", "_linux-x64"), words),
            "bench" => (Built("Benchmarks", "_linux-x64"), [.. words.Skip(1)]),
            "raster-data" => (Built("RasterData.Generator", ""), [.. words.Skip(1)]),
            _ => (Path.Combine(Checkout.Root, "geosuite"), words),
        };
        var start = new ProcessStartInfo(program, passed) { WorkingDirectory = Checkout.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GEOSUITE_HOME"] = Checkout.Root;
        return Process.Start(start)!;
    }

    /// <summary>Runs a command to its end.</summary>
    /// <returns>Exit code, and both streams.</returns>
    public static async Task<(int Code, string Text)> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        using var process = Start(words);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, output + await error);
    }

    private static string Built(string project, string suffix)
    {
        var path = Path.Combine("artifacts", "bin", project, s_configuration + suffix, project);
        Assert.SkipUnless(File.Exists(Path.Combine(Checkout.Root, path)), $"{path} is not built");
        return Path.Combine(Checkout.Root, path);
    }
}
