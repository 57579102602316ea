namespace HousePlan.Tests;

/// <summary>The files of this checkout that people write.</summary>
internal static class Checkout
{
    private static readonly HashSet<string> s_made = new(StringComparer.Ordinal)
    {
        ".git", "artifacts", "bin", "obj", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts",
    };

    /// <summary>Its folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Paths from <see cref="Root"/> with slashes, of the files whose names end in one of the endings.</summary>
    public static IReadOnlyList<string> Files(params string[] endings) =>
        [.. FilesBelow(Root).Select(path => Path.GetRelativePath(Root, path)).Where(path => endings.Any(path.EndsWith)).Order(StringComparer.Ordinal)];

    /// <summary>Text of a file.</summary>
    /// <param name="path">From <see cref="Root"/>.</param>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> FilesBelow(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            yield return file;
        foreach (var inner in Directory.EnumerateDirectories(folder).Where(IsWritten))
        {
            foreach (var file in FilesBelow(inner))
                yield return file;
        }
    }

    private static bool IsWritten(string folder) =>
        !s_made.Contains(Path.GetFileName(folder)) && !folder.EndsWith("wwwroot/lib", StringComparison.Ordinal)
        && new DirectoryInfo(folder).LinkTarget is null;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GeoSuite.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("GeoSuite.sln was not found above the test's folder.");
    }
}
