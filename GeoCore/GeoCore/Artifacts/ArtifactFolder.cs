namespace GeoCore.Artifacts;

/// <summary>Names of an artifact's files, and how a whole folder is put in place at once.</summary>
internal static class ArtifactFolder
{
    public const string Card = "card.json";
    public const string Weights = "weights.safetensors";
    public const string Probe = "probe.json";
    public const string Posterior = "posterior.safetensors";

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
