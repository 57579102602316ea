namespace Learners.Tests;

/// <summary>The sample learner as the build left it, which no test project refers to.</summary>
internal static class SamplePlugin
{
    public const string Name = "SampleLearner";

    /// <summary>Drops it into a plug-in folder, as a stranger would.</summary>
    /// <param name="plugins">The folder of all plug-ins.</param>
    /// <param name="name">Under which name.</param>
    /// <returns>The plug-in's own assembly.</returns>
    public static string CopyTo(string plugins, string name = Name)
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)).Split('_')[0]; // release_linux-x64
        var built = Path.Combine(Checkout.Root, "artifacts", "bin", Name, configuration);
        var target = Directory.CreateDirectory(Path.Combine(plugins, name)).FullName;
        foreach (var file in Directory.EnumerateFiles(built).Where(file => Path.GetFileName(file).StartsWith(Name + ".", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(target, name + Path.GetFileName(file)[Name.Length..]));
        }

        return Path.Combine(target, name + ".dll");
    }
}
