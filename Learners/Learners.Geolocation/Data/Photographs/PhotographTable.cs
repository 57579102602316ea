using System.Globalization;
using GeoCore.Evaluation.Inputs;

namespace Learners.Geolocation.Data.Photographs;

/// <summary>Photographs as their collections are given away: a CSV file of names and places, and a folder with the pictures.</summary>
/// <remarks>
/// One reader for all, because they differ in the names and the order of their columns only: MP-16 and YFCC, Im2GPS and Im2GPS3k (<c>IMG_ID, LAT, LON</c>), OpenStreetView-5M
/// (<c>id, latitude, longitude</c>), a list of one's own (<c>file, lat, lon</c>), places without pictures (<c>image_id, latitude, longitude</c>).
/// </remarks>
internal sealed class PhotographTable
{
    private PhotographTable(IReadOnlyList<PlacedPhotograph> photographs, int missing) => (Photographs, Missing) = (photographs, missing);

    /// <summary>Photographs whose picture is there, in the order of the rows.</summary>
    internal IReadOnlyList<PlacedPhotograph> Photographs { get; }

    /// <summary>Rows whose picture is not.</summary>
    internal int Missing { get; }

    /// <summary>Reads a collection.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="pictures">Folder with the pictures, at the paths or names that the rows say, with or without ending, at any depth.</param>
    /// <param name="messages">Told how many pictures are missing.</param>
    /// <param name="names">Columns; null for the usual names.</param>
    /// <exception cref="InputException">A column is missing or a row is no place; the message names line and column.</exception>
    /// <exception cref="IOException">The file or the folder is missing.</exception>
    internal static PhotographTable Read(string path, string pictures, TextWriter messages, ColumnNames? names = null)
    {
        var index = new PictureIndex(pictures);
        var photographs = new List<PlacedPhotograph>();
        var missing = 0;
        foreach (var (id, longitude, latitude) in Places(path, names))
        {
            if (index.Find(id) is { } file)
            {
                photographs.Add(new PlacedPhotograph(id, longitude, latitude, () => File.ReadAllBytes(file)));
            }
            else
            {
                missing++;
            }
        }

        if (missing > 0)
        {
            messages.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{missing} of {missing + photographs.Count} pictures of {Path.GetFileName(path)} are not in {pictures}"));
        }

        return new PhotographTable(photographs, missing);
    }

    /// <summary>Names and places alone.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="names">Columns; null for the usual names.</param>
    /// <exception cref="InputException">A column is missing, a row is no place, or a name occurs twice; the message names the line.</exception>
    internal static IEnumerable<(string Id, double Longitude, double Latitude)> Places(string path, ColumnNames? names = null)
    {
        names ??= ColumnNames.Usual;
        using var table = CsvTable.Open(path);
        var (name, latitude, longitude) = (names.Require(table, ColumnRole.Query), names.Require(table, ColumnRole.Latitude), names.Require(table, ColumnRole.Longitude));
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        while (table.Read())
        {
            var id = table.Text(name).ToString();
            if (id.Length == 0)
            {
                throw table.Fault(name, "is empty");
            }

            if (!seen.TryAdd(id, table.Line))
            {
                throw table.Fault(name, $"is '{id}', which stood in line {seen[id]} already");
            }

            yield return (id, Degrees(table, longitude, 180), Degrees(table, latitude, 90));
        }
    }

    private static double Degrees(CsvTable table, int column, double most)
    {
        var value = table.Number(column);
        return Math.Abs(value) <= most ? value : throw table.Fault(column, string.Create(CultureInfo.InvariantCulture, $"is {value}, outside −{most} to {most}"));
    }
}
