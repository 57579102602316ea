using GeoCore.Raster;

namespace Learners.Geolocation.Experiments;

/// <summary>Where pictures and places are looked for that do not come with the program.</summary>
/// <param name="DataFolder">Data folder of the checkout.</param>
/// <param name="HomeFolder">The checkout; a folder <c>shared/data</c> may lie beside it.</param>
/// <param name="OpenRaster">Opens a raster file.</param>
/// <param name="Messages">Told what is being fetched.</param>
public sealed record PhotographFolder(string DataFolder, string HomeFolder, Func<string, IRasterSource> OpenRaster, TextWriter Messages)
{
    /// <summary>Path of a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="folder">Its folder, in the data folder or beside the checkout.</param>
    /// <param name="what">What it is and where one gets it, for the complaint.</param>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    internal string Find(string name, string folder, string what)
    {
        string[] places = [Path.Combine(DataFolder, folder, name), Path.Combine(DataFolder, name), Path.Combine(HomeFolder, "..", "shared", "data", folder, name)];
        return places.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException($"{name} is needed in {Path.Combine(DataFolder, folder)}: {what}", name);
    }

    /// <summary>Path of a folder, or null.</summary>
    /// <param name="folder">Its name, in the data folder or beside the checkout.</param>
    internal string? FindFolder(string folder)
    {
        string[] places = [Path.Combine(DataFolder, folder), Path.Combine(HomeFolder, "..", "shared", "data", folder)];
        return places.FirstOrDefault(Directory.Exists);
    }
}
