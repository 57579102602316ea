using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GeoCore.Artifacts;
using GeoCore.Raster;
using Learners.Contracts;
using Learners.Host.Registry;
using Learners.Torch.Training;

namespace Learners.Host.Commands;

/// <summary><c>learners evaluate MODEL</c>: scores a published model with the code that serves it.</summary>
internal static class EvaluateCommand
{
    internal static Command Create(LearnerRegistry registry, TextWriter output, TextWriter error, Func<string, IRasterSource> openRaster, Option<bool> json)
    {
        var model = new Argument<string>("model") { Description = "Folder of a published model, or the name of a shipped one" };
        var source = new Option<string?>("--source") { Description = "File or folder of data, where the data set wants one" };
        var dataFolder = new Option<string?>("--data-folder") { Description = "Where evaluation data lie or are fetched to; artifacts/data when not given" };
        var command = new Command("evaluate", "Score a published model on the evaluation sets of its data") { model, source, dataFolder };
        command.SetAction((result, cancellationToken) =>
        {
            var folder = Find(result.GetRequiredValue(model));
            var context = Context(
                folder, result.GetValue(dataFolder) ?? Path.Combine(Home.Folder, "artifacts", "data"), result.GetValue(source), openRaster, error);
            var definition = registry.Find(context.Job.Learner);
            return Task.Run(
                () => Write(output, definition.EvaluatePublished(folder, context, cancellationToken), result.GetValue(json)), CancellationToken.None);
        });
        return command;
    }

    private static string Find(string model)
    {
        string[] places = [model, Path.Combine(Home.Folder, "Learners", "Published", model)];
        return places.FirstOrDefault(LocationEncoderArtifact.IsArtifact)
            ?? throw new UsageException($"'{model}' is neither the folder of a published model nor the name of a shipped one");
    }

    private static LearnerContext Context(string folder, string dataFolder, string? source, Func<string, IRasterSource> openRaster, TextWriter error)
    {
        var training = TrainingOf(folder)
            ?? throw new InvalidDataException($"the card of {folder} does not say how the model was trained");
        return new LearnerContext
        {
            Job = new JobSpec(training.Learner, training.Data, training.Preset, training.Settings, training.Seed, "cpu"),
            Values = new HyperParameterValues(training.Settings),
            DataFolder = dataFolder,
            HomeFolder = Home.Folder,
            Source = source,
            OpenRaster = openRaster,
            Messages = error,
        };
    }

    // cards of other formats say in the same words how the model came about
    private static TrainingCard? TrainingOf(string folder)
    {
        if (ArtifactFormat.Of(folder) is null or ArtifactCard.CurrentFormat)
        {
            return LocationEncoderArtifact.LoadCard(folder).Training;
        }

        using var card = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "card.json")));
        try
        {
            return card.RootElement.TryGetProperty("training", out var training) ? training.Deserialize<TrainingCard>(JsonSerializerOptions.Web) : null;
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"the card of {folder} says in words of its own how the model was trained: {fault.Message}", fault);
        }
    }

    private static void Write(TextWriter output, IReadOnlyList<MetricRecord> metrics, bool asJson)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(metrics, ContractsJson.Default.IReadOnlyListMetricRecord));
            return;
        }

        foreach (var metric in metrics)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{metric.Name,-40} {metric.Value:F5}"));
        }
    }
}
