using System.IO.Compression;

namespace TileServer.Qgis;

/// <summary>Our plug-in for QGIS as it lies among the files of the server, packed as QGIS wants it.</summary>
/// <param name="folder">Folder with the plug-in's files.</param>
internal sealed class PluginPackage(string folder)
{
    /// <summary>Name of the plug-in's module, and of the only folder in the package.</summary>
    internal const string Module = "geosuite";

    private const string Metadata = "metadata.txt";

    /// <summary>Tells the plug-in which server it came from.</summary>
    private const string ServerFile = "server.txt";

    private static readonly string[] s_kept = [".py", ".txt", ".svg"];

    /// <summary>The earliest time that a package can name: packing does not depend on when it happens.</summary>
    private static readonly DateTimeOffset s_time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What the plug-in says of itself: words before and behind the equals signs of its metadata.</summary>
    internal IReadOnlyDictionary<string, string> Describe() => File.ReadLines(Path.Combine(folder, Metadata)).Select(line => line.Split('=', 2)).Where(parts => parts.Length == 2)
        .ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim(), StringComparer.Ordinal);

    /// <summary>Packs the plug-in; the same files and address give the same bytes.</summary>
    /// <param name="address">Address of this server.</param>
    internal byte[] Pack(string address)
    {
        using var stream = new MemoryStream();
        using (var package = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var path in Files())
                Add(package, path, File.ReadAllBytes(Path.Combine(folder, path)));
            Add(package, ServerFile, System.Text.Encoding.UTF8.GetBytes(address + "\n"));
        }

        return stream.ToArray();
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(path => s_kept.Contains(Path.GetExtension(path))).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Where(path => path != ServerFile).Order(StringComparer.Ordinal);

    private static void Add(ZipArchive package, string path, byte[] content)
    {
        var entry = package.CreateEntry($"{Module}/{path}", CompressionLevel.Optimal);
        entry.LastWriteTime = s_time;
        using var target = entry.Open();
        target.Write(content);
    }
}
