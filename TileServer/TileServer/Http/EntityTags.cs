using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace TileServer.Http;

/// <summary>Strong entity tags, computed from what a body depends on and never from the body.</summary>
internal static class EntityTags
{
    /// <summary>Suffixes of the content codings, before the closing quote.</summary>
    private static readonly string[] s_codings = ["-br", "-gz"];

    /// <summary>A quoted tag of texts that together determine a body.</summary>
    internal static string Of(params ReadOnlySpan<string?> inputs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var input in inputs)
        {
            hash.AppendData(MemoryMarshal.AsBytes(input.AsSpan()));
            hash.AppendData([0, 0]); // keeps "a","bc" and "ab","c" apart
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return $"\"{Convert.ToHexStringLower(digest[..8])}\"";
    }

    /// <summary>The tag of the same body in a content coding.</summary>
    /// <param name="tag">Quoted.</param>
    /// <param name="suffix"><c>-br</c> or <c>-gz</c>.</param>
    internal static string WithSuffix(string tag, string suffix) => tag.Insert(tag.Length - 1, suffix);

    /// <summary>Whether a client has what the tag stands for, in any content coding (RFC 9110, 13.1.2: weak comparison).</summary>
    /// <param name="ifNoneMatch">Values of the header.</param>
    /// <param name="tag">Quoted, without coding suffix.</param>
    internal static bool Matches(StringValues ifNoneMatch, string tag)
    {
        foreach (var line in ifNoneMatch)
        {
            if (Matches(line.AsSpan(), tag))
                return true;
        }

        return false;
    }

    private static bool Matches(ReadOnlySpan<char> line, ReadOnlySpan<char> tag)
    {
        line = line.Trim();
        if (line is "*")
            return true;
        while (!line.IsEmpty)
        {
            line = line.TrimStart(" \t,");
            if (line.StartsWith("W/"))
                line = line[2..];
            if (line is not ['"', ..])
                return false;
            var end = line[1..].IndexOf('"');
            if (end < 0)
                return false;
            if (IsSame(line[..(end + 2)], tag))
                return true;
            line = line[(end + 2)..];
        }

        return false;
    }

    private static bool IsSame(ReadOnlySpan<char> candidate, ReadOnlySpan<char> tag)
    {
        if (candidate.SequenceEqual(tag))
            return true;
        var inner = candidate[..^1];
        foreach (var coding in s_codings)
        {
            if (inner.EndsWith(coding))
                return inner[..^coding.Length].SequenceEqual(tag[..^1]);
        }

        return false;
    }
}
