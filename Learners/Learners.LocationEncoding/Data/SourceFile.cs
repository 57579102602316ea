namespace Learners.LocationEncoding.Data;

/// <summary>Finds a file that the caller names, or that lies where such files usually lie.</summary>
/// <param name="given">What the caller named with <c>--source</c>, or null.</param>
/// <param name="dataFolder">Data folder of the run.</param>
/// <param name="homeFolder">Folder of the checkout.</param>
internal sealed class SourceFile(string? given, string dataFolder, string homeFolder)
{
    /// <summary>Path of the file.</summary>
    /// <param name="name">Name of the file where the caller named none.</param>
    /// <param name="folder">Folder of the file beside the checkout.</param>
    /// <param name="what">What it is and where one gets it, for the complaint.</param>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    internal string Find(string name, string folder, string what)
    {
        if (given is not null)
        {
            return File.Exists(given) ? given : throw new FileNotFoundException($"there is no file {given}", given);
        }

        string[] places = [Path.Combine(dataFolder, name), Path.Combine(homeFolder, "..", "shared", "data", folder, name)];
        return places.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"{name} is needed: give its path with --source, or put it into {dataFolder}; {what}", name);
    }
}
