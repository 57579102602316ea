using GeoCore.Encoding;

namespace Benchmarks.Encoders;

/// <summary>Features and network of scattered places, by our kernels.</summary>
internal sealed class ForwardWork(LocationEncoder encoder, Places places) : IEncoderWork
{
    private readonly float[] _logits = new float[places.Count * encoder.OutputCount];

    /// <inheritdoc/>
    public double Run()
    {
        encoder.Evaluate(places.Longitudes, places.Latitudes, _logits);
        return _logits[0] + _logits[^1];
    }
}
