using System.Numerics.Tensors;

namespace GeoCore.Encoding.Posterior;

/// <summary>What a search found.</summary>
/// <param name="Posterior">With the prior of the highest evidence.</param>
/// <param name="PriorPrecision">τ of that prior.</param>
/// <param name="LogLoss">Mean of −ln of the expected probability of the true class at the held-out places, nats.</param>
/// <param name="TrainedLogLoss">The same of the trained weights alone.</param>
public sealed record PosteriorChoice(LastLayerPosterior Posterior, double PriorPrecision, double LogLoss, double TrainedLogLoss);

/// <summary>Fits the posterior of an encoder's last layer to places, with the prior of the highest evidence, and asks held-out places what it is worth.</summary>
/// <param name="encoder">Binary or categorical.</param>
public sealed class PosteriorSearch(LocationEncoder encoder)
{
    private const int Together = 1024;
    private const int PriorsPerDecade = 2;
    private const int LowestDecade = -4;
    private const int HighestDecade = 4;

    /// <summary>The priors that are tried, 10⁻⁴ to 10⁴.</summary>
    public static IReadOnlyList<double> Priors { get; } =
        [.. Enumerable.Range(LowestDecade * PriorsPerDecade, ((HighestDecade - LowestDecade) * PriorsPerDecade) + 1).Select(step => Math.Pow(10, (double)step / PriorsPerDecade))];

    /// <summary>Whether the last layer is small enough, and its answers are classes.</summary>
    public bool IsPossible => encoder.Kind != OutputKind.Regression && encoder.Network.HiddenOutputs < LastLayerPosterior.MaximumWeights;

    /// <summary>Gathers the curvature of the training places, chooses the prior and scores the posterior.</summary>
    /// <param name="training">Their classes are not looked at; weights are brought to a mean of 1, so that every place counts as one observation.</param>
    /// <param name="heldOut">Places that were not trained on.</param>
    /// <param name="cancellationToken">Looked at every thousand places.</param>
    /// <exception cref="InvalidOperationException">There is no such posterior, see <see cref="IsPossible"/>.</exception>
    /// <exception cref="ArgumentException">A set is empty or weighs nothing.</exception>
    public PosteriorChoice Run(WeightedPlaces training, WeightedPlaces heldOut, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(heldOut);
        if (!IsPossible)
            throw new InvalidOperationException("A posterior is for classes, and for a last layer of fewer than 4096 inputs.");
        var fit = new LaplaceFit(encoder.Network.HiddenOutputs, encoder.Network.HasBias, encoder.OutputCount);
        var mean = MeanWeight(training, nameof(training));
        Visit(training, (place, hidden, logits) => fit.Add(hidden, logits, training.Weights[place] / mean), cancellationToken);
        return Choose(fit, heldOut, cancellationToken);
    }

    private PosteriorChoice Choose(LaplaceFit fit, WeightedPlaces heldOut, CancellationToken cancellationToken)
    {
        var weights = encoder.Network.LastWeights;
        var (prior, posterior, _) = Priors
            .Select(prior => (Prior: prior, Posterior: fit.Solve(prior)))
            .Select(candidate => (candidate.Prior, candidate.Posterior, Evidence: fit.LogEvidence(candidate.Prior, candidate.Posterior, weights)))
            .MaxBy(candidate => candidate.Evidence);
        double expected = 0, trained = 0, total = MeanWeight(heldOut, nameof(heldOut)) * heldOut.Count;
        var row = new double[fit.Weights];
        Visit(
            heldOut,
            (place, hidden, logits) =>
            {
                row.AsSpan().Fill(1);
                TensorPrimitives.ConvertTruncating(hidden, row.AsSpan(0, hidden.Length));
                var share = heldOut.Weights[place] / total;
                var (mean, factor) = OddsOfTruth(posterior, logits, heldOut.Classes[place]);
                expected -= share * Math.Log(UncertainProbability.Of(mean, Math.Sqrt(factor * SpreadOf(posterior, row))).Mean);
                trained += share * Math.Log(1 + Math.Exp(-mean));
            },
            cancellationToken);
        return new PosteriorChoice(posterior, prior, expected, trained);
    }

    private static (double Mean, double Factor) OddsOfTruth(LastLayerPosterior posterior, ReadOnlySpan<float> logits, int truth)
    {
        if (posterior.Outputs > 1)
            return posterior.OddsOf(logits, truth);
        var (mean, factor) = posterior.OddsOf(logits, 0);
        return (truth == 1 ? mean : -mean, factor);
    }

    /// <summary>‖F h̃‖² in double precision; F is lower triangular.</summary>
    private static double SpreadOf(LastLayerPosterior posterior, ReadOnlySpan<double> row)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
        {
            var projected = TensorPrimitives.Dot(posterior.FactorRow(i)[..(i + 1)], row[..(i + 1)]);
            sum += projected * projected;
        }

        return sum;
    }

    private static double MeanWeight(WeightedPlaces places, string name)
    {
        var mean = places.Count == 0 ? 0 : TensorPrimitives.Sum<double>(places.Weights) / places.Count;
        return mean > 0 ? mean : throw new ArgumentException("The places are none or weigh nothing.", name);
    }

    private delegate void Visitor(int place, ReadOnlySpan<float> hidden, ReadOnlySpan<float> logits);

    private void Visit(WeightedPlaces places, Visitor visitor, CancellationToken cancellationToken)
    {
        var body = encoder.Network.Shape.Name == Networks.NetworkShape.Linear
            ? null
            : new LocationEncoder(encoder.Encoding, encoder.Network.WithoutLast(), OutputKind.Regression);
        var (width, outputs) = (encoder.Network.HiddenOutputs, encoder.OutputCount);
        float[] hidden = new float[Together * width], logits = new float[Together * outputs];
        for (var first = 0; first < places.Count; first += Together)
        {
            var count = Math.Min(Together, places.Count - first);
            ReadOnlySpan<double> longitudes = places.Longitudes.AsSpan(first, count), latitudes = places.Latitudes.AsSpan(first, count);
            cancellationToken.ThrowIfCancellationRequested();
            encoder.Evaluate(longitudes, latitudes, logits, cancellationToken);
            if (body is null)
                encoder.Encoding.Encode(longitudes, latitudes, hidden.AsSpan(0, count * width));
            else
                body.Evaluate(longitudes, latitudes, hidden, cancellationToken);
            for (var i = 0; i < count; i++)
            {
                visitor(first + i, hidden.AsSpan(i * width, width), logits.AsSpan(i * outputs, outputs));
            }
        }
    }
}
