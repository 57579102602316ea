using static TorchSharp.torch;

namespace Learners.LocationEncoding.Evaluation;

/// <summary>Asks a trained network about places.</summary>
public static class PlaceLogits
{
    private const int LargestChunk = 4096;

    /// <summary>Features held at once: 100 MB of single precision, whatever the degree.</summary>
    private const int FeaturesAtOnce = 26_214_400;

    /// <summary>Logits of places, in chunks so that memory stays level.</summary>
    /// <param name="learner">Encoding and network, on the CPU.</param>
    /// <param name="longitudes">Degrees.</param>
    /// <param name="latitudes">Degrees, as many.</param>
    /// <returns>[place][output].</returns>
    public static float[] Of(LocationEncoderLearner learner, ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes)
    {
        var features = learner.Features;
        var outputs = learner.OutputCount;
        var logits = new float[longitudes.Length * outputs];
        var chunk = Math.Clamp(FeaturesAtOnce / features.Count, 1, LargestChunk);
        using var frozen = inference_mode();
        for (var start = 0; start < longitudes.Length; start += chunk)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(chunk, longitudes.Length - start);
            var encoded = features.Of(longitudes.Slice(start, count), latitudes.Slice(start, count), learner.Precision);
            learner.Logits(encoded).to_type(ScalarType.Float32).cpu().data<float>().CopyTo(logits, start * outputs);
        }

        return logits;
    }
}
