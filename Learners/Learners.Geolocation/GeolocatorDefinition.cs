using GeoCore.Geolocation.Models;
using GeoCore.Onnx;
using Learners.Contracts;
using Learners.Geolocation.Data.Overhead;
using Learners.Geolocation.Evaluation;
using Learners.Torch.Training;

namespace Learners.Geolocation;

/// <summary>The geolocator as the host knows it.</summary>
public sealed class GeolocatorDefinition : ILearnerDefinition
{
    private const long BytesPerNumber = 4;
    private const long OpenedData = 128L << 20;

    /// <inheritdoc/>
    public LearnerCard Card => GeolocatorLearnerCard.Instance;

    /// <inheritdoc/>
    public long EstimateMemory(HyperParameterValues values, string data)
    {
        long side = values.Integer("side"), width = values.Integer("width"), batch = Math.Max(values.Integer("batch-size"), values.Integer("final-batch-size"));

        // of each layer the convolved, normalised and rectified picture, with their gradients; the mosaic and the cells of all maps
        var activations = 6 * batch * width * side * side * 15 / 8;
        var maps = 12L * (1L << (2 * values.Integer("grid-level"))) * 40;
        return OpenedData + (activations + batch * 3 * side * side + maps) * BytesPerNumber * (values.Choice("precision") == "float64" ? 2 : 1);
    }

    /// <inheritdoc/>
    public ILearnerRun Open(LearnerContext context, CancellationToken cancellationToken) =>
        new GeolocatorRun(context, new OverheadDataSets(context).Open(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Every held-out picture counts: of the mosaic that it was fitted to, half of the blocks are those of the fit; a source of other pictures has none of them.</remarks>
    public IReadOnlyList<MetricRecord> EvaluatePublished(string folder, LearnerContext context, CancellationToken cancellationToken)
    {
        var artifact = GeolocatorArtifact.Load(folder);
        var data = new OverheadDataSets(context).Open(cancellationToken);
        using var backbone = OnnxBackbone.Load(artifact.BackbonePath, artifact.Preparation, new OnnxBackboneOptions { Output = artifact.Card.Backbone.Output });
        artifact.Probe?.CheckBackbone(backbone);
        var inputs = new List<float[][]>();
        foreach (var picture in data.HeldOut.Pictures)
        {
            var embedding = new float[backbone.Width];
            backbone.Embed(picture, embedding, cancellationToken);
            inputs.Add(artifact.InputsOf(embedding));
        }

        return GeolocatorScores.Of(artifact.Ensemble, inputs, data.HeldOut, data, artifact.Card.Gate?.Features ?? [], cancellationToken);
    }
}
