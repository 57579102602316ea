using System.CommandLine;
using Benchmarks.Dialogues;
using Benchmarks.Measuring;

namespace Benchmarks.Commands;

/// <summary><c>bench replies</c>: candidates for the next turn of a dialogue.</summary>
internal static class RepliesCommand
{
    private static readonly Option<int> s_candidates = BenchOptions.Integer("--candidates", "Replies to choose from", 1_000_000, 1, 5_000_000);
    private static readonly Option<int> s_width = BenchOptions.Integer("--width", "Numbers of a vector", 192, 1, 400);
    private static readonly Option<int[]> s_histories = new("--history") { Description = "Turns said before", DefaultValueFactory = _ => [1, 10, 30], AllowMultipleArgumentsPerToken = true };
    private static readonly Option<int> s_threads = BenchOptions.Integer("--threads", "That share a pass through the candidates", 2, 1, 256);
    private static readonly Option<int> s_rounds = BenchOptions.Integer("--rounds", "Timings of each side", 3, 1, 100);
    private static readonly Option<bool> s_json = BenchOptions.Json();

    static RepliesCommand() => s_histories.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int[]>()?.Any(turns => turns is < 0 or > 1000) != false)
        {
            result.AddError("--history is 0 to 1000");
        }
    });

    internal static Command Create(TextWriter output)
    {
        var command = new Command("replies", "All candidates of a dialogue scored again for one new turn, beside scoring them from the whole history; the scores must be the same bits")
        {
            s_candidates, s_width, s_histories, s_threads, s_rounds, s_json,
        };
        command.SetAction((result, cancellationToken) => Task.Run(
            () =>
            {
                int candidates = result.GetValue(s_candidates), width = result.GetValue(s_width), threads = result.GetValue(s_threads), rounds = result.GetValue(s_rounds);
                var rows = new ReplyContest(candidates, width, threads, rounds).Run(result.GetValue(s_histories)!, cancellationToken);
                new Report("replies", Machine.Describe(), new Dictionary<string, object> { ["candidates"] = candidates, ["width"] = width, ["threads"] = threads, ["rounds"] = rounds }, rows).Write(output, result.GetValue(s_json));
                return 0;
            },
            CancellationToken.None));
        return command;
    }
}
