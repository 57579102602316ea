using System.Globalization;
using GeoCore.Artifacts;
using GeoCore.Encoding;
using GeoCore.Encoding.Networks;
using GeoCore.Encoding.Posterior;
using Learners.Contracts;
using Learners.LocationEncoding.Features;
using Learners.LocationEncoding.Fields;
using static TorchSharp.torch;

namespace Learners.LocationEncoding.Publishing;

/// <summary>Turns a trained network into an artifact that the tile server can serve.</summary>
public static class PublishedEncoder
{
    /// <summary>Writes card, float32 weights and torch's answers at <see cref="ProbePlaces"/>, then reads them back with the server's own code.</summary>
    /// <param name="folder">Of the artifact; replaced as a whole.</param>
    /// <param name="id">Layer id.</param>
    /// <param name="learner">Trained, in its published precision, on the CPU; afterwards it answers in the units of the field, if its last layer can.</param>
    /// <param name="values">Settled parameters it was built from.</param>
    /// <param name="field">What it learnt.</param>
    /// <param name="training">How.</param>
    /// <param name="metrics">How well.</param>
    /// <param name="posterior">Makes the posterior of its last layer; null for none.</param>
    /// <exception cref="ArtifactException">The server would not accept it; nothing has been written then.</exception>
    public static void Write(
        string folder,
        string id,
        LocationEncoderLearner learner,
        HyperParameterValues values,
        FieldDescription field,
        TrainingCard training,
        IReadOnlyList<MetricRecord> metrics,
        Func<LocationEncoder, (PosteriorCard Card, LastLayerPosterior Posterior)>? posterior = null)
    {
        var inUnits = learner.TryScaleOutputs([.. field.Outputs.Select(output => output.Factor)], [.. field.Outputs.Select(output => output.Offset)]);
        var card = new ArtifactCard
        {
            Id = id,
            Title = field.Title,
            Description = field.Description,
            Kind = field.Kind,
            Encoding = EncodingSettings.Card(values),
            Network = Shape(learner, values),
            Outputs = [.. field.Outputs.Select(output => Card(output, field.Kind, inUnits))],
            Training = training,
            Metrics = [.. metrics.Select(metric => new MetricCard(metric.Name, metric.Value))],
            Source = field.Source,
            Licence = field.Licence,
            Attribution = field.Attribution,
        };
        LocationEncoderArtifact.Save(folder, card, Weights(learner.Network), ProbeOf(learner), posterior);
    }

    /// <summary>The network as the tile server evaluates it, without a folder.</summary>
    /// <param name="learner">Trained, in its published precision, on the CPU.</param>
    /// <param name="values">Settled parameters it was built from.</param>
    /// <param name="kind">What its answers are.</param>
    public static LocationEncoder Encoder(LocationEncoderLearner learner, HyperParameterValues values, OutputKind kind)
    {
        var weights = learner.Network.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.data<float>().ToArray());
        return new LocationEncoder(
            EncodingSettings.Encoding(values),
            DenseNetwork.Build(Shape(learner, values), tensor => [.. weights[tensor.Name].Select(weight => (double)weight)]),
            kind);
    }

    private static NetworkShape Shape(LocationEncoderLearner learner, HyperParameterValues values) => new(
        values.Choice("network"),
        learner.Features.Count,
        values.Integer("hidden-width"),
        values.Integer("layers"),
        learner.OutputCount,
        values.Real("omega0"),
        values.Real("omega"));

    private static OutputCard Card(FieldOutput output, OutputKind kind, bool inUnits) => kind != OutputKind.Regression
        ? new OutputCard(output.Name, output.Label, output.Value, output.Color)
        : new OutputCard(output.Name, output.Label, Unit: inUnits
            ? output.Unit
            : string.Create(CultureInfo.InvariantCulture, $"0 to 1 of {output.Offset:G5} to {output.Offset + output.Factor:G5} {output.Unit}"));

    private static GeoCore.Artifacts.Tensor[] Weights(nn.Module network) =>
    [
        .. network.named_parameters().Select(pair =>
            new GeoCore.Artifacts.Tensor(pair.name, pair.parameter.shape, pair.parameter.data<float>().ToArray())),
    ];

    private static Probe ProbeOf(LocationEncoderLearner learner)
    {
        using var frozen = inference_mode();
        using var scope = NewDisposeScope();
        double[] longitudes = [.. ProbePlaces.All.Select(place => place.Longitude)], latitudes = [.. ProbePlaces.All.Select(place => place.Latitude)];

        // the best features there are, rounded once: the answers shall not hang on how the trainer computed its features
        var features = learner.Features.Of(longitudes, latitudes, ScalarType.Float64).to_type(ScalarType.Float32);
        var logits = learner.Logits(features).data<float>().ToArray();
        var points = ProbePlaces.All.Select((place, i) => new ProbePoint(
            place.Longitude,
            place.Latitude,
            [.. logits.Skip(i * learner.OutputCount).Take(learner.OutputCount).Select(logit => (double)logit)]));
        return new Probe(Probe.UsualTolerance, [.. points]);
    }
}
