using System.Collections.Concurrent;
using GeoCore.Raster;

namespace TileServer.Sources.Tiles;

/// <summary>Hands out buffers again that were used before. What they hold is arbitrary.</summary>
internal sealed class PixelBufferPool
{
    /// <summary>Values of a picture in three bands of the largest tile; what is larger is asked for seldom.</summary>
    private const int LargestKept = 3 * TileRequest.MostPixels * TileRequest.MostPixels;

    private readonly ConcurrentDictionary<(int BandCount, int Width, int Height), ConcurrentBag<PixelBuffer<float>>> _idle = new();
    private readonly int _mostIdle;
    private int _idleCount;

    /// <summary>Creates a pool.</summary>
    /// <param name="mostIdle">Most buffers that are kept, over all shapes.</param>
    internal PixelBufferPool(int mostIdle) => _mostIdle = mostIdle;

    internal PixelBuffer<float> Rent(int bandCount, int width, int height)
    {
        if (_idle.TryGetValue((bandCount, width, height), out var bag) && bag.TryTake(out var buffer))
        {
            Interlocked.Decrement(ref _idleCount);
            return buffer;
        }

        return new PixelBuffer<float>(bandCount, width, height);
    }

    internal void Return(PixelBuffer<float> buffer)
    {
        if (buffer.Values.Length > LargestKept)
            return;
        if (Interlocked.Increment(ref _idleCount) > _mostIdle)
        {
            // shapes that nobody asks for any more must not hold the places
            Interlocked.Exchange(ref _idleCount, 0);
            _idle.Clear();
            return;
        }

        _idle.GetOrAdd((buffer.BandCount, buffer.Width, buffer.Height), static _ => []).Add(buffer);
    }
}
