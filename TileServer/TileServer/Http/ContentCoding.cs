using System.Globalization;
using System.IO.Compression;
using Microsoft.Extensions.Primitives;
using TileServer.Sources.Layers;

namespace TileServer.Http;

/// <summary>A way to send text in fewer bytes: Brotli 4, else gzip 6, from 1 kB on.</summary>
internal sealed class ContentCoding
{
    /// <summary>Shorter bodies gain nothing.</summary>
    internal const int ShortestBody = 1024;

    private const int BrotliQuality = 4;
    private const int BrotliWindow = 22;

    private static readonly ZLibCompressionOptions s_gzip = new() { CompressionLevel = 6 };

    private ContentCoding(string name, string suffix) => (Name, Suffix) = (name, suffix);

    internal static ContentCoding Brotli { get; } = new("br", "-br");

    internal static ContentCoding Gzip { get; } = new("gzip", "-gz");

    /// <summary>Value of Content-Encoding.</summary>
    internal string Name { get; }

    /// <summary>What the entity tag gets.</summary>
    internal string Suffix { get; }

    /// <summary>The best coding that a client takes, or null for none.</summary>
    internal static ContentCoding? Choose(StringValues acceptEncoding) =>
        QualityOf(acceptEncoding, "br") > 0 ? Brotli
        : QualityOf(acceptEncoding, "gzip") > 0 ? Gzip
        : null;

    /// <summary>Whether a client takes gzip.</summary>
    internal static bool TakesGzip(StringValues acceptEncoding) => QualityOf(acceptEncoding, "gzip") > 0;

    /// <summary>What a gzipped body is without its coding.</summary>
    /// <exception cref="SourceUnavailableException">The body is damaged, or larger than any tile.</exception>
    internal static byte[] Inflate(ReadOnlyMemory<byte> body)
    {
        const int largest = 64 << 20, block = 16 << 10;
        try
        {
            using var gzip = new GZipStream(new MemoryStream(body.ToArray()), CompressionMode.Decompress);
            using var memory = new MemoryStream();
            var bytes = new byte[block];
            for (var read = gzip.Read(bytes); read > 0; read = gzip.Read(bytes))
            {
                memory.Write(bytes, 0, read);
                if (memory.Length > largest)
                    throw new InvalidDataException("The tile is larger than any.");
            }

            return memory.ToArray();
        }
        catch (InvalidDataException fault)
        {
            throw new SourceUnavailableException("A tile of the archive is damaged.", fault);
        }
    }

    /// <summary>The body in this coding.</summary>
    internal byte[] Encode(ReadOnlySpan<byte> body)
    {
        if (this == Brotli)
        {
            var encoded = new byte[BrotliEncoder.GetMaxCompressedLength(body.Length)];
            if (!BrotliEncoder.TryCompress(body, encoded, out var length, BrotliQuality, BrotliWindow))
                throw new InvalidOperationException("Brotli needs more room than it said.");
            return encoded[..length];
        }

        using var memory = new MemoryStream(body.Length / 2);
        using (var gzip = new GZipStream(memory, s_gzip, leaveOpen: true))
            gzip.Write(body);
        return memory.ToArray();
    }

    /// <summary>Weight of a coding, 0 to 1; <c>*</c> speaks for those that are not named.</summary>
    private static double QualityOf(StringValues header, string name)
    {
        double? named = null, any = null;
        foreach (var line in header)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                var item = line.AsSpan(range);
                var semicolon = item.IndexOf(';');
                var coding = (semicolon < 0 ? item : item[..semicolon]).Trim();
                if (coding.Equals(name, StringComparison.OrdinalIgnoreCase))
                    named = Weight(semicolon < 0 ? default : item[(semicolon + 1)..]);
                else if (coding is "*")
                    any = Weight(semicolon < 0 ? default : item[(semicolon + 1)..]);
            }
        }

        return named ?? any ?? 0;
    }

    private static double Weight(ReadOnlySpan<char> parameters)
    {
        var text = parameters.Trim();
        if (!text.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
            return 1;
        return double.TryParse(text[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) ? weight : 0;
    }
}
