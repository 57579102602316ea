using System.Globalization;
using Learners.Contracts;
using Learners.LocationEncoding.Evaluation;
using Learners.LocationEncoding.Protocol;
using Learners.Torch.Experiments;
using Learners.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.LocationEncoding.Experiments;

/// <summary>One cell of a table: an encoder and a network trained by the paper's protocol and scored once on the test set.</summary>
/// <remarks>
/// arXiv 2310.06743, reference configuration: Adam with coupled weight decay at a constant rate, float64, batches of 2 000 in a new order
/// every epoch, at most 500 epochs, ended by 30 epochs without a lower validation loss, last weights.
/// </remarks>
/// <param name="data">Sets of places.</param>
/// <param name="time">Clock of the trainer's reports.</param>
/// <param name="more">Further figures of the trained learner, which may have its published precision afterwards; null for none.</param>
public sealed class EncoderTrial(
    Lazy<ProtocolData> data, TimeProvider time, Func<LocationEncoderLearner, HyperParameterValues, ProtocolData, IReadOnlyList<MetricRecord>>? more = null)
{
    /// <summary>Width of a latitude band in degrees; nine bands.</summary>
    internal const int BandWidth = 20;

    /// <summary>Bands from pole to pole.</summary>
    internal const int Bands = 9;
    private const int BatchSize = 2000;
    private const int UsualEpochs = 500;

    /// <summary>The run of a cell with a seed.</summary>
    /// <param name="name">Row and column, such as <c>checkerboard/siren/grid</c>.</param>
    /// <param name="dataName">Name of the data set.</param>
    /// <param name="places">Training places of the data set, which fix the steps of an epoch.</param>
    /// <param name="row">Settings of the cell beyond the protocol.</param>
    /// <param name="seed">Fixes first weights, order and dropout.</param>
    /// <param name="epochs">At most.</param>
    public ExperimentRun Run(string name, string dataName, int places, IReadOnlyDictionary<string, string> row, long seed, int epochs = UsualEpochs)
    {
        var settings = WithProtocol(row, places, epochs);
        return new ExperimentRun(name, LocationEncoderCard.Instance.Name, dataName, seed, settings, token => Execute(settings, seed, token));
    }

    private static Dictionary<string, string> WithProtocol(IReadOnlyDictionary<string, string> row, int places, int epochs)
    {
        var batches = (places + BatchSize - 1) / BatchSize;
        return new Dictionary<string, string>(row, StringComparer.Ordinal)
        {
            ["steps"] = (epochs * batches).ToString(CultureInfo.InvariantCulture),
            ["batch-size"] = BatchSize.ToString(CultureInfo.InvariantCulture),
            ["final-batch-size"] = BatchSize.ToString(CultureInfo.InvariantCulture),
            ["course"] = "constant",
            ["clip-norm"] = "0",
            ["average"] = "0",
            ["precision"] = "float64",
            ["validate-every"] = batches.ToString(CultureInfo.InvariantCulture),
            ["patience"] = "30",
        };
    }

    private static IEnumerable<MetricRecord> BandScores(float[] logits, LabelledPlaces test, int classCount)
    {
        long[] right = new long[Bands], all = new long[Bands];
        for (var i = 0; i < test.Count; i++)
        {
            var band = Math.Min(Bands - 1, (int)((test.Latitudes[i] + 90) / BandWidth));
            all[band]++;
            right[band] += Winner.Of(logits, i, classCount) == test.Classes[i] ? 1 : 0;
        }

        return Enumerable.Range(0, Bands).Where(band => all[band] > 0)
            .Select(band => new MetricRecord($"accuracy-of-band-{band}", (double)right[band] / all[band]));
    }

    private List<MetricRecord> Execute(Dictionary<string, string> settings, long seed, CancellationToken cancellationToken)
    {
        if (!LocationEncoderCard.Instance.TrySettle(null, settings, out var values, out var problem))
        {
            throw new TrainingException(problem);
        }

        var sets = data.Value;
        using var learner = new LocationEncoderLearner(values, sets.ClassCount, seed);
        using var training = new EpochFeed(sets.Training, sets.ClassCount, learner.Features, seed, learner.Precision, CPU);
        using var validation = new EpochFeed(sets.Validation, sets.ClassCount, learner.Features, seed, learner.Precision, CPU);
        using var scope = NewDisposeScope();
        var heldOut = validation.Draw(0, sets.Validation.Count);
        using var stopping = new EarlyStopping(
            values.Integer("validate-every"), values.Integer("patience"), () => learner.ComputeLoss(heldOut).Loss.ToDouble());
        var outcome = new Trainer(TrainerParameters.Plan(values, seed), time)
            .Run(learner, training, stopping: stopping, cancellationToken: cancellationToken);
        if (!outcome.Completed)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        var logits = PlaceLogits.Of(learner, sets.Test.Longitudes, sets.Test.Latitudes);
        return
        [
            .. ClassificationScore.Of("test", logits, sets.Test.Classes, sets.ClassCount)
                .Concat(sets.ClassCount == 2 ? [ClassificationScore.BatchIou("test", logits, sets.Test.Classes, BatchSize)] : [])
                .Select(metric => metric with { Name = metric.Name["test/".Length..] }),
            .. BandScores(logits, sets.Test, sets.ClassCount),
            new MetricRecord("lowest-validation-loss", stopping.Lowest),
            new MetricRecord("epochs", outcome.Steps / values.Integer("validate-every")),
            new MetricRecord("parameters", learner.Network.parameters().Sum(parameter => parameter.numel())),
            .. more?.Invoke(learner, values, sets) ?? [],
        ];
    }
}
