using System.CommandLine;
using Benchmarks.Encoders;
using GeoCore.Encoding.Harmonics;

namespace Benchmarks.Commands;

/// <summary><c>bench features --points FILE --degrees L --out FILE</c>: harmonics of given places, for anybody who wants to check them.</summary>
internal static class FeaturesCommand
{
    private static readonly Option<FileInfo> s_points = new("--points") { Description = "Raw little-endian float64 pairs: longitude, latitude in degrees", Required = true };
    private static readonly Option<FileInfo> s_out = new("--out") { Description = "Receives L^2 values a point; (l, m) stands at l^2 + l + m", Required = true };
    private static readonly Option<int> s_degrees = BenchOptions.Integer("--degrees", "L: degrees 0 to L - 1", 40, 1, SphericalHarmonics.MaximumDegrees);
    private static readonly Option<bool> s_single = new("--float32") { Description = "Write float32 instead of float64" };
    private static readonly Option<string> s_convention = new("--convention") { Description = "Signs: standard, analytic or closed-form", DefaultValueFactory = _ => "standard" };

    static FeaturesCommand()
    {
        s_points.AcceptExistingOnly();
        s_convention.AcceptOnlyFromAmong("standard", "analytic", "closed-form");
    }

    internal static Command Create()
    {
        var command = new Command("features", "Write the spherical harmonics of the places of a file") { s_points, s_degrees, s_out, s_single, s_convention };
        command.SetAction((result, cancellationToken) =>
        {
            var convention = result.GetValue(s_convention) switch
            {
                "analytic" => HarmonicConvention.ReferenceAnalytic,
                "closed-form" => HarmonicConvention.ReferenceClosedForm,
                _ => HarmonicConvention.Standard,
            };
            FeatureFile.Write(
                result.GetRequiredValue(s_points).FullName,
                result.GetRequiredValue(s_out).FullName,
                new SphericalHarmonics(result.GetValue(s_degrees), convention),
                result.GetValue(s_single),
                cancellationToken);
            return Task.FromResult(0);
        });
        return command;
    }
}
