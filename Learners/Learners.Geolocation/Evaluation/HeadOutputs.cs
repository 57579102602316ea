using GeoCore.Geolocation.Models;
using GeoCore.Imaging;
using Learners.Geolocation.Data;
using Learners.Geolocation.Data.Overhead;
using static TorchSharp.torch;

namespace Learners.Geolocation.Evaluation;

/// <summary>What the trained heads say of pictures.</summary>
/// <param name="learner">Trained; it is brought into evaluation mode.</param>
/// <param name="classes">Its heads: those of partitions answer together.</param>
/// <param name="preparation">What is done to a picture.</param>
internal sealed class HeadOutputs(GeolocatorLearner learner, PlaceClasses classes, PicturePreparation preparation)
{
    private const int Together = 256;

    /// <summary>Asks the network.</summary>
    /// <param name="pictures">The pictures.</param>
    /// <param name="cancellationToken">Looked at every few hundred pictures.</param>
    /// <returns>[pictures][sources]: logits of all cells, the vector among places, logits of each attribute.</returns>
    internal IReadOnlyList<float[][]> Of(PictureSet pictures, CancellationToken cancellationToken)
    {
        using var frozen = no_grad();
        learner.Network.eval();
        var answers = new List<float[][]>();
        foreach (var part in pictures.Pictures.Chunk(Together))
        {
            cancellationToken.ThrowIfCancellationRequested();
            answers.AddRange(Of(part));
        }

        return answers;
    }

    private IEnumerable<float[][]> Of(Picture[] pictures)
    {
        using var scope = NewDisposeScope();
        var inputs = new float[pictures.Length * preparation.Length];
        for (var i = 0; i < pictures.Length; i++)
        {
            preparation.Write(pictures[i], inputs.AsSpan(i * preparation.Length, preparation.Length));
        }

        var (parts, device) = (learner.Parts, learner.Parts.Projection.weight.device);
        var batch = tensor(inputs, [pictures.Length, Picture.Channels, preparation.Height, preparation.Width], learner.Precision, device);
        var embeddings = parts.Pictures.forward(batch);
        var cells = classes.Partitions.Count;
        float[][] outputs =
        [
            Numbers(cat([.. parts.Heads.Take(cells).Select(head => head.forward(embeddings))], 1)),
            Numbers(parts.Projection.forward(embeddings)),
            .. parts.Heads.Skip(cells).Select(head => Numbers(head.forward(embeddings))),
        ];
        return [.. Enumerable.Range(0, pictures.Length).Select(i => outputs.Select(output => Row(output, i, pictures.Length)).ToArray())];
    }

    private static float[] Numbers(Tensor outputs) => outputs.to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();

    private static float[] Row(float[] output, int row, int rows) => output.AsSpan(row * (output.Length / rows), output.Length / rows).ToArray();
}
