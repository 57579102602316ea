namespace TileServer.BrowserTests.Hosting;

/// <summary>Where the sources are: the pages are tested as they lie there.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find();

    internal static string WebRoot => Path.Combine(Root, "TileServer", "TileServer", "wwwroot");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "GeoSuite.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("GeoSuite.sln is in no folder above the tests.");
    }
}
