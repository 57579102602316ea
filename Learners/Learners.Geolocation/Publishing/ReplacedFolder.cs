namespace Learners.Geolocation.Publishing;

/// <summary>A folder that is replaced as a whole.</summary>
internal static class ReplacedFolder
{
    /// <summary>Writes files beside the folder and moves them into its place.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">Content by name.</param>
    internal static void Write(string folder, IReadOnlyDictionary<string, byte[]> files)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var (fresh, old) = (folder + ".new", folder + ".old");
        Remove(fresh);
        Directory.CreateDirectory(fresh);
        foreach (var (name, content) in files)
        {
            File.WriteAllBytes(Path.Combine(fresh, name), content);
        }

        Remove(old);
        if (Directory.Exists(folder))
        {
            Directory.Move(folder, old);
        }

        Directory.Move(fresh, folder);
        Remove(old);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
