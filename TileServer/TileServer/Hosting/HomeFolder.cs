namespace TileServer.Hosting;

/// <summary>Where GeoSuite's own data lies: the folder that the launcher names, or the one around the program that holds the solution.</summary>
internal static class HomeFolder
{
    private const string Variable = "GEOSUITE_HOME";

    /// <summary>The folder, or null for a program that was copied elsewhere.</summary>
    internal static string? Path { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : FindAbove(AppContext.BaseDirectory);

    /// <summary>Files of the pages: beside the program once published, else among the sources.</summary>
    internal static string WebRoot
    {
        get
        {
            var published = System.IO.Path.Combine(AppContext.BaseDirectory, "wwwroot");
            return Path is { } home && !Directory.Exists(published) ? System.IO.Path.Combine(home, "TileServer", "TileServer", "wwwroot") : published;
        }
    }

    private static string? FindAbove(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "GeoSuite.sln")))
                return folder.FullName;
        }

        return null;
    }
}
