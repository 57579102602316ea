namespace GeoCore.Geodesy;

/// <summary>EPSG:3857, the spherical Mercator projection of WGS 84 coordinates that map tiles use.</summary>
public sealed class WebMercator : CoordinateReferenceSystem
{
    /// <summary>Half the length of the equator on the sphere of radius a, metres: the largest |x| and |y| of the tile square.</summary>
    public const double HalfWorld = Math.PI * Wgs84.SemiMajorAxis;

    /// <summary>The latitude whose northing is <see cref="HalfWorld"/>, degrees: atan(sinh π).</summary>
    public const double LatitudeLimit = 85.0511287798066;

    private const double DegreesPerMetre = 180 / HalfWorld;

    private WebMercator() : base("EPSG:3857")
    {
    }

    /// <summary>The only instance.</summary>
    public static WebMercator Instance { get; } = new();

    /// <inheritdoc/>
    public override bool IsGeographic => false;

    /// <inheritdoc/>
    public override bool IsSeparable => true;

    /// <inheritdoc/>
    public override void ToGeographic(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> longitudes, Span<double> latitudes)
    {
        for (var i = 0; i < x.Length; i++)
        {
            longitudes[i] = x[i] * DegreesPerMetre;
            latitudes[i] = double.RadiansToDegrees(Math.Atan(Math.Sinh(y[i] / Wgs84.SemiMajorAxis)));
        }
    }

    /// <inheritdoc/>
    public override void FromGeographic(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<double> x, Span<double> y)
    {
        for (var i = 0; i < longitudes.Length; i++)
        {
            x[i] = longitudes[i] / DegreesPerMetre;
            y[i] = Wgs84.SemiMajorAxis * Math.Asinh(Math.Tan(double.DegreesToRadians(latitudes[i])));
        }
    }
}
