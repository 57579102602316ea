using System.Globalization;
using System.Text.Json;
using Learners.Contracts;
using Learners.Host.Data;
using Learners.LocationEncoding.Publishing;
using Learners.Torch.Training;

namespace Learners.Host.Runs;

/// <summary>One <c>train</c> command from the data to the published folder.</summary>
/// <param name="request">Checked command line.</param>
/// <param name="fields">Opens data sets.</param>
/// <param name="output">Receives the result.</param>
/// <param name="error">Told what goes on.</param>
/// <param name="time">Clock.</param>
internal sealed class TrainingJob(TrainingRequest request, TrainingFields fields, TextWriter output, TextWriter error, TimeProvider time)
{
    /// <summary>Exit code of a program that was interrupted.</summary>
    private const int Interrupted = 130;

    /// <summary>Trains and publishes.</summary>
    /// <param name="asJson">Whether the result is written as JSON.</param>
    /// <param name="cancellationToken">Ends the run with a checkpoint.</param>
    /// <returns>The exit code.</returns>
    internal int Run(bool asJson, CancellationToken cancellationToken)
    {
        var field = fields.Open(request.Job.Data, cancellationToken);
        var checkpoint = new Checkpoint(request.OutputFolder + ".training/checkpoint.safetensors", request.Digest);
        if (request.Resume && !checkpoint.Exists)
        {
            error.WriteLine("geosuite: there is no checkpoint to go on from; starting at the beginning");
        }

        IReadOnlyList<MetricRecord> metrics = [];
        var outcome = new LocationEncoderRun(request, error, time).Train(
            field,
            checkpoint,
            (learner, scores, ended) =>
            {
                metrics = scores;
                PublishedEncoder.Write(
                    request.OutputFolder,
                    PublishedId.Of(request.OutputFolder, field.Description.Id),
                    learner,
                    request.Values,
                    field.Description,
                    request.Card(ended.Steps),
                    scores);
            },
            cancellationToken);
        if (!outcome.Completed)
        {
            error.WriteLine($"geosuite: interrupted after step {outcome.Steps}; the same command with --resume goes on");
            return Interrupted;
        }

        checkpoint.Delete();
        var result = new TrainingResult(request.OutputFolder, outcome.Steps, outcome.Examples, double.IsNaN(outcome.Loss) ? null : outcome.Loss, outcome.Elapsed.TotalSeconds, metrics);
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(result, ContractsJson.Default.TrainingResult));
            return 0;
        }

        foreach (var metric in metrics)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{metric.Name,-32} {metric.Value:F5}"));
        }

        output.WriteLine($"published in {request.OutputFolder}");
        return 0;
    }
}
