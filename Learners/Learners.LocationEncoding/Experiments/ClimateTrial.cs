using System.Globalization;
using Learners.Contracts;
using Learners.LocationEncoding.Evaluation;
using Learners.LocationEncoding.Losses;
using Learners.LocationEncoding.Protocol;
using Learners.Torch.Experiments;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.LocationEncoding.Experiments;

/// <summary>An encoder and a network that learn climate fields by the paper's protocol, scored once on the test places.</summary>
/// <remarks>
/// The reference's script: Adam, float32, batches of 2 000, at most 30 epochs, ended by 3 epochs without a lower validation loss, last weights.
/// An epoch of the paper's file is 33 steps; a smaller file keeps the 33 steps between looks at the validation set, so that runs
/// have the same length.
/// </remarks>
/// <param name="data">Sets of places.</param>
/// <param name="time">Clock of the trainer's reports.</param>
internal sealed class ClimateTrial(Lazy<ClimateProtocol> data, TimeProvider time)
{
    private const int StepsOfAnEpoch = 33;
    private const int Epochs = 30;
    private const int Patience = 3;

    /// <summary>The run of a cell with a seed.</summary>
    /// <param name="name">Row and column, such as <c>climate/gust/siren/grid</c>.</param>
    /// <param name="row">Encoder, network and rates.</param>
    /// <param name="seed">Fixes first weights, order and dropout.</param>
    /// <param name="scoresTest">False for a search, which sees the validation places alone.</param>
    internal ExperimentRun Run(string name, IReadOnlyDictionary<string, string> row, long seed, bool scoresTest = true)
    {
        var settings = new Dictionary<string, string>(row, StringComparer.Ordinal)
        {
            ["steps"] = Text(StepsOfAnEpoch * (scoresTest ? Epochs : Epochs / 3)),
            ["batch-size"] = "2000",
            ["final-batch-size"] = "2000",
            ["course"] = "constant",
            ["clip-norm"] = "0",
            ["average"] = "0",
            ["validate-every"] = Text(StepsOfAnEpoch),
            ["patience"] = Text(Patience),
        };
        return new ExperimentRun(
            name, LocationEncoderCard.Instance.Name, "climate", seed, settings, token => Execute(settings, seed, scoresTest, token));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private List<MetricRecord> Execute(Dictionary<string, string> settings, long seed, bool scoresTest, CancellationToken cancellationToken)
    {
        if (!LocationEncoderCard.Instance.TrySettle(null, settings, out var values, out var problem))
        {
            throw new TrainingException(problem);
        }

        var sets = data.Value;
        using var learner = new LocationEncoderLearner(values, PlaceObjective.Measures(sets.Training.Outputs), seed);
        using var training = new EpochFeed(sets.Training, learner.Features, seed, learner.Precision, CPU);
        using var validation = new EpochFeed(sets.Validation, learner.Features, seed, learner.Precision, CPU);
        using var stopping = new EarlyStopping(StepsOfAnEpoch, Patience, () => HeldOutLoss.Of(learner, validation));
        var outcome = new Trainer(TrainerParameters.Plan(values, seed), time)
            .Run(learner, training, stopping: stopping, cancellationToken: cancellationToken);
        if (!outcome.Completed)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        var test = scoresTest
            ? RegressionScore.Of("test", PlaceLogits.Of(learner, sets.Test.Longitudes, sets.Test.Latitudes), sets.Test)
            : [];
        return
        [
            .. test.Select(metric => metric with { Name = metric.Name["test/".Length..] }),
            new MetricRecord("lowest-validation-loss", stopping.Lowest),
            new MetricRecord("steps", outcome.Steps),
            new MetricRecord("parameters", learner.Network.parameters().Sum(parameter => parameter.numel())),
        ];
    }
}
