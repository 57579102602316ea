namespace GeoCore.Geodesy;

/// <summary>Geographic longitude and latitude in degrees on WGS 84; the order (longitude, latitude) makes it OGC:CRS84.</summary>
public sealed class Crs84 : CoordinateReferenceSystem
{
    private Crs84(string identifier, bool swapped) : base(identifier) => AuthorityAxesAreSwapped = swapped;

    /// <summary>OGC:CRS84.</summary>
    public static Crs84 Instance { get; } = new("OGC:CRS84", swapped: false);

    /// <summary>EPSG:4326, the same numbers; only documents write latitude first.</summary>
    public static Crs84 Epsg4326 { get; } = new("EPSG:4326", swapped: true);

    /// <summary>Longitude and latitude of a datum that is taken for WGS 84, under its own name; ETRS89 and NAD83 are within two metres of it.</summary>
    /// <param name="identifier">Authority and code.</param>
    /// <param name="axesAreSwapped">Whether the authority lists latitude first.</param>
    public static Crs84 Named(string identifier, bool axesAreSwapped) => new(identifier, axesAreSwapped);

    /// <inheritdoc/>
    public override bool IsGeographic => true;

    /// <inheritdoc/>
    public override bool IsSeparable => true;

    /// <inheritdoc/>
    public override bool AuthorityAxesAreSwapped { get; }

    /// <inheritdoc/>
    public override void ToGeographic(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> longitudes, Span<double> latitudes)
    {
        x.CopyTo(longitudes);
        y.CopyTo(latitudes);
    }

    /// <inheritdoc/>
    public override void FromGeographic(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<double> x, Span<double> y)
    {
        longitudes.CopyTo(x);
        latitudes.CopyTo(y);
    }
}
