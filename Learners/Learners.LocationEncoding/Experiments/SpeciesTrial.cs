using System.Globalization;
using Learners.Contracts;
using Learners.LocationEncoding.Data.Species;
using Learners.LocationEncoding.Evaluation;
using Learners.LocationEncoding.Losses;
using Learners.LocationEncoding.Protocol;
using Learners.Torch.Experiments;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.LocationEncoding.Experiments;

/// <summary>An encoder and a network that learn from presences alone where species live, scored on sites where absences are known, too.</summary>
/// <param name="sites">All sites.</param>
/// <param name="time">Clock of the trainer's reports.</param>
internal sealed class SpeciesTrial(Lazy<SpeciesSites> sites, TimeProvider time)
{
    /// <summary>Bonus of the true species in the simulated classifier, in standard deviations of its noise.</summary>
    internal const double Margin = 1.5;
    private const int Steps = 1500;
    private const int Every = 25;
    private const int Patience = 10;

    /// <summary>The run of a cell with a seed, which also parts the sites.</summary>
    /// <param name="name">Row and column, such as <c>species/siren/grid</c>.</param>
    /// <param name="row">Encoder, network and rates.</param>
    /// <param name="seed">Fixes split, first weights, order and random places.</param>
    internal ExperimentRun Run(string name, IReadOnlyDictionary<string, string> row, long seed)
    {
        var settings = new Dictionary<string, string>(row, StringComparer.Ordinal)
        {
            ["steps"] = Text(Steps),
            ["batch-size"] = "2000",
            ["final-batch-size"] = "2000",
            ["course"] = "constant",
            ["clip-norm"] = "0",
            ["average"] = "0",
            ["validate-every"] = Text(Every),
            ["patience"] = Text(Patience),
        };
        return new ExperimentRun(name, LocationEncoderCard.Instance.Name, "species", seed, settings, token => Execute(settings, seed, token));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private List<MetricRecord> Execute(Dictionary<string, string> settings, long seed, CancellationToken cancellationToken)
    {
        if (!LocationEncoderCard.Instance.TrySettle(null, settings, out var values, out var problem))
        {
            throw new TrainingException(problem);
        }

        var all = sites.Value;
        var sets = PresenceProtocol.Of(all, seed);
        var species = all.Species.Count;
        using var learner = new LocationEncoderLearner(values, PlaceObjective.Presences(species, values.Real("presence-weight")), seed);
        using var seen = new EpochFeed(sets.Training.Presences(), learner.Features, seed, learner.Precision, CPU);
        using var heldOut = new EpochFeed(sets.Validation.Presences(), learner.Features, seed, learner.Precision, CPU);
        var training = new PresenceFeed(seen, learner.Features, seed, learner.Precision, CPU);
        var validation = new PresenceFeed(heldOut, learner.Features, seed, learner.Precision, CPU);
        using var stopping = new EarlyStopping(Every, Patience, () => HeldOutLoss.Of(learner, validation));
        var outcome = new Trainer(TrainerParameters.Plan(values, seed), time)
            .Run(learner, training, stopping: stopping, cancellationToken: cancellationToken);
        if (!outcome.Completed)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        var logits = PlaceLogits.Of(learner, sets.Test.Longitudes, sets.Test.Latitudes);
        var observed = sets.Test.Presences();
        var simulated = SimulatedClassifier.Logits(observed.Classes, species, Margin, seed);
        return
        [
            .. PresenceScore.Of(logits, sets.Test.IsPresent, all.Species),
            .. FusionScore.Of(simulated, PlaceLogits.Of(learner, observed.Longitudes, observed.Latitudes), observed.Classes, species)
                .Select(metric => metric with { Name = "simulated/" + metric.Name }),
            new MetricRecord("lowest-validation-loss", stopping.Lowest),
            new MetricRecord("steps", outcome.Steps),
            new MetricRecord("parameters", learner.Network.parameters().Sum(parameter => parameter.numel())),
        ];
    }
}
