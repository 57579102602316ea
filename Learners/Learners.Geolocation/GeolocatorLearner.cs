using Learners.Contracts;
using Learners.Geolocation.Data;
using Learners.Geolocation.Data.Overhead;
using Learners.Geolocation.Networks;
using Learners.Geolocation.Networks.Places;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.Geolocation;

/// <summary>Learns from pictures what kind of place they show and where it is: classes of places and attributes by cross entropy, and a space shared with places by contrast.</summary>
internal sealed class GeolocatorLearner : ILearner
{
    private const long Unknown = -1;

    private readonly GeolocatorNet _network;
    private readonly Tensor?[] _classWeights;
    private readonly Tensor _trainingPlaces;
    private readonly Tensor _lossWeights;
    private readonly double _smoothing;
    private readonly int _cellHeads;

    /// <summary>Builds the network from the seed.</summary>
    /// <param name="values">Settled parameters of <see cref="GeolocatorLearnerCard"/>.</param>
    /// <param name="classes">What heads learn.</param>
    /// <param name="training">Pictures to learn from.</param>
    /// <param name="seed">Fixes the first weights.</param>
    /// <param name="device">Where the network lives.</param>
    internal GeolocatorLearner(HyperParameterValues values, PlaceClasses classes, PictureSet training, long seed, Device device)
    {
        Precision = TrainerParameters.WeightType(values);
        Places = values.Choice("location-branch") == GeolocatorLearnerCard.Fourier
            ? new FourierPlaces(values.Integer("fourier-networks"), values.Integer("fourier-frequencies"), values.Integer("place-width"), values.Integer("shared-width"), seed)
            : new SinePlaces(values.Integer("degrees"), values.Integer("place-width"), values.Integer("shared-width"), values.Real("omega0"));
        manual_seed(seed);
        var pictures = training.EmbeddingWidth is null ? new PictureNet(values.Integer("width"), Precision, device) : null;
        _network = new GeolocatorNet(
            pictures, training.EmbeddingWidth ?? pictures!.Width, values.Integer("head-width"), classes.Counts, values.Integer("shared-width"),
            () => Places.Create(Precision, device), Precision, device);
        _smoothing = values.Real("label-smoothing");
        _cellHeads = classes.Partitions.Count;
        using var scope = NewDisposeScope();
        var power = values.Real("class-weight-power");
        _classWeights = [.. classes.Of(training).Zip(classes.Counts, (of, count) => ClassWeights(of, count, power, device))];
        double[] weights =
        [
            .. classes.Counts.Select((_, i) => values.Real(i < _cellHeads ? "cell-weight" : "attribute-weight")), values.Real("contrast-weight"),
        ];
        _lossWeights = tensor(weights, Precision, device).DetachFromDisposeScope();
        _trainingPlaces = Features(training.Longitudes, training.Latitudes, device).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public LearnerCard Card => GeolocatorLearnerCard.Instance;

    /// <inheritdoc/>
    public nn.Module Network => _network;

    /// <summary>The network by its parts.</summary>
    internal GeolocatorNet Parts => _network;

    /// <summary>The kind of location branch.</summary>
    internal ILearntPlaces Places { get; }

    /// <summary>Type of weights and pictures.</summary>
    internal ScalarType Precision { get; }

    /// <inheritdoc/>
    /// <remarks>
    /// Sums and factors are tensors throughout: the library frees the numbers that it makes of plain ones whenever the collector runs, even while a long
    /// operation still reads them.
    /// </remarks>
    public StepResult ComputeLoss(Batch batch)
    {
        using var scope = NewDisposeScope();
        var targets = batch.Targets.to_type(ScalarType.Int64);
        var embeddings = _network.See(batch.Inputs);
        Tensor[] losses =
        [
            .. _network.Heads.Select((head, i) => CrossEntropy(head.forward(embeddings), targets[.., PictureFeed.PlaceColumns + i].contiguous(), _classWeights[i])),
            Contrast(embeddings, batch.Targets, targets[.., 2].contiguous()),
        ];
        var parts = stack(losses);
        var numbers = parts.detach().to_type(ScalarType.Float64).cpu().data<double>().ToArray();
        return new StepResult(
            parts.dot(_lossWeights).MoveToOuterDisposeScope(),
            [("cells", numbers[.._cellHeads].Sum()), ("attributes", numbers[_cellHeads..^1].Sum()), ("contrast", numbers[^1])]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<MetricRecord> Evaluate(IFeed heldOut) => [new MetricRecord("loss", HeldOutLoss.Of(this, heldOut))];

    /// <inheritdoc/>
    public void Dispose()
    {
        _network.Dispose();
        _trainingPlaces.Dispose();
        _lossWeights.Dispose();
        foreach (var weights in _classWeights)
        {
            weights?.Dispose();
        }
    }

    // pictures whose class is unknown say nothing; where none is known the loss is 0, not 0/0
    private Tensor CrossEntropy(Tensor logits, Tensor labels, Tensor? weights)
    {
        var sum = nn.functional.cross_entropy(logits, labels, weights, Unknown, nn.Reduction.Sum, _smoothing);
        var known = labels.cpu().data<long>().Count(label => label != Unknown);
        return sum.mul(tensor(1.0 / Math.Max(1, known), Precision, logits.device));
    }

    /// <summary>A picture's own place against those of all training pictures: exact, since places cost so little. Places of held-out pictures come beside them.</summary>
    private Tensor Contrast(Tensor embeddings, Tensor targets, Tensor numbers)
    {
        var isTraining = numbers.cpu().data<long>()[0] != Unknown;
        var features = isTraining ? _trainingPlaces : cat([Features(targets), _trainingPlaces]);
        var pictures = nn.functional.normalize(_network.Projection.forward(embeddings), dim: 1);
        var places = nn.functional.normalize(_network.Places.forward(features), dim: 1);
        var similarities = pictures.matmul(places.t()).mul(_network.Scale);
        return nn.functional.cross_entropy(similarities, isTraining ? numbers : arange(numbers.shape[0], ScalarType.Int64, numbers.device));
    }

    private Tensor Features(Tensor targets)
    {
        var places = targets.to_type(ScalarType.Float64).cpu();
        double[] Column(int column) => places[.., column].contiguous().data<double>().ToArray();
        return Features(Column(0), Column(1), targets.device);
    }

    private Tensor Features(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Device device)
    {
        var encoding = Places.Encoding;
        var features = new double[longitudes.Length * encoding.Dimension];
        encoding.Encode(longitudes, latitudes, features.AsSpan());
        return tensor(features, [longitudes.Length, encoding.Dimension], Precision, device);
    }

    // n^-power, 1 on average over the pictures
    private Tensor? ClassWeights(int[] classes, int count, double power, Device device)
    {
        if (power == 0)
        {
            return null;
        }

        var sizes = new double[count];
        foreach (var own in classes.Where(own => own >= 0))
        {
            sizes[own]++;
        }

        double[] weights = [.. sizes.Select(size => Math.Pow(Math.Max(1, size), -power))];
        var mean = sizes.Zip(weights, (size, weight) => size * weight).Sum() / Math.Max(1, sizes.Sum());
        return tensor([.. weights.Select(weight => weight / mean)], Precision, device).DetachFromDisposeScope();
    }
}
