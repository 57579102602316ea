using GeoCore.Encoding;
using GeoCore.Encoding.Posterior;
using Learners.Contracts;
using Learners.LocationEncoding.Evaluation;
using Learners.LocationEncoding.Protocol;
using Learners.LocationEncoding.Publishing;

namespace Learners.LocationEncoding.Experiments;

/// <summary>How honest the probabilities of a trained network are: as they are, with a temperature, and under a posterior of the last layer.</summary>
/// <remarks>Temperature and prior are chosen on the validation set; the curvature is that of the training set; figures are those of the test set.</remarks>
internal static class CalibrationFigures
{
    /// <summary>Probabilities of the trained weights.</summary>
    internal const string Trained = "trained";

    /// <summary>Of logits divided by a temperature.</summary>
    internal const string Scaled = "scaled";

    /// <summary>Expected under the posterior.</summary>
    internal const string Expected = "expected";

    private const double Smallest = 1e-300;

    private delegate double Claim(int place, ReadOnlySpan<float> logits, int classNumber);

    /// <summary>Figures of all three.</summary>
    /// <param name="learner">Trained; afterwards in its published precision.</param>
    /// <param name="values">Settled parameters it was built from.</param>
    /// <param name="sets">Places.</param>
    internal static IReadOnlyList<MetricRecord> Of(LocationEncoderLearner learner, HyperParameterValues values, ProtocolData sets)
    {
        learner.ToPublishedPrecision();
        var encoder = PublishedEncoder.Encoder(learner, values, sets.ClassCount == 2 ? OutputKind.Binary : OutputKind.Categorical);
        var choice = new PosteriorSearch(encoder).Run(Weighted(sets.Training), Weighted(sets.Validation));
        var spread = Answers(new LocationEncoder(encoder.Encoding, encoder.Network.WithSpread(choice.Posterior), OutputKind.Regression), sets.Test);
        var temperature = TemperatureScaling.Fit(Answers(encoder, sets.Validation), sets.Validation.Classes, sets.ClassCount);
        var logits = Answers(encoder, sets.Test);

        (double Mean, double Deviation) Uncertain(int place, ReadOnlySpan<float> own, int classNumber)
        {
            var (mean, factor) = choice.Posterior.OddsOf(own, own.Length == 1 ? 0 : classNumber);
            var sign = own.Length == 1 && classNumber == 0 ? -1 : 1;
            return UncertainProbability.Of(sign * mean, Math.Exp(spread[place] / 2) * Math.Sqrt(factor));
        }

        return
        [
            .. Score(Trained, logits, sets, (_, own, classNumber) => Probability(own, classNumber, 1)),
            .. Score(Scaled, logits, sets, (_, own, classNumber) => Probability(own, classNumber, temperature)),
            .. Score(Expected, logits, sets, (place, own, classNumber) => Uncertain(place, own, classNumber).Mean),
            .. Deviations(logits, sets, (place, own, classNumber) => Uncertain(place, own, classNumber).Deviation),
            new MetricRecord("temperature", temperature),
            new MetricRecord("prior-precision", choice.PriorPrecision),
        ];
    }

    private static WeightedPlaces Weighted(LabelledPlaces places) =>
        new(places.Longitudes, places.Latitudes, places.Classes, [.. Enumerable.Repeat(1.0, places.Count)]);

    private static float[] Answers(LocationEncoder encoder, LabelledPlaces places)
    {
        var logits = new float[places.Count * encoder.OutputCount];
        encoder.Evaluate(places.Longitudes, places.Latitudes, logits);
        return logits;
    }

    /// <summary>Softmax of logits over a temperature, or the logistic function where there is one.</summary>
    private static double Probability(ReadOnlySpan<float> logits, int classNumber, double temperature)
    {
        if (logits.Length == 1)
        {
            return 1 / (1 + Math.Exp((classNumber == 1 ? -logits[0] : logits[0]) / temperature));
        }

        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += Math.Exp((logit - logits[classNumber]) / temperature);
        }

        return 1 / sum;
    }

    /// <summary>Log-loss, calibration error and the diagram: of class 1 where there are two, else of the winner.</summary>
    private static List<MetricRecord> Score(string name, float[] logits, ProtocolData sets, Claim claim)
    {
        var (outputs, loss, reliability) = (logits.Length / sets.Test.Count, 0.0, new Reliability());
        for (var place = 0; place < sets.Test.Count; place++)
        {
            var own = logits.AsSpan(place * outputs, outputs);
            var truth = sets.Test.Classes[place];
            loss -= Math.Log(Math.Max(claim(place, own, truth), Smallest));
            var claimed = outputs == 1 ? 1 : Winner.Of(own);
            reliability.Add(claim(place, own, claimed), claimed == truth);
        }

        return
        [
            new MetricRecord($"{name}/log-loss", loss / sets.Test.Count),
            new MetricRecord($"{name}/calibration-error", reliability.Error),
            .. reliability.Filled.SelectMany(bin => new[]
            {
                new MetricRecord($"{name}/bin-{bin.Index}/probability", bin.Probability),
                new MetricRecord($"{name}/bin-{bin.Index}/frequency", bin.Frequency),
            }),
        ];
    }

    /// <summary>Mean uncertainty of the winner's probability where the winner is the truth, and where it is not.</summary>
    private static IEnumerable<MetricRecord> Deviations(float[] logits, ProtocolData sets, Claim deviation)
    {
        var outputs = logits.Length / sets.Test.Count;
        var sum = new double[2];
        var count = new long[2];
        for (var place = 0; place < sets.Test.Count; place++)
        {
            var own = logits.AsSpan(place * outputs, outputs);
            var winner = Winner.Of(own);
            var right = winner == sets.Test.Classes[place] ? 1 : 0;
            sum[right] += deviation(place, own, winner);
            count[right]++;
        }

        return new[] { ("wrong", 0), ("right", 1) }.Where(kind => count[kind.Item2] > 0)
            .Select(kind => new MetricRecord($"uncertainty-where-{kind.Item1}", sum[kind.Item2] / count[kind.Item2]));
    }
}
