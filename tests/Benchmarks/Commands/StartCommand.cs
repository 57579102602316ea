using System.CommandLine;
using System.Diagnostics;
using Benchmarks.Http;
using Benchmarks.Measuring;

namespace Benchmarks.Commands;

/// <summary><c>bench start</c>: from the start of the process to the first tile, against the first answer of an empty ASP.NET Core application.</summary>
internal static class StartCommand
{
    /// <summary>Wanted: less than three times the empty application.</summary>
    private const double Goal = 1.0 / 3;

    private static readonly Option<string> s_path = new("--path") { Description = "The tile that is asked for", DefaultValueFactory = _ => "/tiles/land/0/0/0.png" };
    private static readonly Option<DirectoryInfo[]> s_folder = new("--folder") { Description = "Layers to serve; the shipped ones when not given" };
    private static readonly Option<int> s_rounds = BenchOptions.Integer("--rounds", "Starts of each side", 9, 1, 100);
    private static readonly Option<bool> s_json = BenchOptions.Json();

    internal static Command Create(TextWriter output)
    {
        var command = new Command("start", "From process start to the first tile, against an empty ASP.NET Core application")
        {
            s_path, s_folder, s_rounds, s_json,
        };
        command.SetAction((result, cancellationToken) =>
        {
            Measure(result, cancellationToken).Write(output, result.GetValue(s_json));
            return Task.FromResult(0);
        });
        return command;
    }

    private static Report Measure(ParseResult result, CancellationToken cancellationToken)
    {
        var path = result.GetRequiredValue(s_path);
        string[] serve = ["serve", .. (result.GetValue(s_folder) ?? []).Select(folder => folder.FullName)];
        var standings = Contest.Run(
            [
                new Contender("first tile", () => Start(Programs.TileServer, path, serve, cancellationToken)),
                new Contender("first answer of an empty app", () => Start(Programs.EmptyApp, "/", [], cancellationToken)),
            ],
            result.GetValue(s_rounds),
            warmUp: 1,
            cancellationToken);
        var settings = new Dictionary<string, object> { ["path"] = path, ["rounds"] = result.GetValue(s_rounds) };
        return new Report(
            "start",
            Machine.Describe(),
            settings,
            [
                new Row("wall time", standings[0], standings[1], Goal, Clock.Wall),
                new Row("CPU time", standings[0], standings[1], null),
            ]);
    }

    private static Sample Start(string program, string path, string[] arguments, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        using var server = ServerProcess.Start(program, arguments);
        server.AskAsync(path, TimeSpan.FromSeconds(60), cancellationToken).GetAwaiter().GetResult();
        return new Sample(Stopwatch.GetElapsedTime(start).TotalSeconds, server.CpuSeconds);
    }
}
