namespace Learners.Geolocation.Data.Photographs;

/// <summary>Finds the pictures of a folder by what lists call them: a path below it, a name, or a name without its ending.</summary>
/// <remarks>MP-16 has names with folders, <c>1d/35/1d35….jpg</c>; OpenStreetView-5M names without, in folders of shards.</remarks>
internal sealed class PictureIndex
{
    private static readonly HashSet<string> s_endings = new([".jpg", ".jpeg", ".png", ".webp"], StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <summary>Looks through a folder.</summary>
    /// <param name="folder">Which.</param>
    /// <exception cref="DirectoryNotFoundException">It is not there.</exception>
    internal PictureIndex(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"there is no folder {folder}");
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(static file => s_endings.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal))
        {
            var below = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
            // a path is more than a name: it may not be hidden by another file's
            _files[below] = file;
            _files.TryAdd(Path.ChangeExtension(below, null), file);
            _files.TryAdd(Path.GetFileName(file), file);
            _files.TryAdd(Path.GetFileNameWithoutExtension(file), file);
        }
    }

    /// <summary>Path of a picture, or null.</summary>
    /// <param name="name">As the list calls it.</param>
    internal string? Find(string name) => _files.GetValueOrDefault(name.Replace('\\', '/'));
}
