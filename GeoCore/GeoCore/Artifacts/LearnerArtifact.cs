namespace GeoCore.Artifacts;

/// <summary>An artifact that only its own learner reads: a folder with a card, weights and what else there is. It is no layer of a server.</summary>
public static class LearnerArtifact
{
    /// <summary>How the formats of such cards begin, such as <c>geosuite.learner.ccl/1</c>.</summary>
    public const string FormatPrefix = "geosuite.learner.";

    private const long LongestText = 64 << 20;

    /// <summary>Whether the folder's card names such a format.</summary>
    /// <param name="format">As <see cref="ArtifactFormat.Of"/> reads it.</param>
    public static bool IsFormat(string? format) => format?.StartsWith(FormatPrefix, StringComparison.Ordinal) == true;

    /// <summary>Publishes files as one: what stands there is replaced in one step.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="files">Content by name, <c>card.json</c> among them; what the card does not say by a digest is not protected against another content of the same card.</param>
    /// <param name="read">Reads them back; its fault ends the publication.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static T Publish<T>(string folder, IReadOnlyDictionary<string, byte[]> files, Func<string, T> read) => ArtifactFolder.Publish(folder, files, read);

    /// <summary>Reads files that belong together, whatever is published meanwhile.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="read">Reads the files of a folder; called again where the folder was replaced meanwhile.</param>
    public static T Read<T>(string folder, Func<string, T> read) => ArtifactFolder.Read(folder, read);

    /// <summary>All bytes of a file.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="name">Of the file.</param>
    /// <param name="sha256">What they must hash to, lower-case hexadecimal; null where it is not checked.</param>
    /// <exception cref="ArtifactException">The file is missing, too long or another one.</exception>
    public static byte[] Bytes(string folder, string name, string? sha256 = null)
    {
        var content = ArtifactFile.Read(Path.Combine(folder, name), sha256 is null ? LongestText : Safetensors.MaximumLength);
        return sha256 is null || ArtifactFile.Digest(content) == sha256
            ? content
            : throw new ArtifactException($"{name}: SHA-256 is {ArtifactFile.Digest(content)} where the card says {sha256}.");
    }

    /// <summary>SHA-256 in lower-case hexadecimal digits.</summary>
    /// <param name="content">Any bytes.</param>
    public static string Digest(ReadOnlySpan<byte> content) => ArtifactFile.Digest(content);
}
