using System.CommandLine;
using Learners.Contracts;
using Learners.Host.Runs;

namespace Learners.Host.Commands;

/// <summary><c>train LEARNER --data NAME …</c></summary>
internal static class TrainCommand
{
    private static readonly Argument<string> s_learner = new("learner") { Description = "Which learner: 'geosuite learners' lists them" };
    private static readonly Option<string> s_data = new("--data") { Description = "What to learn: land or climate", Required = true };
    private static readonly Option<string?> s_preset = new("--preset") { Description = "Settings that belong together: smoke, small or default" };
    private static readonly Option<string[]> s_set = new("--set") { Description = "One setting as name=value; may be repeated", DefaultValueFactory = _ => [] };
    private static readonly Option<long> s_seed = new("--seed") { Description = "Start of every random sequence", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> s_output = new("--output") { Description = "Folder of the published model; artifacts/models/NAME when not given" };
    private static readonly Option<string> s_device = new("--device") { Description = "auto, cpu or cuda:N", DefaultValueFactory = _ => "auto" };
    private static readonly Option<int> s_threads = new("--threads") { Description = "Threads of torch; 1 repeats bit for bit", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> s_dataFolder = new("--data-folder") { Description = "Where the training data lie or are fetched to; artifacts/data when not given" };
    private static readonly Option<bool> s_resume = new("--resume") { Description = "Go on from the checkpoint in the output folder" };

    internal static Command Create(TextWriter output, TextWriter error, TimeProvider time)
    {
        var command = new Command("train", "Train a learner and publish its weights")
        {
            s_learner, s_data, s_preset, s_set, s_seed, s_output, s_device, s_threads, s_dataFolder, s_resume,
        };
        command.SetAction((result, cancellationToken) =>
        {
            var request = Read(result);
            return Task.Run(() => new LocationEncoderRun(request, output, error, time).Train(cancellationToken), CancellationToken.None);
        });
        return command;
    }

    private static TrainingRequest Read(ParseResult result)
    {
        var card = DescribeCommand.Find(result.GetRequiredValue(s_learner));
        var data = result.GetRequiredValue(s_data);
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

        if (!card.TrySettle(result.GetValue(s_preset), settings, out var values, out var problem))
        {
            throw new UsageException(problem);
        }

        var threads = result.GetValue(s_threads);
        if (threads is < 1 or > 1024)
        {
            throw new UsageException($"--threads is 1 to 1024, not {threads}");
        }

        var job = new JobSpec(card.Name, data, result.GetValue(s_preset), settings, result.GetValue(s_seed), result.GetValue(s_device)!);
        return new TrainingRequest(
            job,
            values,
            result.GetValue(s_output) ?? Path.Combine(Home.Folder, "artifacts", "models", data),
            result.GetValue(s_dataFolder) ?? Path.Combine(Home.Folder, "artifacts", "data"),
            threads,
            result.GetValue(s_resume));
    }
}
