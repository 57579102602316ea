using System.Runtime.Versioning;

namespace GeoCore.Artifacts;

/// <summary>Published contents beside each other, each in a folder that is called by its SHA-256, and names that are links to them. A name is
/// moved from one content to the next in one step, so that neither a reader nor the end of the process at any moment sees half of a publication.</summary>
/// <remarks>
/// <c>models/land → .content/3f…</c>, <c>models/.content/3f…/card.json</c>, and <c>models/.content/land.before → 9a…</c>, the content that the
/// name stood for before. Contents that neither a name nor such a link knows go with the next publication. Whoever publishes holds the lock
/// of <c>.content</c>; readers need none.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed class ContentStore
{
    /// <summary>Name of the folder of contents, beside the names.</summary>
    public const string FolderName = ".content";

    /// <summary>What a publication has not finished yet begins so; the next clears it away.</summary>
    private const string Unfinished = "new-";

    private const string BeforeExtension = ".before";

    private readonly string _parent;
    private readonly string _contents;

    private ContentStore(string parent)
    {
        _parent = parent;
        _contents = Path.Combine(parent, FolderName);
    }

    /// <summary>Publishes a content under a name.</summary>
    /// <param name="folder">Path whose last part is the name; what stands there is replaced.</param>
    /// <param name="files">Content by file name; the card decides about the digest.</param>
    /// <param name="read">Reads the content back before the name stands for it; its fault ends the publication.</param>
    /// <exception cref="IOException">The folder cannot be written; the name stands for what it stood for before.</exception>
    public static T Publish<T>(string folder, IReadOnlyDictionary<string, byte[]> files, Func<string, T> read)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var parent = Path.GetDirectoryName(folder) ?? throw new ArgumentException("The root cannot be an artifact.", nameof(folder));
        var store = new ContentStore(parent);
        Directory.CreateDirectory(store._contents);
        using var held = Posix.Lock(store._contents);
        store.ClearUnfinished();
        var digest = ArtifactFile.Digest(files[ArtifactFolder.Card]);
        var content = read(store.Write(digest, files));
        store.Point(Path.GetFileName(folder), digest);
        store.ClearForgotten();
        return content;
    }

    /// <summary>Writes the files aside and gives their folder its name when the disk has them; equal content that is there already is replaced, so that damage heals.</summary>
    private string Write(string digest, IReadOnlyDictionary<string, byte[]> files)
    {
        var (fresh, place) = (Path.Combine(_contents, Unfinished + digest), Path.Combine(_contents, digest));
        Directory.CreateDirectory(fresh);
        foreach (var (name, content) in files)
            ArtifactFile.WriteDurably(Path.Combine(fresh, name), content);
        Posix.Flush(fresh);
        if (Directory.Exists(place))
            Posix.Exchange(fresh, place);
        else
            Posix.Rename(fresh, place);
        Posix.Flush(_contents);
        return place;
    }

    /// <summary>Lets a name stand for a content, and remembers the one before.</summary>
    private void Point(string name, string digest)
    {
        var place = Path.Combine(_parent, name);
        if (ContentOf(place) is { } before && before != digest && Directory.Exists(Path.Combine(_contents, before)))
            Remember(name, before);
        var link = Path.Combine(_contents, Unfinished + name);
        File.CreateSymbolicLink(link, Path.Combine(FolderName, digest)); // read from where the name is, not from here
        if (Directory.Exists(place) && new DirectoryInfo(place).LinkTarget is null)
        {
            // a folder of an earlier version: no rename replaces it, but names can be exchanged
            Posix.Exchange(link, place);
            Keep(name, link, digest);
        }
        else
        {
            Posix.Rename(link, place);
        }

        Posix.Flush(_parent);
    }

    /// <summary>Makes a folder of an earlier version, which has just lost its name, the content before.</summary>
    private void Keep(string name, string folder, string current)
    {
        var card = Path.Combine(folder, ArtifactFolder.Card);
        var digest = File.Exists(card) ? ArtifactFile.Digest(File.ReadAllBytes(card)) : current;
        var place = Path.Combine(_contents, digest);
        if (digest == current || Directory.Exists(place))
            Directory.Delete(folder, recursive: true);
        else
            Posix.Rename(folder, place);
        if (digest != current)
            Remember(name, digest);
    }

    private void Remember(string name, string digest)
    {
        var link = Path.Combine(_contents, Unfinished + name + BeforeExtension);
        File.CreateSymbolicLink(link, digest);
        Posix.Rename(link, Path.Combine(_contents, name + BeforeExtension));
    }

    /// <summary>The digest that a name stands for; null where it is no link of ours.</summary>
    private static string? ContentOf(string place) =>
        new DirectoryInfo(place).LinkTarget is { } target && Path.GetDirectoryName(target) == FolderName ? Path.GetFileName(target) : null;

    private void ClearUnfinished()
    {
        foreach (var entry in new DirectoryInfo(_contents).EnumerateFileSystemInfos(Unfinished + "*"))
            Remove(entry);
    }

    private void ClearForgotten()
    {
        ClearUnfinished();
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in Directory.EnumerateFileSystemEntries(_parent))
        {
            if (ContentOf(entry) is { } digest)
            {
                kept.Add(digest);
                kept.Add(Path.GetFileName(entry) + BeforeExtension);
            }
        }

        foreach (var link in new DirectoryInfo(_contents).EnumerateFileSystemInfos("*" + BeforeExtension).Where(link => kept.Contains(link.Name)))
            kept.Add(link.LinkTarget ?? string.Empty);
        foreach (var entry in new DirectoryInfo(_contents).EnumerateFileSystemInfos().Where(entry => !kept.Contains(entry.Name)))
            Remove(entry);
    }

    private static void Remove(FileSystemInfo entry)
    {
        if (entry is DirectoryInfo { LinkTarget: null } folder)
            folder.Delete(recursive: true);
        else
            File.Delete(entry.FullName); // also a link to a folder
    }
}
