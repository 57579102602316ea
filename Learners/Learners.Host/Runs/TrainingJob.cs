using System.Globalization;
using System.Text.Json;
using GeoCore.Raster;
using Learners.Contracts;
using Learners.Host.Supervision;
using Learners.Torch.Metrics;
using Learners.Torch.Training;

namespace Learners.Host.Runs;

/// <summary>One <c>train</c> command from the data to the published folder.</summary>
/// <param name="definition">The learner.</param>
/// <param name="request">Checked command line.</param>
/// <param name="openRaster">Opens a raster file.</param>
/// <param name="output">Receives the result.</param>
/// <param name="error">Told what goes on.</param>
/// <param name="time">Clock.</param>
internal sealed class TrainingJob(
    ILearnerDefinition definition, TrainingRequest request, Func<string, IRasterSource> openRaster, TextWriter output, TextWriter error, TimeProvider time)
{
    /// <summary>Exit code of a program that was interrupted.</summary>
    internal const int Interrupted = 130;

    /// <summary>Trains and publishes.</summary>
    /// <param name="asJson">Whether the result is written as JSON.</param>
    /// <param name="cancellationToken">Ends the run with a checkpoint.</param>
    /// <returns>The exit code.</returns>
    internal int Run(bool asJson, CancellationToken cancellationToken)
    {
        var checkpoint = new Checkpoint(Path.Combine(request.RunFolder, "checkpoint.safetensors"), request.Digest);
        if (request.Resume && !checkpoint.Exists)
        {
            error.WriteLine("geosuite: there is no checkpoint to go on from; starting at the beginning");
        }

        TorchDevice.UseThreads(request.Threads);
        var context = Context();
        using var run = definition.Open(context, cancellationToken);
        using var curves = new RunMetrics(request.RunFolder, time);
        var outcome = Train(run, checkpoint, curves, cancellationToken);
        if (!outcome.Completed)
        {
            error.WriteLine($"geosuite: interrupted after step {outcome.Steps}; the same command with --resume goes on");
            return Interrupted;
        }

        var metrics = run.Score(cancellationToken);
        run.Publish(
            request.OutputFolder,
            new Provenance(request.Job, request.Values.Texts, outcome.Steps, request.Command, MachineFacts.Of(context.Device, request.Threads)),
            metrics);
        curves.Add(outcome.Steps, metrics);
        Finish(checkpoint, outcome, metrics, asJson);
        return 0;
    }

    private LearnerContext Context() => new()
    {
        Job = request.Job,
        Values = request.Values,
        Device = TorchDevice.Choose(request.Job.Device),
        DataFolder = request.DataFolder,
        HomeFolder = Home.Folder,
        Source = request.Source,
        OpenRaster = openRaster,
        Messages = error,
    };

    private TrainingOutcome Train(ILearnerRun run, Checkpoint checkpoint, RunMetrics curves, CancellationToken cancellationToken)
    {
        using var stopping = run.Plan.Patience == 0 || run.Validation is null
            ? null
            : new EarlyStopping(run.Plan.ValidateEvery, run.Plan.Patience, () => HeldOutLoss.Of(run.Learner, run.Validation));
        using var report = request.TellsHost ? null : new ProgressReport(error, !Console.IsErrorRedirected);
        IProgress<TrainingProgress> progress = report is null ? new JsonProgress(output) : report;
        return new Trainer(run.Plan, time).Run(run.Learner, run.Training, checkpoint, request.Resume, stopping, new ProgressToAll(progress, curves), cancellationToken);
    }

    private void Finish(Checkpoint checkpoint, TrainingOutcome outcome, IReadOnlyList<MetricRecord> metrics, bool asJson)
    {
        var result = new TrainingResult(request.OutputFolder, outcome.Steps, outcome.Examples, double.IsNaN(outcome.Loss) ? null : outcome.Loss, outcome.Elapsed.TotalSeconds, metrics);
        if (request.TellsHost)
        {
            RunFolder.WriteResult(request.RunFolder, result); // before the checkpoint goes: a kill in between loses neither
        }

        checkpoint.Delete();
        Tell(result, asJson);
    }

    private void Tell(TrainingResult result, bool asJson)
    {
        if (request.TellsHost)
        {
            new JsonProgress(output).Report(result);
            return;
        }

        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(result, ContractsJson.Default.TrainingResult));
            return;
        }

        foreach (var metric in result.Metrics)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{metric.Name,-32} {metric.Value:F5}"));
        }

        output.WriteLine($"published in {request.OutputFolder}");
    }
}
