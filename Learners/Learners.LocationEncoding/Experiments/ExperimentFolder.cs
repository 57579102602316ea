using Learners.LocationEncoding.Data;

namespace Learners.LocationEncoding.Experiments;

/// <summary>Where experiments find data that do not come with the program.</summary>
/// <param name="DataFolder">Data folder of the checkout.</param>
/// <param name="HomeFolder">The checkout.</param>
/// <param name="RunsFolder">Where finished runs are kept, and pictures of them.</param>
public sealed record ExperimentFolder(string DataFolder, string HomeFolder, string RunsFolder)
{
    /// <summary>Path of a file.</summary>
    /// <param name="name">File.</param>
    /// <param name="folder">Folder of the file beside the checkout.</param>
    /// <param name="what">Where one gets it.</param>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    internal string Find(string name, string folder, string what) => new SourceFile(null, DataFolder, HomeFolder).Find(name, folder, what);
}
