using Learners.Contracts;
using Learners.LocationEncoding.Data;
using Learners.LocationEncoding.Evaluation;
using Learners.LocationEncoding.Losses;
using Learners.LocationEncoding.Taper;
using Learners.Torch.Experiments;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.LocationEncoding.Experiments;

/// <summary>Land at 1:10m learnt from fresh places by SirenNet(SH) of many degrees, scored everywhere, along coasts and far from them.</summary>
/// <param name="places">Labels and places to score at.</param>
/// <param name="time">Clock of the trainer's reports.</param>
internal sealed class DegreesTrial(Lazy<CoastPlaces> places, TimeProvider time)
{
    /// <summary>Degrees that share a figure of the spectrum.</summary>
    internal const int Band = 10;

    /// <summary>A probability this far from the truth, far from coasts, is a ripple.</summary>
    internal const double Ripple = 0.05;
    private const string FirstWeight = "layers.0.weight";

    /// <summary>A run.</summary>
    /// <param name="name">Row of the table.</param>
    /// <param name="settings">Beyond the defaults of the card.</param>
    /// <param name="seed">Fixes first weights and places.</param>
    internal ExperimentRun Run(string name, IReadOnlyDictionary<string, string> settings, long seed) =>
        new(name, LocationEncoderCard.Instance.Name, "land", seed, settings, token => Execute(settings, seed, token));

    private List<MetricRecord> Execute(IReadOnlyDictionary<string, string> settings, long seed, CancellationToken cancellationToken)
    {
        if (!LocationEncoderCard.Instance.TrySettle(null, settings, out var values, out var problem))
        {
            throw new TrainingException(problem);
        }

        var land = places.Value;
        using var learner = new LocationEncoderLearner(values, PlaceObjective.Classes(land.Labels.ClassCount), seed);
        var feed = new PlaceFeed(
            land.Labels, new PlaceSampler(land.Coasts, values.Real("boundary-share")), learner.Features, seed, learner.Precision, CPU, CoarseStart.Of(values));
        var outcome = new Trainer(TrainerParameters.Plan(values, seed), time).Run(learner, feed, cancellationToken: cancellationToken);
        if (!outcome.Completed)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        var gains = (learner.Network as TaperedNetwork)?.GainOfDegrees() ?? [];
        learner.ToPublishedPrecision();
        var everywhere = PlaceLogits.Of(learner, land.Everywhere.Longitudes, land.Everywhere.Latitudes);
        var coast = PlaceLogits.Of(learner, land.AlongCoasts.Longitudes, land.AlongCoasts.Latitudes);
        return
        [
            .. ClassificationScore.Binary("everywhere", everywhere, land.Everywhere.Classes),
            .. ClassificationScore.Binary("coast", coast, land.AlongCoasts.Classes),
            .. FarFromCoasts(everywhere, land),
            .. Spectrum(learner),
            .. gains.Select((gain, degree) => new MetricRecord($"gain-{degree}", gain)).Where((_, degree) => degree % Band == 0),
        ];
    }

    /// <summary>Mean distance between probability and truth, and how often it is a ripple, where nothing of the truth changes.</summary>
    private static MetricRecord[] FarFromCoasts(float[] logits, CoastPlaces land)
    {
        double[] errors =
        [
            .. Enumerable.Range(0, logits.Length).Where(place => land.IsFar[place])
                .Select(place => 1 / (1 + Math.Exp(land.Everywhere.Classes[place] == 1 ? logits[place] : -logits[place]))),
        ];
        return [new MetricRecord("far/error", errors.Average()), new MetricRecord("far/ripples", errors.Count(error => error > Ripple) / (double)errors.Length)];
    }

    /// <summary>Σ w² of a degree over its 2ℓ + 1 orders and all neurons of the first layer, as a mean over bands of degrees.</summary>
    private static IEnumerable<MetricRecord> Spectrum(LocationEncoderLearner learner)
    {
        var weight = learner.Network.named_parameters().Single(pair => pair.name == FirstWeight).parameter;
        var (neurons, features) = ((int)weight.shape[0], (int)weight.shape[1]);
        var all = weight.data<float>().ToArray();
        var power = new double[(int)Math.Round(Math.Sqrt(features))];
        var degrees = SpectralTaper.DegreeOfFeatures(power.Length);
        for (var i = 0; i < all.Length; i++)
        {
            var degree = degrees[i % features];
            power[degree] += all[i] * (double)all[i] / neurons / ((2 * degree) + 1);
        }

        return power.Chunk(Band).Select((band, i) => new MetricRecord($"power-{i * Band}", band.Average()));
    }
}
