using System.CommandLine;
using Benchmarks.Measuring;
using Benchmarks.Rasters;

namespace Benchmarks.Commands;

/// <summary><c>bench zonal</c>: the share of every cell in a polygon, beside intersections of single cells.</summary>
internal static class ZonalCommand
{
    private static readonly Option<int> s_cells = BenchOptions.Integer("--cells", "Cells along the edge of the largest raster", 1000, 20, 4000);
    private static readonly Option<int> s_rounds = BenchOptions.Integer("--rounds", "Timings of each side", 3, 1, 100);
    private static readonly Option<bool> s_json = BenchOptions.Json();

    internal static Command Create(TextWriter output)
    {
        var command = new Command("zonal", "The exact share of every cell in a polygon, beside intersecting the cells at its edge one by one") { s_cells, s_rounds, s_json };
        command.SetAction((result, cancellationToken) => Task.Run(
            () =>
            {
                var (cells, rounds) = (result.GetValue(s_cells), result.GetValue(s_rounds));
                var rows = new ZonalContest(cells, rounds).Run(cancellationToken);
                new Report("zonal", Machine.Describe(), new Dictionary<string, object> { ["cells"] = cells, ["rounds"] = rounds, ["threads"] = 1 }, rows).Write(output, result.GetValue(s_json));
                return 0;
            },
            CancellationToken.None));
        return command;
    }
}
