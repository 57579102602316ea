namespace GeoCore.Encoding.Harmonics;

/// <summary>Takes the features of many places block by block, while they are in the cache.</summary>
public interface IHarmonicBlockConsumer
{
    /// <summary>Uses one block.</summary>
    /// <param name="firstPoint">Index of the place in lane 0.</param>
    /// <param name="count">Places in the block, 1 to 16; the other lanes repeat the last.</param>
    /// <param name="features">[L², 16]: feature k of lane i stands at 16 k + i. Overwritten by the next block.</param>
    void Consume(int firstPoint, int count, ReadOnlySpan<float> features);
}
