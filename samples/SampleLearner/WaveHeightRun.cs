using GeoCore.Artifacts;
using GeoCore.Encoding;
using GeoCore.Encoding.Networks;
using GeoCore.Encoding.Positional;
using Learners.Contracts;
using Learners.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SampleLearner;

/// <summary>One run: the learner with its data, and what becomes of the trained network.</summary>
internal sealed class WaveHeightRun : ILearnerRun
{
    private const long HeldOutExamples = 4096;
    private readonly WaveHeightLearner _learner;
    private readonly WaveHeightFeed _heldOut;

    internal WaveHeightRun(LearnerContext context)
    {
        var (values, seed, type) = (context.Values, context.Job.Seed, TrainerParameters.WeightType(context.Values));
        _learner = new WaveHeightLearner(new WaveHeightDefinition().Card, values, seed, context.Device);
        _heldOut = new WaveHeightFeed(~seed, type, context.Device, HeldOutExamples); // another seed, other places
        Training = new WaveHeightFeed(seed, type, context.Device);
        Plan = TrainerParameters.Plan(values, seed);
    }

    /// <inheritdoc/>
    public ILearner Learner => _learner;

    /// <inheritdoc/>
    public TrainingPlan Plan { get; }

    /// <inheritdoc/>
    public IFeed Training { get; }

    /// <inheritdoc/>
    public IFeed Validation => _heldOut;

    /// <inheritdoc/>
    public IReadOnlyList<MetricRecord> Score(CancellationToken cancellationToken)
    {
        using var frozen = no_grad();
        return _learner.Evaluate(_heldOut);
    }

    /// <inheritdoc/>
    public void Publish(string folder, Provenance provenance, IReadOnlyList<MetricRecord> metrics)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        _learner.Network.to(ScalarType.Float32).to(CPU); // artifacts hold float32

        // an artifact in the format of location encoders is a layer of the tile server without further ado
        var (job, shape) = (provenance.Job, _learner.Shape);
        var card = new ArtifactCard
        {
            Id = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
            Title = "Height of the waves of a made-up ocean",
            Kind = OutputKind.Regression,
            Encoding = new EncodingCard(PositionalEncodings.Cartesian3D),
            Network = new NetworkShape(NetworkShape.Siren, shape.Inputs, shape.HiddenWidth, shape.Layers, shape.Outputs, shape.Omega0, shape.Omega),
            Outputs = [new OutputCard("height", "wave height", Unit: "m")],
            Training = new TrainingCard(
                job.Learner, job.Data, job.Preset, provenance.Settings, job.Seed, provenance.Steps, provenance.Command, provenance.Machine),
            Metrics = [.. metrics.Select(metric => new MetricCard(metric.Name, metric.Value))],
            Source = "the formula of the sample learner",
        };
        var weights = _learner.Network.named_parameters()
            .Select(pair => new GeoCore.Artifacts.Tensor(pair.name, pair.parameter.shape, pair.parameter.data<float>().ToArray()));
        LocationEncoderArtifact.Save(folder, card, [.. weights], Probe()); // checked with the server's own code, then renamed into place
    }

    /// <inheritdoc/>
    public void Dispose() => _learner.Dispose();

    // the trainer's own answers at places all over the Earth: the server compares its answers with them before it serves the weights
    private Probe Probe()
    {
        double[] longitudes = [.. Enumerable.Range(0, 64).Select(i => i * 47.0 % 360 - 180)], latitudes = [.. Enumerable.Range(0, 64).Select(i => i * 20 / 7.0 - 90)];
        var heights = _learner.Heights(WaveHeightFeed.Points(longitudes, latitudes, ScalarType.Float32)).data<float>().ToArray();
        return new Probe(GeoCore.Artifacts.Probe.UsualTolerance, [.. heights.Select((height, i) => new ProbePoint(longitudes[i], latitudes[i], [height]))]);
    }
}
