using System.CommandLine;
using GeoCore.Raster;
using Learners.Contracts;
using Learners.Host.Registry;
using Learners.Host.Runs;

namespace Learners.Host.Commands;

/// <summary><c>train LEARNER --data NAME …</c></summary>
internal static class TrainCommand
{
    // a trainer whose host was killed writes its last checkpoint within this time
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static readonly Argument<string> s_learner = new("learner") { Description = "Which learner: 'geosuite learners' lists them" };
    private static readonly Option<string> s_data = new("--data") { Description = "What to learn: 'geosuite learners show LEARNER' lists it; the preset's own when not given" };
    private static readonly Option<string?> s_preset = new("--preset") { Description = "Settings that belong together: smoke, small, paper …; the learner's first when not given" };
    private static readonly Option<string[]> s_set = new("--set") { Description = "One setting as name=value; may be repeated", DefaultValueFactory = _ => [] };
    private static readonly Option<long> s_seed = new("--seed") { Description = "Start of every random sequence", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> s_runFolder = new("--run-folder") { Description = "Where checkpoint and curves are kept while it runs; OUT.training when not given" };
    private static readonly Option<string?> s_out = new("--out") { Description = "Folder of the published model; artifacts/models/DATA-PRESET when not given" };
    private static readonly Option<string> s_device = new("--device") { Description = "auto, cpu or cuda:N", DefaultValueFactory = _ => "auto" };
    private static readonly Option<int> s_threads = new("--threads") { Description = "Threads of torch; 1 repeats bit for bit", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> s_source = new("--source") { Description = "File or folder of data, where the learner's data set wants one" };
    private static readonly Option<string?> s_dataFolder = new("--data-folder") { Description = "Where training data lie or are fetched to; artifacts/data when not given" };
    private static readonly Option<bool> s_resume = new("--resume") { Description = "Go on from the checkpoint of the same run" };
    private static readonly Option<bool> s_json = new("--json") { Description = "Write the result as JSON" };

    private static readonly Option<string?> s_progress = new("--progress") { Description = "json writes progress and result as JSON lines for a program", Hidden = true };
    private static readonly Option<bool> s_untilInputEnds = new("--until-input-ends") { Description = "Stop with a checkpoint when the input ends", Hidden = true };

    internal static Command Create(LearnerRegistry registry, TextWriter output, TextWriter error, TimeProvider time, Func<string, IRasterSource> openRaster)
    {
        var command = new Command("train", "Train a learner and publish its weights")
        {
            s_learner, s_data, s_preset, s_set, s_seed, s_out, s_runFolder, s_device, s_threads, s_source, s_dataFolder, s_resume, s_json,
            s_progress, s_untilInputEnds,
        };
        var queue = new QueueOption();
        queue.All.ToList().ForEach(command.Options.Add);
        command.SetAction((result, cancellationToken) =>
        {
            var definition = registry.Find(result.GetRequiredValue(s_learner));
            var request = Read(definition.Card, result);
            if (queue.IsGiven(result, [s_out, s_runFolder, s_source, s_dataFolder, s_resume]))
            {
                return queue.SubmitAsync(result, request, result.GetValue(s_json), output, cancellationToken);
            }

            var job = new TrainingJob(definition, request, openRaster, output, error, time);
            return RunAsync(job, request, result, time, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(TrainingJob job, TrainingRequest request, ParseResult result, TimeProvider time, CancellationToken cancellationToken)
    {
        using var input = result.GetValue(s_untilInputEnds) ? new EndOfInput(Console.OpenStandardInput(), cancellationToken) : null;
        var token = input?.Token ?? cancellationToken;
        try
        {
            using var only = await RunLock.TakeAsync(request.RunFolder, s_patience, time, token);
            return await Task.Run(() => job.Run(result.GetValue(s_json), token), CancellationToken.None);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return TrainingJob.Interrupted; // while data were fetched or scores computed; the checkpoint is there
        }
    }

    private static TrainingRequest Read(LearnerCard card, ParseResult result)
    {
        var preset = result.GetValue(s_preset) ?? (card.Presets.Count > 0 ? card.Presets[0].Name : null);
        var data = result.GetValue(s_data) ?? card.DefaultData(preset);
        if (!card.DataSets.Any(choice => choice.Name == data))
        {
            throw new UsageException($"{card.Name} cannot learn '{data}'; choose {string.Join(" or ", card.DataSets.Select(choice => choice.Name))}");
        }

        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in result.GetValue(s_set)!)
        {
            var cut = setting.IndexOf('=', StringComparison.Ordinal);
            if (cut <= 0)
            {
                throw new UsageException($"--set takes name=value, not '{setting}'");
            }

            settings[setting[..cut]] = setting[(cut + 1)..];
        }

        if (!card.TrySettle(preset, settings, out var values, out var problem))
        {
            throw new UsageException(problem);
        }

        var threads = result.GetValue(s_threads);
        if (threads is < 1 or > 1024)
        {
            throw new UsageException($"--threads is 1 to 1024, not {threads}");
        }

        var job = new JobSpec(card.Name, data, preset, settings, result.GetValue(s_seed), result.GetValue(s_device)!);
        var output = Path.GetFullPath(result.GetValue(s_out) ?? Path.Combine(Home.Folder, "artifacts", "models", preset is null ? data : $"{data}-{preset}"));
        return new TrainingRequest(
            job,
            values,
            output,
            result.GetValue(s_runFolder) is { } folder ? Path.GetFullPath(folder) : output + ".training",
            result.GetValue(s_dataFolder) ?? Path.Combine(Home.Folder, "artifacts", "data"),
            result.GetValue(s_source),
            threads,
            result.GetValue(s_resume))
        {
            TellsHost = result.GetValue(s_progress) switch
            {
                null => false,
                "json" => true,
                var other => throw new UsageException($"--progress is json, not '{other}'"),
            },
        };
    }
}
