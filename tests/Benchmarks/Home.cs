namespace Benchmarks;

/// <summary>The root folder of the repository, which holds the programs and the layers that are measured.</summary>
internal static class Home
{
    /// <summary>What the launcher says, else the nearest folder above the program that holds the solution.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable("GEOSUITE_HOME") ?? Search();

    private static string Search()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GeoSuite.sln")))
            {
                return folder.FullName;
            }
        }

        return AppContext.BaseDirectory;
    }
}
