namespace GeoCore.Artifacts;

/// <summary>Names of an artifact's files, and how a whole folder is put in place and read at once.</summary>
internal static class ArtifactFolder
{
    public const string Card = "card.json";
    public const string Weights = "weights.safetensors";
    public const string Probe = "probe.json";
    public const string Posterior = "posterior.safetensors";

    /// <summary>Publishes files under a name: as a content of a <see cref="ContentStore"/> where the system can do that, else as a folder.</summary>
    /// <param name="folder">Path whose last part is the name; an artifact already there is replaced.</param>
    /// <param name="files">Content by file name.</param>
    /// <param name="read">Reads them back.</param>
    /// <returns>What was read.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static T Publish<T>(string folder, IReadOnlyDictionary<string, byte[]> files, Func<string, T> read)
    {
        if (OperatingSystem.IsLinux())
            return ContentStore.Publish(folder, files, read);
        Replace(folder, files);
        return read(folder);
    }

    /// <summary>Reads an artifact whose files belong together, whatever is published meanwhile: the name is followed once, to one content.</summary>
    /// <param name="folder">A folder, or a name that a <see cref="ContentStore"/> keeps.</param>
    /// <param name="read">Reads the files of a folder; called again where the folder has been replaced while it read.</param>
    /// <exception cref="ArtifactException">What <paramref name="read"/> throws, where nothing was replaced.</exception>
    public static T Read<T>(string folder, Func<string, T> read)
    {
        while (true)
        {
            var place = Follow(folder);
            try
            {
                return read(place);
            }
            catch (ArtifactException) when (Follow(folder) != place)
            {
                // two publications went by, and the second cleared away what was being read; or a folder became a name
            }
        }
    }

    private static string Follow(string folder) =>
        new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder;

    /// <summary>Writes files into a folder beside the target and then moves it there, so that the target is the old artifact or the new one, never a mixture.</summary>
    /// <param name="folder">Target; an artifact already there is replaced.</param>
    /// <param name="files">Content by name.</param>
    public static void Replace(string folder, IReadOnlyDictionary<string, byte[]> files)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var parent = Path.GetDirectoryName(folder) ?? throw new ArgumentException("The root cannot be an artifact.", nameof(folder));
        string Beside(string suffix) => Path.Combine(parent, $".{Path.GetFileName(folder)}.{suffix}");
        var (fresh, old) = (Beside("new"), Beside("old"));
        Directory.CreateDirectory(parent);
        Recover(folder, old);
        Remove(fresh);
        Directory.CreateDirectory(fresh);
        foreach (var (name, content) in files)
        {
            ArtifactFile.WriteDurably(Path.Combine(fresh, name), content);
        }

        if (Directory.Exists(folder))
            Directory.Move(folder, old);
        Directory.Move(fresh, folder);
        Remove(old);
    }

    /// <summary>After a crash between the two moves the old artifact comes back; after one behind them it goes.</summary>
    private static void Recover(string folder, string old)
    {
        if (!Directory.Exists(folder) && Directory.Exists(old))
            Directory.Move(old, folder);
        Remove(old);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
