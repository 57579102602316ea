using System.Globalization;
using Learners.Host.Data;
using Learners.LocationEncoding;
using Learners.LocationEncoding.Data;
using Learners.LocationEncoding.Evaluation;
using Learners.LocationEncoding.Features;
using Learners.Torch.Training;
using TorchSharp;

namespace Learners.Host.Runs;

/// <summary>Trains a location encoder from a checked command line.</summary>
internal sealed class LocationEncoderRun(TrainingRequest request, TextWriter output, TextWriter error, TimeProvider time)
{
    internal int Train(CancellationToken cancellationToken)
    {
        TorchDevice.UseThreads(request.Threads);
        var device = TorchDevice.Choose(request.Job.Device);
        var land = new LandData(request.DataFolder, new DebianPackage(error));
        var labels = land.Read("10m", cancellationToken);
        var sampler = new PlaceSampler(new BoundaryCells(labels), request.Values.Real("boundary-share"));
        using var learner = new LocationEncoderLearner(request.Values, labels.ClassCount, request.Job.Seed, torch.ScalarType.Float32, device);
        var feed = new PlaceFeed(labels, sampler, new HarmonicFeatures(learner.Degrees), request.Job.Seed, torch.ScalarType.Float32, device);
        var plan = LocationEncoderCard.Plan(request.Values, request.Job.Seed, 500);
        var progress = new ProgressReport(error, !Console.IsErrorRedirected);
        var outcome = new Trainer(plan, time).Run(learner, feed, null, request.Resume, progress, cancellationToken);
        progress.Close();
        error.WriteLine(outcome.ToString());

        foreach (var scale in new[] { "10m", "50m", "110m" })
        {
            var truth = land.Read(scale, cancellationToken);
            double[] longitudes = new double[200_000], latitudes = new double[200_000];
            new PlaceSampler(null, 0).Draw(new RandomSequence(request.Job.Seed, 99, 0), longitudes, latitudes, new float[longitudes.Length]);
            var logits = PlaceLogits.Of(learner, longitudes, latitudes, device);
            var targets = longitudes.Zip(latitudes, (x, y) => truth.ClassAt(x, y)).ToArray();
            foreach (var metric in ClassificationScore.Binary("land-" + scale, logits, targets))
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{metric.Name} {metric.Value:F5}"));
            }
        }

        return outcome.Completed ? 0 : 1;
    }
}
