using System.Globalization;
using System.IO.Compression;
using Microsoft.Extensions.Primitives;

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
