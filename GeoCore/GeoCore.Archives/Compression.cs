using System.IO.Compression;
using GeoCore.Tiling.Archives;

namespace GeoCore.Archives;

/// <summary>Makes parts of archives smaller and larger again; nothing grows beyond a bound, whatever a file claims.</summary>
internal static class Compression
{
    private static readonly ZLibCompressionOptions s_gzip = new() { CompressionLevel = 9 };

    /// <summary>Undoes a compression.</summary>
    /// <param name="bytes">Compressed bytes.</param>
    /// <param name="way">How.</param>
    /// <param name="most">Most bytes of the result.</param>
    /// <exception cref="ArchiveException">The bytes are damaged, or the result would be larger.</exception>
    internal static byte[] Expand(byte[] bytes, PmtilesCompression way, int most)
    {
        if (way is PmtilesCompression.None or PmtilesCompression.Unknown)
            return bytes;
        try
        {
            using var source = new MemoryStream(bytes);
            using Stream expander = way == PmtilesCompression.Brotli ? new BrotliStream(source, CompressionMode.Decompress) : new GZipStream(source, CompressionMode.Decompress);
            using var target = new MemoryStream();
            var block = new byte[16 << 10];
            int read;
            while ((read = expander.Read(block)) > 0)
            {
                if (target.Length + read > most)
                    throw new ArchiveException($"A part of the archive grows beyond {most} bytes.");
                target.Write(block, 0, read);
            }

            return target.ToArray();
        }
        catch (InvalidDataException fault)
        {
            throw new ArchiveException("A part of the archive is damaged.", fault);
        }
    }

    /// <summary>Gzips; the same bytes give the same bytes.</summary>
    internal static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, s_gzip, leaveOpen: true))
            gzip.Write(bytes);
        return target.ToArray();
    }
}
