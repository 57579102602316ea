using System.Buffers;
using System.Numerics;

namespace GeoCore.Encoding.Harmonics;

/// <summary>Blocks of 16 places, feature-major: what a network's first layer reads without a [places, L²] matrix ever being written.</summary>
public sealed partial class SphericalHarmonics
{
    /// <summary>Places of a block, 16.</summary>
    public const int BlockPoints = PlaceBlock.Lanes;

    /// <summary>A row-major encoding goes through a block as long as that fits a last-level cache.</summary>
    private const int BlockBytes = 16 << 20;

    /// <summary>Values of a block, 16 L².</summary>
    public int BlockLength => Dimension * BlockPoints;

    /// <summary>Harmonics of up to 16 places, recursion in double, rounded to single precision.</summary>
    /// <param name="longitudes">1 to 16, degrees, finite.</param>
    /// <param name="latitudes">As many, degrees, −90 to 90.</param>
    /// <param name="features">Receives <see cref="BlockLength"/> values, [L², 16]: feature k of place i at 16 k + i; unused lanes repeat the
    /// last place. Fastest where it begins at a multiple of 64 bytes (<see cref="Kernels.AlignedBuffer{T}"/>).</param>
    /// <exception cref="ArgumentException">There are not 1 to 16 places, or the block is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is not a place.</exception>
    public unsafe void EvaluateBlock(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<float> features)
    {
        CheckBlock(longitudes, latitudes, features.Length, BlockLength);
        fixed (float* block = features)
        {
            Block(longitudes, latitudes, block);
        }
    }

    /// <summary>Harmonics of up to 16 places in double precision.</summary>
    /// <param name="longitudes">1 to 16, degrees, finite.</param>
    /// <param name="latitudes">As many, degrees, −90 to 90.</param>
    /// <param name="features">Receives <see cref="BlockLength"/> values, [L², 16], as the block of floats.</param>
    /// <exception cref="ArgumentException">There are not 1 to 16 places, or the block is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is not a place.</exception>
    public unsafe void EvaluateBlock(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<double> features)
    {
        CheckBlock(longitudes, latitudes, features.Length, BlockLength);
        fixed (double* block = features)
        {
            Block(longitudes, latitudes, block);
        }
    }

    /// <summary>Feeds all places to a consumer, 16 at a time; nothing is allocated.</summary>
    /// <typeparam name="TConsumer">Who uses the features.</typeparam>
    /// <param name="longitudes">Degrees, finite.</param>
    /// <param name="latitudes">As many, degrees, −90 to 90.</param>
    /// <param name="block">Working space of <see cref="BlockLength"/> values, best a <see cref="Kernels.AlignedBuffer{T}"/>.</param>
    /// <param name="consumer">Called once a block, in order.</param>
    /// <param name="cancellationToken">Looked at once a block.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is not a place.</exception>
    public unsafe void ForEachBlock<TConsumer>(
        ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<float> block, ref TConsumer consumer, CancellationToken cancellationToken = default)
        where TConsumer : IHarmonicBlockConsumer, allows ref struct
    {
        PlaceRange.Check(longitudes, latitudes);
        Require(block.Length, BlockLength, nameof(block));
        fixed (float* start = block)
        {
            for (var first = 0; first < longitudes.Length; first += BlockPoints)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var count = Math.Min(BlockPoints, longitudes.Length - first);
                Block(longitudes.Slice(first, count), latitudes.Slice(first, count), start);
                consumer.Consume(first, count, block[..BlockLength]);
            }
        }
    }

    private static void CheckBlock(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, int length, int needed)
    {
        PlaceRange.Check(longitudes, latitudes);
        if (longitudes.Length is < 1 or > BlockPoints)
        {
            throw new ArgumentException($"A block has 1 to {BlockPoints} places, not {longitudes.Length}.", nameof(longitudes));
        }

        Require(length, needed, "features");
    }

    private unsafe void Block<T>(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, T* block)
        where T : unmanaged, INumberBase<T>
    {
        if (Degrees > BalancedRecursion.PlainDegrees)
        {
            TrackedBlock(longitudes, latitudes, block);
            return;
        }

        var places = stackalloc double[PlaceBlock.Length];
        PlaceBlock.Fill(longitudes, latitudes, places);
        if (typeof(T) == typeof(float) && _recursion.Alternating is { } alternating)
        {
            HarmonicBlocks.Features(_recursion, alternating, places, (float*)block);
        }
        else
        {
            HarmonicBlocks.Features(_recursion, places, block);
        }
    }

    private unsafe void TrackedBlock<T>(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, T* block)
        where T : unmanaged, INumberBase<T>
    {
        var column = ArrayPool<double>.Shared.Rent(Degrees);
        for (var lane = 0; lane < BlockPoints; lane++)
        {
            var i = Math.Min(lane, longitudes.Length - 1);
            Point(SpherePoint.FromDegrees(longitudes[i], latitudes[i]), new Span<T>(block + lane, BlockLength - lane), column, BlockPoints);
        }

        ArrayPool<double>.Shared.Return(column);
    }

    private unsafe void EncodeRows<T>(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<T> features)
        where T : unmanaged, INumberBase<T>
    {
        PlaceRange.Check(longitudes, latitudes);
        Require(features.Length, (long)longitudes.Length * Dimension, nameof(features));
        if ((long)BlockLength * sizeof(T) > BlockBytes)
        {
            EncodeTracked(longitudes, latitudes, features);
            return;
        }

        const int line = 64;
        var room = ArrayPool<byte>.Shared.Rent((BlockLength * sizeof(T)) + line);
        fixed (byte* start = room)
        fixed (T* rows = features)
        {
            var block = (T*)(((nuint)start + line - 1) & ~(nuint)(line - 1));
            for (var first = 0; first < longitudes.Length; first += BlockPoints)
            {
                var count = Math.Min(BlockPoints, longitudes.Length - first);
                Block(longitudes.Slice(first, count), latitudes.Slice(first, count), block);
                BlockTranspose.ToRows(block, Dimension, count, rows + ((long)first * Dimension));
            }
        }

        ArrayPool<byte>.Shared.Return(room);
    }

    private void EncodeTracked<T>(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<T> features)
        where T : unmanaged, INumberBase<T>
    {
        var column = ArrayPool<double>.Shared.Rent(Degrees);
        for (var i = 0; i < longitudes.Length; i++)
        {
            Point(SpherePoint.FromDegrees(longitudes[i], latitudes[i]), features.Slice(i * Dimension, Dimension), column);
        }

        ArrayPool<double>.Shared.Return(column);
    }
}
