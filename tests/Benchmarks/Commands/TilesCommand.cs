using System.CommandLine;
using Benchmarks.Measuring;
using Benchmarks.Rasters;
using GeoCore.Raster;

namespace Benchmarks.Commands;

/// <summary><c>bench tiles</c>: tiles of Cloud-Optimized GeoTIFFs against GDALWarp.</summary>
internal static class TilesCommand
{
    private static readonly Resampling[] s_kernels = [Resampling.Nearest, Resampling.Bilinear, Resampling.Cubic, Resampling.Average];

    private static readonly Option<int> s_rounds = BenchOptions.Integer("--rounds", "Timings of each side", 3, 1, 100);
    private static readonly Option<bool> s_json = BenchOptions.Json();

    internal static Command Create(TextWriter output)
    {
        var command = new Command("tiles", "A 256 x 256 tile of a COG, sampled by GeoSuite and by GDALWarp, with and without decoded blocks") { s_rounds, s_json };
        command.SetAction((result, cancellationToken) => Task.Run(
            () =>
            {
                Measure(result.GetValue(s_rounds), cancellationToken).Write(output, result.GetValue(s_json));
                return 0;
            },
            CancellationToken.None));
        return command;
    }

    private static Report Measure(int rounds, CancellationToken cancellationToken)
    {
        var rows = new List<Row>();
        foreach (var sample in SampleRaster.All)
        {
            using var contest = new RasterContest(sample.Provide(Path.Combine(Home.Folder, "artifacts", "bench")), sample.Bands, rounds);
            // one zoom at about the cells' size, one that takes an overview
            foreach (var zoom in sample.Name.Contains("utm", StringComparison.Ordinal) ? new[] { 9, 7 } : [5, 3])
            {
                foreach (var kernel in s_kernels)
                {
                    rows.AddRange(contest.Run(sample.Name, zoom, kernel, cancellationToken));
                }
            }
        }

        var settings = new Dictionary<string, object> { ["pixels"] = "256 x 256", ["threads"] = 1, ["rounds"] = rounds, ["gdal"] = GeoCore.Gdal.GdalLibrary.Version };
        return new Report("tiles", Machine.Describe(), settings, rows);
    }
}
