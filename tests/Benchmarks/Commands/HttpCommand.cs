using System.CommandLine;
using System.Globalization;
using Benchmarks.Http;
using Benchmarks.Measuring;

namespace Benchmarks.Commands;

/// <summary><c>bench http</c>: a tile from the cache and a 304 against a constant body of the same size, each server in a process of its own.</summary>
internal static class HttpCommand
{
    /// <summary>Wanted share of the constant body's rate.</summary>
    private const double Goal = 0.6;

    private static readonly Option<string> s_path = new("--path") { Description = "The tile that is asked for", DefaultValueFactory = _ => "/tiles/land/3/4/2.png" };
    private static readonly Option<DirectoryInfo[]> s_folder = new("--folder") { Description = "Layers to serve; the shipped ones when not given" };
    private static readonly Option<int> s_connections = BenchOptions.Integer("--connections", "Kept-alive connections", 32, 1, 1024);
    private static readonly Option<int> s_rounds = BenchOptions.Integer("--rounds", "Timings of each side", 5, 1, 100);
    private static readonly Option<double> s_seconds = BenchOptions.Number("--seconds", "Length of one timing", 2, 0.1, 60);
    private static readonly Option<bool> s_json = BenchOptions.Json();

    internal static Command Create(TextWriter output)
    {
        var command = new Command("http", "A cached tile and a 304 against a constant body of that size")
        {
            s_path, s_folder, s_connections, s_rounds, s_seconds, s_json,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var report = await MeasureAsync(result, cancellationToken);
            report.Write(output, result.GetValue(s_json));
            return 0;
        });
        return command;
    }

    private static async Task<Report> MeasureAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var path = result.GetRequiredValue(s_path);
        var folders = (result.GetValue(s_folder) ?? []).Select(folder => folder.FullName);
        using var tiles = ServerProcess.Start(Programs.TileServer, ["serve", .. folders]);
        var (body, etag) = await tiles.AskAsync(path, TimeSpan.FromSeconds(60), cancellationToken);
        var length = body.Length.ToString(CultureInfo.InvariantCulture);
        using var plain = ServerProcess.Start(Programs.EmptyApp, "--body", length);
        await plain.AskAsync("/constant", TimeSpan.FromSeconds(60), cancellationToken);

        LoadPlan Plan(ServerProcess server, string target, int status, params string[] headers) =>
            new(server.Port, target, headers, result.GetValue(s_connections), result.GetValue(s_seconds), status);

        var tag = "If-None-Match: " + (etag ?? throw new BenchException($"GET {path} has no ETag."));
        var standings = Contest.Run(
            [
                Contend("cached tile", tiles, Plan(tiles, path, 200)),
                Contend("304", tiles, Plan(tiles, path, 304, tag)),
                Contend("constant body", plain, Plan(plain, "/constant", 200)),
                Contend("bare 304", plain, Plan(plain, "/unchanged", 304)),
            ],
            result.GetValue(s_rounds),
            warmUp: 2,
            cancellationToken);
        return new Report("http", Machine.Describe(), Settings(result, path, length), Compare(standings));
    }

    private static IReadOnlyList<Row> Compare(IReadOnlyList<Standing> standings)
    {
        var (tile, unchanged, constant, bare) = (standings[0], standings[1], standings[2], standings[3]);
        return
        [
            new Row("server CPU a request", tile, constant, Goal),
            new Row("requests a second", tile, constant, Goal, Clock.Wall, Rates(tile, constant)),
            new Row("server CPU a request", unchanged, constant, Goal),
            new Row("requests a second", unchanged, constant, Goal, Clock.Wall, Rates(unchanged, constant)),
            new Row("server CPU a request", unchanged, bare, null),
        ];
    }

    private static string Rates(Standing ours, Standing rival) =>
        string.Create(CultureInfo.InvariantCulture, $"{1 / ours.Wall:0} against {1 / rival.Wall:0} requests/s");

    private static Contender Contend(string name, ServerProcess server, LoadPlan plan) => new(name, () =>
    {
        var cpu = server.CpuSeconds;
        var load = LoadGenerator.RunAsync(plan, CancellationToken.None).GetAwaiter().GetResult();
        return new Sample(load.Seconds, server.CpuSeconds - cpu, load.Requests);
    });

    private static Dictionary<string, object> Settings(ParseResult result, string path, string length) => new()
    {
        ["path"] = path,
        ["bytes"] = length,
        ["connections"] = result.GetValue(s_connections),
        ["seconds"] = result.GetValue(s_seconds),
        ["rounds"] = result.GetValue(s_rounds),
    };
}
