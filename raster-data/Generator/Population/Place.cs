using System.Globalization;

namespace RasterData.Generator.Population;

/// <summary>A town or village.</summary>
/// <param name="Longitude">Degrees.</param>
/// <param name="Latitude">Degrees.</param>
/// <param name="Population">People, above 0.</param>
public readonly record struct Place(double Longitude, double Latitude, double Population)
{
    private const int LatitudeField = 4, LongitudeField = 5, FeatureCodeField = 7, PopulationField = 14, FieldCount = 19;

    /// <summary>Codes of places that are part of another one, or that nobody lives in any more: https://www.geonames.org/export/codes.html</summary>
    private static readonly string[] s_notCounted = ["PPLX", "PPLQ", "PPLH", "PPLW", "PPLCH"];

    /// <summary>Reads GeoNames' table, a place on a line, fields between tabulators; places without people are left out.</summary>
    /// <exception cref="InvalidDataException">A line is not of that table.</exception>
    public static IReadOnlyList<Place> ReadGeoNames(TextReader reader)
    {
        var places = new List<Place>();
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            var fields = line.Split('\t');
            if (fields.Length != FieldCount
                || !TryNumber(fields[LongitudeField], out var longitude) || Math.Abs(longitude) > 180
                || !TryNumber(fields[LatitudeField], out var latitude) || Math.Abs(latitude) > 90
                || !TryNumber(fields[PopulationField], out var population))
            {
                throw new InvalidDataException($"Line {number} is not of GeoNames' table of places.");
            }

            if (population > 0 && !s_notCounted.Contains(fields[FeatureCodeField]))
                places.Add(new Place(longitude, latitude, population));
        }

        return places;
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
}
