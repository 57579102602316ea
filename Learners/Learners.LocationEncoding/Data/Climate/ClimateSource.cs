using System.Globalization;
using System.Text.RegularExpressions;

namespace Learners.LocationEncoding.Data.Climate;

/// <summary>A variable that is asked for.</summary>
/// <param name="Name">As in the file.</param>
/// <param name="Leading">Indices of the dimensions before latitude and longitude, such as time and level; those not given are 0.</param>
public sealed record ClimateSelection(string Name, IReadOnlyList<int> Leading);

/// <summary>A file and what is wanted of it.</summary>
/// <param name="Path">NetCDF file.</param>
/// <param name="Selections">Empty for everything on its grid of longitudes and latitudes.</param>
public sealed record ClimateFile(string Path, IReadOnlyList<ClimateSelection> Selections);

/// <summary>Where climate fields come from, in the words of the command line: <c>FILE</c>, <c>FILE#t2m,u[0,2]</c>, several of them joined by <c>;</c>.</summary>
public static partial class ClimateSource
{
    /// <summary>Takes the words apart.</summary>
    /// <param name="text">As given.</param>
    /// <exception cref="InvalidDataException">It is not of that form; the message shows one that is.</exception>
    public static IReadOnlyList<ClimateFile> Parse(string text)
    {
        var files = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ParseFile).ToArray();
        return files.Length > 0 ? files : throw new InvalidDataException("no climate file is named");
    }

    /// <summary>Reads the fields; all must stand on one grid.</summary>
    /// <param name="text">See <see cref="Parse"/>.</param>
    /// <exception cref="InvalidDataException">It is not of that form, or grids differ.</exception>
    /// <exception cref="GeoCore.Raster.RasterException">A file cannot be read or lacks a variable.</exception>
    public static ClimateFields Read(string text) =>
        Parse(text).Select(ClimateReader.Read).Aggregate((all, next) => all.And(next)).Known();

    private static ClimateFile ParseFile(string text)
    {
        var mark = text.LastIndexOf('#');
        if (mark < 0)
        {
            return new ClimateFile(text, []);
        }

        var match = Variables().Match(text[(mark + 1)..]);
        if (!match.Success)
        {
            throw new InvalidDataException($"'{text[(mark + 1)..]}' names no variables; write FILE#t2m or FILE#u[0,2],v[0,2]");
        }

        var selections = match.Groups["one"].Captures.Select(one =>
        {
            var parts = one.Value.Split('[', ']');
            return new ClimateSelection(
                parts[0], parts.Length == 1 ? [] : [.. parts[1].Split(',').Select(index => int.Parse(index, CultureInfo.InvariantCulture))]);
        });
        return new ClimateFile(text[..mark], [.. selections]);
    }

    [GeneratedRegex(@"^(?<one>[^\[\],;]+(\[\d{1,6}(,\d{1,6})*\])?)(,(?<one>[^\[\],;]+(\[\d{1,6}(,\d{1,6})*\])?))*$")]
    private static partial Regex Variables();
}
