using System.Runtime.InteropServices;
using Benchmarks.Commands;
using GeoCore.Encoding.Positional;

namespace Benchmarks.Encoders;

/// <summary>From a file of places to a file of features, a block at a time: neither has to fit into memory.</summary>
internal static class FeatureFile
{
    /// <summary>Values of a block, so that it takes at most 16 MiB unless one place alone needs more.</summary>
    private const int BlockValues = 2 * 1024 * 1024;

    /// <summary>Bytes of a place: longitude and latitude as float64.</summary>
    private const int PlaceBytes = 2 * sizeof(double);

    /// <summary>Encodes every place.</summary>
    /// <param name="points">Little-endian float64 pairs longitude, latitude.</param>
    /// <param name="target">Replaced only when all of it is written.</param>
    /// <param name="encoding">What computes the features.</param>
    /// <param name="single">float32 instead of float64.</param>
    /// <param name="cancellationToken">Checked once a block.</param>
    /// <exception cref="BenchException">The file ends within a place, or a place is none on Earth.</exception>
    public static void Write(string points, string target, IPositionalEncoding encoding, bool single, CancellationToken cancellationToken)
    {
        using var source = File.OpenRead(points);
        if (source.Length % PlaceBytes != 0)
        {
            throw new BenchException($"{points} holds {source.Length} bytes, which is no whole number of longitude, latitude pairs of {PlaceBytes}.");
        }

        var partial = target + ".partial";
        try
        {
            using (var sink = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                if (single)
                {
                    Copy<float>(source, sink, encoding, encoding.Encode, cancellationToken);
                }
                else
                {
                    Copy<double>(source, sink, encoding, encoding.Encode, cancellationToken);
                }
            }

            File.Move(partial, target, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private delegate void Encoder<T>(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<T> features);

    private static void Copy<T>(
        FileStream source, FileStream sink, IPositionalEncoding encoding, Encoder<T> encode, CancellationToken cancellationToken)
        where T : unmanaged
    {
        var capacity = Math.Clamp(BlockValues / encoding.Dimension, 1, 4096);
        var places = new double[2 * capacity];
        var longitudes = new double[capacity];
        var latitudes = new double[capacity];
        var features = new T[capacity * encoding.Dimension];
        for (long first = 0; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = source.ReadAtLeast(MemoryMarshal.AsBytes(places.AsSpan()), places.Length * sizeof(double), throwOnEndOfStream: false) / PlaceBytes;
            if (count == 0)
            {
                return;
            }

            for (var i = 0; i < count; i++)
            {
                (longitudes[i], latitudes[i]) = (places[2 * i], places[2 * i + 1]);
                if (!double.IsFinite(longitudes[i]) || !(Math.Abs(latitudes[i]) <= 90))
                {
                    throw new BenchException(FormattableString.Invariant($"Place {first + i} is no place on Earth: longitude {longitudes[i]}, latitude {latitudes[i]}."));
                }
            }

            var block = features.AsSpan(0, count * encoding.Dimension);
            encode(longitudes.AsSpan(0, count), latitudes.AsSpan(0, count), block);
            sink.Write(MemoryMarshal.AsBytes(block));
            first += count;
        }
    }
}
