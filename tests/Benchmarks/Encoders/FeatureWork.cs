using GeoCore.Encoding.Harmonics;
using GeoCore.Encoding.Kernels;

namespace Benchmarks.Encoders;

/// <summary>Spherical harmonics in float32, used block by block while they are in the cache, as a network's first layer does.</summary>
internal sealed class FeatureWork(SphericalHarmonics harmonics, Places places) : IEncoderWork
{
    private readonly AlignedBuffer<float> _block = new(harmonics.BlockLength);

    /// <inheritdoc/>
    public double Run()
    {
        var taster = new Taster();
        harmonics.ForEachBlock(places.Longitudes, places.Latitudes, _block.Span, ref taster);
        return taster.Sum;
    }

    /// <summary>Adds up another feature of every block, so that over a batch all are read and the reading itself costs next to nothing.</summary>
    private struct Taster : IHarmonicBlockConsumer
    {
        private int _next;

        public double Sum { get; private set; }

        public void Consume(int firstPoint, int count, ReadOnlySpan<float> features)
        {
            foreach (var value in features.Slice(_next, count))
            {
                Sum += value;
            }

            _next = (_next + SphericalHarmonics.BlockPoints) % features.Length;
        }
    }
}
