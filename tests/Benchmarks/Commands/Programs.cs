namespace Benchmarks.Commands;

/// <summary>The built programs that are started and measured from outside.</summary>
internal static class Programs
{
    /// <summary>Our server.</summary>
    public static string TileServer => Find("TileServer");

    /// <summary>The rival of a server: empty, or with a constant body.</summary>
    public static string EmptyApp => Find("EmptyApp");

    private static string Find(string name) => Path.Combine(Home.Folder, "artifacts", "bin", name, "release", name);
}
