using System.Buffers.Binary;
using System.IO.Compression;

namespace Learners.ContinualLearning.Data.Pictures;

/// <summary>Reads the IDX files of the MNIST family: two zeros, the type 8 of bytes, the number of dimensions, their sizes in big-endian order, then the bytes.</summary>
internal static class IdxFile
{
    private const int Bytes = 8;
    private const int Most = 1 << 28;

    /// <summary>Reads a file packed with gzip.</summary>
    /// <param name="stream">Of the file.</param>
    /// <returns>Sizes of the dimensions, and the bytes.</returns>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    internal static (int[] Sizes, byte[] Values) Read(Stream stream)
    {
        using var unpacked = new GZipStream(stream, CompressionMode.Decompress);
        try
        {
            Span<byte> head = stackalloc byte[4];
            unpacked.ReadExactly(head);
            if (head[0] != 0 || head[1] != 0 || head[2] != Bytes || head[3] is < 1 or > 4)
            {
                throw new InvalidDataException("the file is no IDX file of bytes");
            }

            var sizes = new int[head[3]];
            var all = 1L;
            Span<byte> size = stackalloc byte[4];
            for (var i = 0; i < sizes.Length; i++)
            {
                unpacked.ReadExactly(size);
                sizes[i] = BinaryPrimitives.ReadInt32BigEndian(size);
                all *= sizes[i];
                if (sizes[i] < 0 || all > Most)
                {
                    throw new InvalidDataException($"an IDX file of {string.Join(" × ", sizes[..(i + 1)])} is not read");
                }
            }

            var values = new byte[all];
            unpacked.ReadExactly(values);
            return (sizes, values);
        }
        catch (EndOfStreamException fault)
        {
            throw new InvalidDataException("the IDX file is cut off", fault);
        }
    }
}
