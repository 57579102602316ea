namespace Learners.Host;

/// <summary>The checkout this program belongs to: data are fetched and models published below it unless told otherwise.</summary>
internal static class Home
{
    /// <summary>The folder named by GEOSUITE_HOME, which the launcher sets; else the working folder.</summary>
    internal static string Folder => Environment.GetEnvironmentVariable("GEOSUITE_HOME") is { Length: > 0 } home ? home : Environment.CurrentDirectory;
}
