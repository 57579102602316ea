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
        foreach (var part in Enumerable.Range(0, pictures.Count).Chunk(Together))
        {
            cancellationToken.ThrowIfCancellationRequested();
            answers.AddRange(Of(pictures.At(part)));
        }

        return answers;
    }

    private IEnumerable<float[][]> Of(PictureSet pictures)
    {
        using var scope = NewDisposeScope();
        var (parts, device) = (learner.Parts, learner.Parts.Projection.weight.device);
        var length = pictures.EmbeddingWidth ?? preparation.Length;
        var inputs = new float[pictures.Count * length];
        for (var i = 0; i < pictures.Count; i++)
        {
            var own = inputs.AsSpan(i * length, length);
            if (pictures.Embeddings is { } said)
            {
                said[i].CopyTo(own);
            }
            else
            {
                preparation.Write(pictures.Pictures[i], own);
            }
        }

        long[] shape = pictures.Embeddings is null ? [pictures.Count, Picture.Channels, preparation.Height, preparation.Width] : [pictures.Count, length];
        var embeddings = parts.See(tensor(inputs, shape, learner.Precision, device));
        var cells = classes.Partitions.Count;
        float[][] outputs =
        [
            Numbers(cat([.. parts.Heads.Take(cells).Select(head => head.forward(embeddings))], 1)),
            Numbers(parts.Projection.forward(embeddings)),
            .. parts.Heads.Skip(cells).Select(head => Numbers(head.forward(embeddings))),
        ];
        return [.. Enumerable.Range(0, pictures.Count).Select(i => outputs.Select(output => Row(output, i, pictures.Count)).ToArray())];
    }

    private static float[] Numbers(Tensor outputs) => outputs.to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();

    private static float[] Row(float[] output, int row, int rows) => output.AsSpan(row * (output.Length / rows), output.Length / rows).ToArray();
}
