using System.Diagnostics;
using System.Globalization;

namespace GeoCore.Tests.Geodesy;

/// <summary>PROJ, asked through GDAL's command line program.</summary>
internal static class ProjOracle
{
    private static readonly string? s_program = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "gdaltransform")).FirstOrDefault(File.Exists);

    /// <summary>Converts places; NaN where PROJ says that there is no answer.</summary>
    public static (double X, double Y)[] Transform(string from, string to, IReadOnlyList<(double X, double Y)> places)
    {
        Assert.SkipWhen(s_program is null, "gdaltransform (Debian package gdal-bin) is not installed, so PROJ cannot be asked.");
        using var process = Process.Start(new ProcessStartInfo(s_program!, ["-s_srs", from, "-t_srs", to, "-output_xy"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var answers = process.StandardOutput.ReadToEndAsync();
        foreach (var (x, y) in places)
        {
            process.StandardInput.WriteLine(FormattableString.Invariant($"{x:R} {y:R}"));
        }

        process.StandardInput.Close();
        var lines = answers.GetAwaiter().GetResult().Trim().Split('\n');
        process.WaitForExit();
        Assert.True(lines.Length == places.Count, $"{lines.Length} answers for {places.Count} places: {errors.GetAwaiter().GetResult()}");
        return [.. lines.Select(line => line.Split(' ')).Select(parts => (Number(parts[0]), Number(parts.Length > 1 ? parts[1] : "nan")))];
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}
