using System.Globalization;

namespace GeoCore.Evaluation.Inputs;

/// <summary>Reads places from the columns of a table.</summary>
internal readonly struct PlaceColumns
{
    private readonly TableReader _table;

    internal PlaceColumns(TableReader table, ColumnNames names, bool isRequired)
    {
        _table = table;
        Latitude = isRequired ? names.Require(table, ColumnRole.Latitude) : names.Find(table, ColumnRole.Latitude);
        Longitude = isRequired || Latitude >= 0 ? names.Require(table, ColumnRole.Longitude) : -1;
    }

    internal int Latitude { get; }

    internal int Longitude { get; }

    /// <summary>The place of the row, longitude within ±180°; NaN where the table has no places, or none here while they are not required.</summary>
    /// <exception cref="InputException">This is no place.</exception>
    internal (double Longitude, double Latitude) Read()
    {
        if (Latitude < 0)
            return (double.NaN, double.NaN);
        double latitude = _table.Number(Latitude), longitude = _table.Number(Longitude);
        if (!(latitude is >= -90 and <= 90))
            throw _table.Fault(Latitude, $"is {Text(latitude)}, outside −90 to 90");
        if (!(longitude is >= -180 and <= 360))
            throw _table.Fault(Longitude, $"is {Text(longitude)}, outside −180 to 360");
        return (longitude > 180 ? longitude - 360 : longitude, latitude);
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
