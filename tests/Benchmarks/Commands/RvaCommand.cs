using System.CommandLine;
using Benchmarks.Evaluation;
using Benchmarks.Measuring;

namespace Benchmarks.Commands;

/// <summary><c>bench rva</c>: Recall vs Area of one truth, of sixteen, and of a stream of queries, beside a plain read of the map.</summary>
internal static class RvaCommand
{
    private static readonly Option<int> s_cells = BenchOptions.Integer("--cells-per-degree", "Of the large grid; 24 are 37 324 800 cells", 24, 1, 60);
    private static readonly Option<int> s_queries = BenchOptions.Integer("--queries", "Queries of the stream on the grid of 1 degree", 1_000_000, 1, 100_000_000);
    private static readonly Option<int> s_rounds = BenchOptions.Integer("--rounds", "Timings of each side", 5, 1, 100);
    private static readonly Option<bool> s_json = BenchOptions.Json();

    internal static Command Create(TextWriter output)
    {
        var command = new Command("rva", "Area searched before a truth: one query beside a read of its map, 16 in one pass beside one, and a stream of queries")
        {
            s_cells, s_queries, s_rounds, s_json,
        };
        command.SetAction((result, cancellationToken) => Task.Run(
            () =>
            {
                var (cells, queries, rounds) = (result.GetValue(s_cells), result.GetValue(s_queries), result.GetValue(s_rounds));
                var rows = new RankingContest(cells, queries, rounds).Run(cancellationToken);
                var settings = new Dictionary<string, object> { ["cells per degree"] = cells, ["queries"] = queries, ["rounds"] = rounds, ["threads"] = 1 };
                new Report("rva", Machine.Describe(), settings, rows).Write(output, result.GetValue(s_json));
                return 0;
            },
            CancellationToken.None));
        return command;
    }
}
