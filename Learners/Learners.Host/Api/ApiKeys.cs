using System.Security.Cryptography;

namespace Learners.Host.Api;

/// <summary>Who may come from other machines. Only digests of keys are kept.</summary>
/// <param name="digests">SHA-256 of each key.</param>
internal sealed class ApiKeys(IReadOnlyList<byte[]> digests)
{
    /// <summary>Environment variable that may hold a key.</summary>
    internal const string Variable = "GEOSUITE_HOST_KEY";

    /// <summary>Whether there is any.</summary>
    internal bool Any => digests.Count > 0;

    /// <summary>The key of the environment and those of a file.</summary>
    /// <param name="key">A key as it is sent, or null.</param>
    /// <param name="file">Has a SHA-256 in hexadecimal digits on each line; empty lines and those with # do not count. Null for none.</param>
    /// <exception cref="InvalidDataException">A line is no digest.</exception>
    internal static ApiKeys Load(string? key, string? file)
    {
        var digests = new List<byte[]>();
        if (!string.IsNullOrEmpty(key))
        {
            digests.Add(Digest(key));
        }

        foreach (var line in file is null ? [] : File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            digests.Add(line.Length == 2 * SHA256.HashSizeInBytes && line.All(char.IsAsciiHexDigit)
                ? Convert.FromHexString(line)
                : throw new InvalidDataException($"{file} has a line that is no SHA-256 in hexadecimal digits"));
        }

        return new ApiKeys(digests);
    }

    /// <summary>Whether a key is one of them. Takes as long whatever is wrong with it.</summary>
    /// <param name="key">As it was sent.</param>
    internal bool Accepts(string key)
    {
        var digest = Digest(key);
        var isKnown = false;
        foreach (var known in digests)
        {
            isKnown |= CryptographicOperations.FixedTimeEquals(known, digest);
        }

        return isKnown;
    }

    private static byte[] Digest(string key) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key));
}
