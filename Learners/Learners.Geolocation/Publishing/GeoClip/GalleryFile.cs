using System.Globalization;
using GeoCore.Evaluation.Inputs;
using GeoCore.Geolocation.Sources.Retrieval;

namespace Learners.Geolocation.Publishing.GeoClip;

/// <summary>Places of a gallery: a CSV file with a column of latitudes and one of longitudes.</summary>
internal static class GalleryFile
{
    private const int MostPlaces = 1_000_000;

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">A column is missing, or a row is no place; the message names the line.</exception>
    internal static GalleryPlaces Read(string path)
    {
        using var table = CsvTable.Open(path);
        int latitude = ColumnNames.Usual.Require(table, ColumnRole.Latitude), longitude = ColumnNames.Usual.Require(table, ColumnRole.Longitude);
        List<double> longitudes = [], latitudes = [];
        while (table.Read())
        {
            longitudes.Add(Degrees(table, longitude, 180));
            latitudes.Add(Degrees(table, latitude, 90));
            if (latitudes.Count > MostPlaces)
                throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)} has more than {MostPlaces} places"));
        }

        return latitudes.Count > 0 ? new GalleryPlaces(longitudes, latitudes) : throw new InputException($"{Path.GetFileName(path)} has no places");
    }

    private static double Degrees(CsvTable table, int column, double most)
    {
        var value = table.Number(column);
        return Math.Abs(value) <= most ? value : throw table.Fault(column, string.Create(CultureInfo.InvariantCulture, $"is {value}, outside −{most} to {most}"));
    }
}
