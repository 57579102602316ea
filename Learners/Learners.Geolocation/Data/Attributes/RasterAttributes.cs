using System.Text.Json;
using System.Text.RegularExpressions;
using GeoCore.Geolocation.Grids;
using GeoCore.Raster;
using GeoCore.Raster.NetCdf;
using Learners.Geolocation.Data.Overhead;

namespace Learners.Geolocation.Data.Attributes;

/// <summary>Attributes by configuration: a JSON file with a list of <see cref="RasterAttributeCard"/>.</summary>
/// <param name="openRaster">Opens a raster file.</param>
internal sealed partial class RasterAttributes(Func<string, IRasterSource> openRaster)
{
    private const int MostAttributes = 32;
    private static readonly string[] s_reserved = ["cells", "places", "hidden", "branch", "training", "land", "prior"];

    /// <summary>Reads the classes of all cells.</summary>
    /// <param name="path">The JSON file.</param>
    /// <param name="grid">The cells.</param>
    /// <param name="taken">Names that are used already.</param>
    /// <param name="cancellationToken">Looked at once per row of a raster.</param>
    /// <exception cref="InvalidDataException">The list makes no sense; the message names attribute and field.</exception>
    /// <exception cref="RasterException">A raster is missing, damaged, or no map of longitudes and latitudes.</exception>
    internal IReadOnlyList<AttributeTable> Read(string path, Grid grid, IEnumerable<string> taken, CancellationToken cancellationToken)
    {
        var names = taken.Concat(s_reserved).ToHashSet(StringComparer.Ordinal);
        var tables = new List<AttributeTable>();
        foreach (var card in Cards(path))
        {
            if (card.Name.Length == 0 || !Word().IsMatch(card.Name) || !names.Add(card.Name))
            {
                throw Wrong(path, card, "name", "is no word of lower-case letters, digits and hyphens, or is taken");
            }

            if (card.Band < 1 || !(card.Window is >= 0 and <= 90))
            {
                throw Wrong(path, card, card.Band < 1 ? "band" : "window", "is out of range");
            }

            tables.Add(Read(path, card, grid, cancellationToken));
        }

        return tables;
    }

    private AttributeTable Read(string path, RasterAttributeCard card, Grid grid, CancellationToken cancellationToken)
    {
        var legend = Legend(path, card);
        using var raster = Open(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, card.Raster), card.Variable);
        try
        {
            var classes = legend.ClassesOf(raster, card, grid, cancellationToken);
            return classes.Any(own => own >= 0)
                ? new AttributeTable(card.Name, card.Title ?? card.Name, legend.Labels, classes)
                : throw Wrong(path, card, "raster", "has no value that the classes know");
        }
        catch (ArgumentException fault)
        {
            throw Wrong(path, card, "raster", fault.Message.ReplaceLineEndings(" "));
        }
    }

    // own reader of the classic format; what is no such file is GDAL's
    private IRasterSource Open(string file, string? variable)
    {
        var isClassic = Path.GetExtension(file).ToUpperInvariant() is ".NC" or ".NC3" or ".CDF";
        return isClassic || variable is not null ? NetCdfRaster.Open(file, variable) : openRaster(file);
    }

    private static RasterLegend Legend(string path, RasterAttributeCard card)
    {
        var ways = (card.Legend is null ? 0 : 1) + (card.Classes is null ? 0 : 1) + (card.Bounds is null ? 0 : 1);
        if (ways != 1)
        {
            throw Wrong(path, card, "legend", "or 'classes' or 'bounds' is needed, one of the three");
        }

        if (card.Bounds is { } bounds)
        {
            return bounds.Count is >= 1 and <= 255 && bounds.All(double.IsFinite) && bounds.Zip(bounds.Skip(1)).All(pair => pair.First < pair.Second)
                ? RasterLegend.OfBounds(bounds, card.Unit)
                : throw Wrong(path, card, "bounds", "are no rising numbers, 1 to 255 of them");
        }

        return card.Classes is { } file
            ? RasterLegend.OfFile(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, file))
            : RasterLegend.Known(card.Legend!) ?? throw Wrong(path, card, "legend", $"is '{card.Legend}', none of {string.Join(", ", RasterLegend.Names)}");
    }

    private static IReadOnlyList<RasterAttributeCard> Cards(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"there is no list of attributes {path}", path);
        }

        try
        {
            var cards = JsonSerializer.Deserialize(File.ReadAllBytes(path), RasterAttributeJson.Default.IReadOnlyListRasterAttributeCard);
            return cards is { Count: > 0 and <= MostAttributes } ? cards : throw new InvalidDataException($"{path} lists no attributes, or more than {MostAttributes}");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path}: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }
    }

    private static InvalidDataException Wrong(string path, RasterAttributeCard card, string field, string complaint) =>
        new($"{path}: '{field}' of the attribute '{card.Name}' {complaint}");

    [GeneratedRegex("^[a-z][a-z0-9-]{0,31}$")]
    private static partial Regex Word();
}
