namespace GeoCore.Geodesy;

/// <summary>EPSG:3395, the Mercator projection of the WGS 84 ellipsoid, conformal where Web Mercator is not quite.</summary>
/// <remarks>J. P. Snyder, USGS 1395 (1987), equations 7-6 and 7-7. ProjNET has it too; written out it stays one conversion per row and column.</remarks>
public sealed class EllipsoidalMercator : CoordinateReferenceSystem
{
    private static readonly double s_e = Math.Sqrt(Wgs84.EccentricitySquared);

    private EllipsoidalMercator() : base("EPSG:3395")
    {
    }

    /// <summary>The only instance.</summary>
    public static EllipsoidalMercator Instance { get; } = new();

    /// <inheritdoc/>
    public override bool IsGeographic => false;

    /// <inheritdoc/>
    public override bool IsSeparable => true;

    /// <inheritdoc/>
    public override void ToGeographic(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> longitudes, Span<double> latitudes)
    {
        for (var i = 0; i < x.Length; i++)
        {
            longitudes[i] = double.RadiansToDegrees(x[i] / Wgs84.SemiMajorAxis);
            latitudes[i] = double.RadiansToDegrees(
                Math.Atan(ConformalLatitude.InverseTangent(Math.Sinh(y[i] / Wgs84.SemiMajorAxis), s_e)));
        }
    }

    /// <inheritdoc/>
    public override void FromGeographic(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<double> x, Span<double> y)
    {
        for (var i = 0; i < longitudes.Length; i++)
        {
            x[i] = Wgs84.SemiMajorAxis * double.DegreesToRadians(longitudes[i]);
            y[i] = Wgs84.SemiMajorAxis * Math.Asinh(ConformalLatitude.Tangent(ConformalLatitude.TangentOfDegrees(latitudes[i]), s_e));
        }
    }
}
