using System.Security.Cryptography;

namespace GeoCore.Artifacts;

/// <summary>Files of an artifact, bounded in size.</summary>
internal static class ArtifactFile
{
    /// <summary>All bytes of a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="maximumLength">Bytes that are accepted, below 2 GiB.</param>
    /// <exception cref="ArtifactException">The file is missing, unreadable or too long.</exception>
    public static byte[] Read(string path, long maximumLength)
    {
        var name = Path.GetFileName(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            if (stream.Length > maximumLength)
                throw new ArtifactException($"{name}: {stream.Length} bytes are more than the {maximumLength} that are read.");
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException($"{name}: {fault.Message}", fault);
        }
    }

    /// <summary>SHA-256 of a file, of which only a part at a time is in memory.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="maximumLength">Bytes that are accepted.</param>
    /// <exception cref="ArtifactException">The file is missing, unreadable or too long.</exception>
    public static string DigestOf(string path, long maximumLength)
    {
        var name = Path.GetFileName(path);
        try
        {
            using var stream = File.OpenRead(path);
            return stream.Length <= maximumLength
                ? Convert.ToHexStringLower(SHA256.HashData(stream))
                : throw new ArtifactException($"{name}: {stream.Length} bytes are more than the {maximumLength} that are read.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ArtifactException($"{name}: {fault.Message}", fault);
        }
    }

    /// <summary>SHA-256 in lower-case hexadecimal digits.</summary>
    public static string Digest(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Writes a file and waits until the disk has it.</summary>
    public static void WriteDurably(string path, ReadOnlySpan<byte> content)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }
}
