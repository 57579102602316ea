using System.Text.Json;
using GeoCore.Geolocation.Models;
using GeoCore.Geolocation.Pooling;
using GeoCore.Imaging;
using Learners.Geolocation.Backbones;
using Learners.Geolocation.Data;
using Learners.Geolocation.Data.Overhead;
using Learners.Geolocation.Evaluation;
using static TorchSharp.torch;

namespace Learners.Geolocation.Publishing;

/// <summary>What the trainer says of a few painted pictures: nobody's photograph is in a model.</summary>
/// <param name="learner">Trained.</param>
/// <param name="classes">Its heads.</param>
/// <param name="preparation">What is done to a picture.</param>
/// <param name="frozen">The network of others, or null.</param>
/// <param name="ensemble">The trainer's sources.</param>
/// <param name="gateAttributes">What its gate looks at.</param>
internal sealed class PublishedProbe(
    GeolocatorLearner learner, PlaceClasses classes, PicturePreparation preparation, FrozenBackbone? frozen, LocationEnsemble ensemble, IReadOnlyList<string> gateAttributes)
{
    private const int Side = 24;
    private const int Places = 12;

    // the network is published in half precision
    private const double EmbeddingTolerance = 0.02, HeadTolerance = 1e-3, MapTolerance = 0.02;

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    /// <summary>The file.</summary>
    internal byte[] File()
    {
        Picture[] pictures = [Paint((x, y) => (20 * x + 15, 10 * y, 120)), Paint((x, y) => (x * y * 7 % 256, 90 + 4 * y, x * x % 256)), Paint((x, y) => ((x + y) % 8 < 4 ? 210 : 30, 200 - 6 * x, 60))];
        int[] cells = [.. Enumerable.Range(0, Places).Select(i => (int)((2L * i + 1) * ensemble.Prior.Grid.Count / (2 * Places)))];
        var embeddings = Embeddings(pictures);
        var set = new PictureSet(pictures, new double[pictures.Length], new double[pictures.Length]) { Embeddings = frozen is null ? null : embeddings };
        var heads = new HeadOutputs(learner, classes, preparation).Of(set, CancellationToken.None);
        var probe = new GeolocatorProbe(EmbeddingTolerance, HeadTolerance, MapTolerance, cells, [.. pictures.Select((picture, i) =>
        {
            var map = ensemble.Evaluate(heads[i], ensemble.Gate is null ? default : GateFeatures.Of(ensemble, gateAttributes, heads[i])).Map;
            return new ProbePicture(
                picture.Width, picture.Height, Convert.ToBase64String(Bytes(picture)), Doubles(embeddings[i]), [.. heads[i].Select(Doubles)], [.. cells.Select(map.LogDensity)]);
        })]);
        return JsonSerializer.SerializeToUtf8Bytes(probe, s_options);
    }

    private float[][] Embeddings(Picture[] pictures)
    {
        if (frozen is not null)
        {
            using var network = frozen.Open();
            return [.. pictures.Select(picture =>
            {
                var embedding = new float[network.Width];
                network.Embed(picture, embedding);
                return embedding;
            })];
        }

        using var still = no_grad();
        learner.Network.eval();
        return [.. pictures.Select(picture =>
        {
            using var scope = NewDisposeScope();
            var input = new float[preparation.Length];
            preparation.Write(picture, input);
            var batch = tensor(input, [1, Picture.Channels, preparation.Height, preparation.Width], learner.Precision, learner.Parts.Projection.weight.device);
            return learner.Parts.Pictures!.forward(batch).to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
        })];
    }

    private static IReadOnlyList<double> Doubles(float[] numbers) => Array.ConvertAll(numbers, number => (double)number);

    private static byte[] Bytes(Picture picture) => [.. Enumerable.Range(0, picture.Height).SelectMany(row => picture.Row(row).ToArray())];

    private static Picture Paint(Func<int, int, (int Red, int Green, int Blue)> colourOf)
    {
        var pixels = new byte[Side * Side * Picture.Channels];
        for (var i = 0; i < Side * Side; i++)
        {
            var (red, green, blue) = colourOf(i % Side, i / Side);
            (pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]) = ((byte)(red % 256), (byte)(green % 256), (byte)(blue % 256));
        }

        return new Picture(Side, Side, pixels);
    }
}
