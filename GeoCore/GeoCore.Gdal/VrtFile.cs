using System.Collections.Frozen;
using System.Xml;
using System.Xml.Linq;
using GeoCore.Raster;

namespace GeoCore.Gdal;

/// <summary>Looks at a virtual raster before GDAL does: it may name GeoTIFFs in its own folder and below, and nothing else in any other way.</summary>
/// <remarks>A virtual raster can name addresses of the network, other drivers' descriptions and programs; a file that somebody puts into a served folder must not make the server fetch or run them.</remarks>
public static class VrtFile
{
    private const long LargestFile = 16 << 20;

    /// <summary>All elements that a list of GeoTIFFs needs.</summary>
    private static readonly FrozenSet<string> s_known = FrozenSet.Create(
        StringComparer.Ordinal, "VRTDataset", "SRS", "GeoTransform", "Metadata", "MDI", "OverviewList", "VRTRasterBand", "ColorInterp", "ColorTable", "Entry", "Description", "UnitType", "Offset", "Scale",
        "CategoryNames", "Category", "NoDataValue", "HideNoDataValue", "MaskBand", "Histograms", "HistItem", "HistMin", "HistMax", "BucketCount", "IncludeOutOfRange", "Approximate", "HistCounts",
        "SimpleSource", "ComplexSource", "AveragedSource", "NoDataFromMaskSource", "SourceFilename", "SourceBand", "SourceProperties", "SrcRect", "DstRect", "NODATA", "UseMaskBand", "ScaleOffset", "ScaleRatio", "LUT", "Exponent",
        "SrcMin", "SrcMax", "DstMin", "DstMax", "ColorTableComponent", "Resampling", "Overview");

    /// <summary>Whether a name says that a file is a virtual raster.</summary>
    public static bool IsVrt(string path) => string.Equals(Path.GetExtension(path), ".vrt", StringComparison.OrdinalIgnoreCase);

    /// <summary>The files that a virtual raster names.</summary>
    /// <param name="path">The virtual raster.</param>
    /// <exception cref="RasterException">It is none, or names something that it may not.</exception>
    public static IReadOnlyList<string> SourcesOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var document = Read(path);
        if (document.Root?.Name.LocalName != "VRTDataset")
            throw new RasterException($"{path} is no virtual raster.");
        foreach (var element in document.Descendants())
        {
            if (!s_known.Contains(element.Name.LocalName))
                throw new RasterException($"{path}: a virtual raster with <{element.Name.LocalName}> is not served; it may list GeoTIFFs only.");
            if (element.Attribute("subClass") is { Value: not "VRTSourcedRasterBand" } subClass)
                throw new RasterException($"{path}: a virtual raster of the class {subClass.Value} is not served; it may list GeoTIFFs only.");
        }

        return [.. document.Descendants("SourceFilename").Select(name => SourceOf(path, folder, name)).Distinct(StringComparer.Ordinal)];
    }

    private static string SourceOf(string path, string folder, XElement name)
    {
        var text = name.Value.Trim();
        var isRelative = name.Attribute("relativeToVRT")?.Value == "1";
        var full = Path.GetFullPath(isRelative ? Path.Combine(folder, text) : text);
        if (text.Contains("://", StringComparison.Ordinal) || text.Contains(':', StringComparison.Ordinal) || !full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            || full.Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith("vsi", StringComparison.OrdinalIgnoreCase))
            || Path.GetExtension(full).ToUpperInvariant() is not (".TIF" or ".TIFF"))
            throw new RasterException($"{path} names '{text}'; a virtual raster that is served names GeoTIFFs in its own folder only.");
        if (!IsTiff(full))
            throw new RasterException($"{path} names '{text}', which is not there or no TIFF.");
        return full;
    }

    /// <summary>By its first bytes: a list of addresses that calls itself .tif is none.</summary>
    private static bool IsTiff(string path)
    {
        var file = new FileInfo(path);
        if (!(file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) ?? file).Exists)
            return false;
        using var handle = File.OpenHandle(path);
        Span<byte> head = stackalloc byte[4];
        return RandomAccess.Read(handle, head, 0) == head.Length && head is [(byte)'I', (byte)'I', 42 or 43, 0] or [(byte)'M', (byte)'M', 0, 42 or 43];
    }

    private static XDocument Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LargestFile)
                throw new RasterException($"{path} is larger than a list of files can be.");
            using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader);
        }
        catch (Exception fault) when (fault is XmlException or IOException or UnauthorizedAccessException)
        {
            throw new RasterException($"{path} cannot be read as a virtual raster: {fault.Message}", fault);
        }
    }
}
