namespace GeoCore.Geodesy;

/// <summary>A way of writing places on the Earth as pairs (x, y), convertible to geographic longitude and latitude.</summary>
/// <remarks>
/// The order is always (easting or longitude, northing or latitude), whatever the authority's axis order; <see cref="AuthorityAxesAreSwapped"/>
/// says where documents for other programs must write it the other way round.
/// </remarks>
public abstract class CoordinateReferenceSystem
{
    /// <summary>Creates a system.</summary>
    /// <param name="identifier">Authority and code, such as <c>EPSG:3857</c> or <c>OGC:CRS84</c>.</param>
    protected CoordinateReferenceSystem(string identifier) => Identifier = identifier;

    /// <summary>Authority and code, such as <c>EPSG:3857</c>.</summary>
    public string Identifier { get; }

    /// <summary>The identifier as an OGC URI, as tile matrix sets and OGC APIs write it.</summary>
    public string Uri
    {
        get
        {
            var parts = Identifier.Split(':');
            return parts[0] == "OGC"
                ? $"http://www.opengis.net/def/crs/OGC/1.3/{parts[1]}"
                : $"http://www.opengis.net/def/crs/{parts[0]}/0/{parts[1]}";
        }
    }

    /// <summary>Whether coordinates are degrees.</summary>
    public abstract bool IsGeographic { get; }

    /// <summary>Whether longitude depends on x alone and latitude on y alone, so that a grid needs one conversion per row and column.</summary>
    public abstract bool IsSeparable { get; }

    /// <summary>Whether the authority lists northing or latitude first.</summary>
    public virtual bool AuthorityAxesAreSwapped => false;

    /// <summary>Converts coordinates of this system to degrees, element by element.</summary>
    /// <param name="x">Easting in metres or longitude in degrees.</param>
    /// <param name="y">Northing in metres or latitude in degrees; as many as <paramref name="x"/>.</param>
    /// <param name="longitudes">Receives degrees; NaN where the inverse does not exist. May be <paramref name="x"/> itself.</param>
    /// <param name="latitudes">Receives degrees. May be <paramref name="y"/> itself.</param>
    public abstract void ToGeographic(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> longitudes, Span<double> latitudes);

    /// <summary>Converts degrees to coordinates of this system, element by element.</summary>
    /// <param name="longitudes">Degrees.</param>
    /// <param name="latitudes">Degrees, −90 to 90; as many as <paramref name="longitudes"/>.</param>
    /// <param name="x">Receives eastings or longitudes; not finite where the projection does not reach.</param>
    /// <param name="y">Receives northings or latitudes.</param>
    public abstract void FromGeographic(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<double> x, Span<double> y);

    /// <summary>Converts one place to degrees.</summary>
    public (double Longitude, double Latitude) ToGeographic(double x, double y)
    {
        Span<double> longitude = [x], latitude = [y];
        ToGeographic(longitude, latitude, longitude, latitude);
        return (longitude[0], latitude[0]);
    }

    /// <summary>Converts one place from degrees.</summary>
    public (double X, double Y) FromGeographic(double longitude, double latitude)
    {
        Span<double> x = [longitude], y = [latitude];
        FromGeographic(x, y, x, y);
        return (x[0], y[0]);
    }

    /// <inheritdoc/>
    public override string ToString() => Identifier;
}
