using System.Globalization;
using System.Text.Json;
using GeoCore.Raster;
using GeoCore.Raster.Mosaics;

namespace TileServer.Sources.Catalogue;

/// <summary>A small file that makes one layer of many rasters: <c>{"files": ["scenes/*.tif", "https://…/x.tif"], "select": "newest"}</c>.</summary>
/// <param name="Paths">GeoTIFFs in the folder of the file or below it, and addresses of others.</param>
/// <param name="Rule">Which value counts where they overlap.</param>
internal sealed record MosaicFile(IReadOnlyList<string> Paths, MosaicRule Rule)
{
    /// <summary>End of the names of such files.</summary>
    internal const string Ending = ".mosaic.json";

    private const int MostFiles = 100_000;

    /// <summary>Reads a file and looks up what it names.</summary>
    /// <exception cref="InvalidDataException">It is none, or names what it may not.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static MosaicFile Read(string path)
    {
        MosaicJson? read;
        try
        {
            read = JsonSerializer.Deserialize(File.ReadAllBytes(path), ManifestJson.Default.MosaicJson);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"The mosaic is not JSON of the right shape: {fault.Message}", fault);
        }

        if (read?.Files is not { Count: > 0 } files)
            throw new InvalidDataException("The mosaic has no 'files'.");
        var rule = MosaicRule.First;
        if (read.Select is { } name && (!Enum.TryParse(name, ignoreCase: true, out rule) || !name.All(char.IsAsciiLetter)))
            throw new InvalidDataException($"The mosaic's 'select' is '{name}'; it is one of {string.Join(", ", Enum.GetNames<MosaicRule>()).ToLower(CultureInfo.InvariantCulture)}.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        List<string> paths = [.. files.SelectMany(entry => Matching(folder, entry)).Distinct(StringComparer.Ordinal)];
        return paths.Count switch
        {
            0 => throw new InvalidDataException("The mosaic names no file that is there."),
            > MostFiles => throw new InvalidDataException($"The mosaic has {paths.Count} files; {MostFiles} are possible."),
            _ => new MosaicFile(paths, rule),
        };
    }

    /// <summary>Whether an entry is an address of the network.</summary>
    internal static bool IsRemote(string path) => path.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens the raster of all of them.</summary>
    /// <param name="openers">How files become rasters.</param>
    /// <exception cref="RasterException">One cannot be opened, or may not be.</exception>
    internal MosaicRaster Open(LayerOpeners openers) => new([.. Paths.Select(path => MemberOf(path, openers))], Rule);

    private static MosaicMember MemberOf(string path, LayerOpeners openers)
    {
        if (!IsRemote(path))
            return new MosaicMember(Path.GetFileName(path), new FileInfo(path).LastWriteTimeUtc, () => openers.OpenRaster(path));
        var open = openers.OpenRemote ?? throw new RasterException($"{path} is an address, and addresses are not read here.");
        return new MosaicMember(path, DateTimeOffset.MinValue, () => open(new Uri(path)));
    }

    /// <summary>Files of a name with asterisks in its last part, in the order of their names.</summary>
    private static IEnumerable<string> Matching(string folder, string entry)
    {
        if (IsRemote(entry))
            return [entry];
        var full = Path.GetFullPath(Path.Combine(folder, entry));
        if (entry.Length == 0 || Path.IsPathRooted(entry) || !full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            || Path.GetExtension(full).ToUpperInvariant() is not (".TIF" or ".TIFF"))
            throw new InvalidDataException($"The mosaic names '{entry}'; GeoTIFFs in its own folder and below it are possible, and addresses.");
        var place = Path.GetDirectoryName(full)!;
        if (!Path.GetFileName(full).Contains('*', StringComparison.Ordinal))
            return [full];
        return Directory.Exists(place) ? Directory.EnumerateFiles(place, Path.GetFileName(full)).Order(StringComparer.Ordinal) : [];
    }
}

/// <summary>The JSON of a mosaic.</summary>
internal sealed record MosaicJson(IReadOnlyList<string>? Files, string? Select);
