using System.CommandLine;
using GeoCore.Raster;
using Learners.Host.Experiments;
using Learners.Torch.Experiments;
using Learners.Torch.Training;

namespace Learners.Host.Commands;

/// <summary><c>experiment NAME [--table T] [--seeds N]</c>: does the runs behind a paper's tables and writes the report.</summary>
internal static class ExperimentCommand
{
    private const int Cancelled = 130;
    private static readonly Argument<string> s_name = new("name") { Description = "Which experiment: " + string.Join(", ", ExperimentCatalogue.Names) };
    private static readonly Option<string[]> s_table = new("--table") { Description = "Only this table; may be repeated", DefaultValueFactory = _ => [] };
    private static readonly Option<string?> s_protocol = new("--protocol") { Description = "Only the table of this protocol, such as A, where the experiment has protocols" };
    private static readonly Option<bool> s_prepare = new("--prepare") { Description = "Fetch and make the data, then stop; what is there stays" };
    private static readonly Option<string?> s_only = new("--only") { Description = "Only runs whose name holds this text, such as /siren/" };
    private static readonly Option<int> s_seeds = new("--seeds") { Description = "Runs of every row, with seeds from 0", DefaultValueFactory = _ => 3 };
    private static readonly Option<string?> s_folder = new("--folder") { Description = "Where finished runs are kept; artifacts/experiments/NAME when not given" };
    private static readonly Option<string?> s_report = new("--report") { Description = "Page that the tables are written into; docs/results/NAME.md when not given" };
    private static readonly Option<bool> s_reportOnly = new("--report-only") { Description = "Train nothing, report what is there" };
    private static readonly Option<string?> s_jobs = new("--jobs-file") { Description = "Train nothing: write the missing trainings into this file, one job a line, as the host takes them" };
    private static readonly Option<int> s_threads = new("--threads") { Description = "Threads of torch; 1 repeats bit for bit", DefaultValueFactory = _ => 1 };

    internal static Command Create(TextWriter output, TextWriter error, TimeProvider time, Func<string, IRasterSource> openRaster)
    {
        var command = new Command("experiment", "Repeat the experiments of a paper and report them beside its figures")
        {
            s_name, s_table, s_protocol, s_prepare, s_only, s_seeds, s_folder, s_report, s_reportOnly, s_jobs, s_threads,
        };
        command.SetAction((result, cancellationToken) =>
        {
            var name = result.GetRequiredValue(s_name);
            var folder = result.GetValue(s_folder) ?? Path.Combine(Home.Folder, "artifacts", "experiments", name);
            var experiment = ExperimentCatalogue.Find(name, folder, time, openRaster, error)
                ?? throw new UsageException($"there is no experiment '{name}'; there is {string.Join(", ", ExperimentCatalogue.Names)}");
            if (result.GetValue(s_prepare))
            {
                return Task.Run(() => Prepare(experiment, cancellationToken), CancellationToken.None);
            }

            var tables = Chosen(experiment, [.. result.GetValue(s_table)!, .. result.GetValue(s_protocol) is { } protocol ? [TableOf(protocol)] : Array.Empty<string>()]);
            var (seeds, threads) = (Within(result.GetValue(s_seeds), "--seeds", 100), Within(result.GetValue(s_threads), "--threads", 1024));
            var page = result.GetValue(s_report) ?? Path.Combine(Home.Folder, "docs", "results", name + ".md");
            return Task.Run(
                () =>
                {
                    var log = new RunLog(Path.Combine(folder, "runs.jsonl"));
                    var trains = !result.GetValue(s_reportOnly);
                    IReadOnlyList<ExperimentRun> runs = trains || result.GetValue(s_jobs) is not null ? Runs(tables, seeds, result.GetValue(s_only), error) : [];
                    if (result.GetValue(s_jobs) is { } jobs)
                    {
                        File.WriteAllLines(jobs, runs.Where(run => log.Find(run) is null).Select(run => run.JobLine).OfType<string>());
                        return 0;
                    }

                    TorchDevice.UseThreads(threads);
                    var stopped = !new ExperimentRunner(log, error, time).Do(runs, cancellationToken);
                    if (stopped)
                    {
                        error.WriteLine("geosuite: stopped; the finished runs are kept, and the same command goes on");
                        return Cancelled;
                    }

                    new ReportWriter(name, page, output).Write(tables, log);
                    return 0;
                },
                CancellationToken.None);
        });
        return command;
    }

    // seed by seed over all tables, so that every table is complete early; a table whose data are not there does not keep the others waiting
    private static IReadOnlyList<ExperimentRun> Runs(IReadOnlyList<IExperimentTable> tables, int seeds, string? only, TextWriter error)
    {
        var runs = new List<ExperimentRun>();
        foreach (var table in tables)
        {
            try
            {
                runs.AddRange(table.Runs(seeds));
            }
            catch (IOException missing) when (tables.Count > 1)
            {
                error.WriteLine($"geosuite: the table '{table.Name}' is left out: {missing.Message}");
            }
        }

        return [.. runs.Where(run => run.Name.Contains(only ?? string.Empty, StringComparison.Ordinal)).OrderBy(run => run.Seed)];
    }

    private static string TableOf(string protocol) => "protocol-" + protocol.ToLowerInvariant();

    private static int Prepare(Experiment experiment, CancellationToken cancellationToken)
    {
        var prepare = experiment.Prepare ?? throw new UsageException($"{experiment.Name} needs no preparation: its runs fetch what they need");
        try
        {
            prepare(cancellationToken);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return Cancelled;
        }
    }

    private static int Within(int value, string option, int most) =>
        value >= 1 && value <= most ? value : throw new UsageException($"{option} is 1 to {most}, not {value}");

    private static IReadOnlyList<IExperimentTable> Chosen(Experiment experiment, string[] names)
    {
        foreach (var name in names)
        {
            if (!experiment.Tables.Any(table => table.Name == name))
            {
                throw new UsageException(
                    $"{experiment.Name} has no table '{name}'; it has {string.Join(", ", experiment.Tables.Select(table => table.Name))}");
            }
        }

        return names.Length == 0 ? experiment.Tables : [.. experiment.Tables.Where(table => names.Contains(table.Name))];
    }
}
