using System.Globalization;

namespace TileServer.Sources.Catalogue;

/// <summary>What shows that files are others than before, without reading them: names, lengths and times.</summary>
internal static class Fingerprint
{
    /// <summary>Files that belong to a raster where they exist (GDAL's conventions).</summary>
    private static readonly string[] s_besides = [".aux.xml", ".ovr", ".msk"];

    /// <summary>Files that belong to a Shapefile.</summary>
    private static readonly string[] s_ofFeatures = [".dbf", ".shx", ".prj", ".cpg"];

    /// <summary>Of a raster, with what lies beside it and the manifest of its folder.</summary>
    internal static string OfRaster(string path) =>
        Of([path, .. s_besides.Select(extension => path + extension), Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, LayerManifest.FileName)]);

    /// <summary>Of a file of features, with what belongs to a Shapefile or a database.</summary>
    internal static string OfFeatures(string path) =>
        Of([path, .. s_ofFeatures.Select(extension => Path.ChangeExtension(path, extension)), path + "-wal", Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, LayerManifest.FileName)]);

    /// <summary>Of a file that names others, and of those.</summary>
    internal static string OfList(string path, IEnumerable<string> named) => $"{OfRaster(path)}|{Of(named)}";

    /// <summary>Of all files of a folder; a name that is a link counts by the folder that it stands for.</summary>
    internal static string OfFolder(string path)
    {
        var folder = new DirectoryInfo(path);
        var place = (folder.ResolveLinkTarget(returnFinalTarget: true) ?? folder).FullName;
        return Of(Directory.EnumerateFiles(place).Order(StringComparer.Ordinal));
    }

    private static string Of(IEnumerable<string> files) => string.Join('|', files.Select(path =>
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}") : string.Empty;
    }));
}
