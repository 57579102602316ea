using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GeoCore.Artifacts;
using GeoCore.Raster;
using Learners.Contracts;
using Learners.Host.Data;

namespace Learners.Host.Commands;

/// <summary><c>learners evaluate MODEL</c>: scores a published model with the code that serves it.</summary>
internal static class EvaluateCommand
{
    internal static Command Create(TextWriter output, TextWriter error, Func<string, IRasterSource> openRaster, Option<bool> json)
    {
        var model = new Argument<string>("model") { Description = "Folder of a published model, or the name of a shipped one" };
        var source = new Option<string?>("--source") { Description = "GeoTIFF of the classes (koppen, landcover)" };
        var dataFolder = new Option<string?>("--data-folder") { Description = "Where evaluation data lie or are fetched to; artifacts/data when not given" };
        var command = new Command("evaluate", "Score a published model on the evaluation sets of its data") { model, source, dataFolder };
        command.SetAction((result, cancellationToken) =>
        {
            var folder = Find(result.GetRequiredValue(model));
            var fields = new TrainingFields(
                result.GetValue(dataFolder) ?? Path.Combine(Home.Folder, "artifacts", "data"), result.GetValue(source), openRaster, error);
            return Task.Run(() => Write(output, Evaluate(folder, fields, cancellationToken), result.GetValue(json)), CancellationToken.None);
        });
        return command;
    }

    private static string Find(string model)
    {
        string[] places = [model, Path.Combine(Home.Folder, "Learners", "Published", model)];
        return places.FirstOrDefault(LocationEncoderArtifact.IsArtifact)
            ?? throw new UsageException($"'{model}' is neither the folder of a published model nor the name of a shipped one");
    }

    private static List<MetricRecord> Evaluate(string folder, TrainingFields fields, CancellationToken cancellationToken)
    {
        var artifact = LocationEncoderArtifact.Load(folder);
        var data = artifact.Card.Training?.Data;
        var field = data is not null && TrainingFields.Names.Contains(data)
            ? fields.Open(data, cancellationToken)
            : throw new InvalidDataException($"the card of {folder} names no data set that could be evaluated");
        var metrics = new List<MetricRecord>();
        foreach (var set in field.Evaluations)
        {
            var logits = new float[set.Places.Count * artifact.Card.Network.Outputs];
            artifact.Encoder.Evaluate(set.Places.Longitudes, set.Places.Latitudes, logits, cancellationToken);
            metrics.AddRange(set.Score(logits, field.ClassCount));
            if (field.Labels is not null)
            {
                metrics.Add(set.Agreement(field.Labels));
            }
        }

        return metrics;
    }

    private static void Write(TextWriter output, List<MetricRecord> metrics, bool asJson)
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
