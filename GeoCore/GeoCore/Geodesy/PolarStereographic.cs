namespace GeoCore.Geodesy;

/// <summary>The polar stereographic projection of an ellipsoid, in closed form; the Universal Polar Stereographic grid is one.</summary>
/// <remarks>
/// J. P. Snyder, USGS 1395 (1987), equations 21-33 to 21-40; EPSG methods 9810 (scale at the pole) and 9829 (standard parallel).
/// ProjNET 2.0 sends the name to its oblique form, which is a different projection on an ellipsoid.
/// </remarks>
public sealed class PolarStereographic : CoordinateReferenceSystem
{
    private readonly double _e;
    private readonly double _metresPerT;
    private readonly double _north;
    private readonly double _centralMeridian;
    private readonly double _falseEasting;
    private readonly double _falseNorthing;

    private PolarStereographic(
        string identifier, bool axesAreSwapped, bool north, double e, double metresPerT, double centralMeridian, double falseEasting, double falseNorthing)
        : base(identifier)
    {
        AuthorityAxesAreSwapped = axesAreSwapped;
        _north = north ? 1 : -1;
        _e = e;
        _metresPerT = metresPerT;
        _centralMeridian = centralMeridian;
        _falseEasting = falseEasting;
        _falseNorthing = falseNorthing;
    }

    /// <inheritdoc/>
    public override bool IsGeographic => false;

    /// <inheritdoc/>
    public override bool IsSeparable => false;

    /// <inheritdoc/>
    public override bool AuthorityAxesAreSwapped { get; }

    /// <summary>The form that states the scale at the pole (EPSG method 9810).</summary>
    /// <param name="identifier">Authority and code.</param>
    /// <param name="north">Whether the centre is the North Pole.</param>
    /// <param name="scaleAtPole">Such as 0.994 for UPS.</param>
    /// <param name="centralMeridian">Degrees; runs straight down from the North Pole and straight up from the South Pole.</param>
    /// <param name="falseEasting">Easting of the pole, metres.</param>
    /// <param name="falseNorthing">Northing of the pole, metres.</param>
    /// <param name="axesAreSwapped">Whether the authority lists northing first.</param>
    /// <param name="semiMajorAxis">Metres.</param>
    /// <param name="flattening">0 for a sphere.</param>
    public static PolarStereographic FromScaleAtPole(
        string identifier, bool north, double scaleAtPole, double centralMeridian, double falseEasting, double falseNorthing,
        bool axesAreSwapped = false, double semiMajorAxis = Wgs84.SemiMajorAxis, double flattening = Wgs84.Flattening)
    {
        var e = Math.Sqrt(flattening * (2 - flattening));
        // √((1 + e)^(1 + e) (1 − e)^(1 − e)) = √(1 − e²) exp(e atanh e)
        var metresPerT = 2 * semiMajorAxis * scaleAtPole / (Math.Sqrt(1 - e * e) * Math.Exp(e * Math.Atanh(e)));
        return new PolarStereographic(identifier, axesAreSwapped, north, e, metresPerT, centralMeridian, falseEasting, falseNorthing);
    }

    /// <summary>The form that states the parallel of true scale (EPSG method 9829).</summary>
    /// <param name="identifier">Authority and code.</param>
    /// <param name="standardParallel">Degrees; its sign tells the pole.</param>
    /// <param name="centralMeridian">Degrees.</param>
    /// <param name="falseEasting">Easting of the pole, metres.</param>
    /// <param name="falseNorthing">Northing of the pole, metres.</param>
    /// <param name="axesAreSwapped">Whether the authority lists northing first.</param>
    /// <param name="semiMajorAxis">Metres.</param>
    /// <param name="flattening">0 for a sphere.</param>
    public static PolarStereographic FromStandardParallel(
        string identifier, double standardParallel, double centralMeridian, double falseEasting, double falseNorthing,
        bool axesAreSwapped = false, double semiMajorAxis = Wgs84.SemiMajorAxis, double flattening = Wgs84.Flattening)
    {
        var north = standardParallel > 0;
        if (Math.Abs(standardParallel) == 90)
        {
            return FromScaleAtPole(
                identifier, north, 1, centralMeridian, falseEasting, falseNorthing, axesAreSwapped, semiMajorAxis, flattening);
        }

        var e = Math.Sqrt(flattening * (2 - flattening));
        var (sin, cos) = DegreeMath.SinCos(Math.Abs(standardParallel));
        var metresPerT = semiMajorAxis * cos / Math.Sqrt(1 - e * e * sin * sin) / Ratio(ConformalLatitude.Tangent(sin / cos, e));
        return new PolarStereographic(identifier, axesAreSwapped, north, e, metresPerT, centralMeridian, falseEasting, falseNorthing);
    }

    /// <inheritdoc/>
    public override void ToGeographic(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> longitudes, Span<double> latitudes)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var (dx, dy) = (x[i] - _falseEasting, y[i] - _falseNorthing);
            var t = double.Hypot(dx, dy) / _metresPerT;
            var latitude = t == 0 ? 90 : double.RadiansToDegrees(Math.Atan(ConformalLatitude.InverseTangent((1 / t - t) / 2, _e)));
            var meridian = t == 0 ? 0 : DegreeMath.Atan2(dx, -_north * dy);
            longitudes[i] = DegreeMath.NormalizeLongitude(_centralMeridian + meridian);
            latitudes[i] = _north * latitude;
        }
    }

    /// <inheritdoc/>
    public override void FromGeographic(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<double> x, Span<double> y)
    {
        for (var i = 0; i < longitudes.Length; i++)
        {
            var radius = _metresPerT * Ratio(ConformalLatitude.Tangent(ConformalLatitude.TangentOfDegrees(_north * latitudes[i]), _e));
            var (sin, cos) = DegreeMath.SinCos(longitudes[i] - _centralMeridian);
            x[i] = _falseEasting + radius * sin;
            y[i] = _falseNorthing - _north * radius * cos;
        }
    }

    /// <summary>t = exp(−ψ) where sinh ψ is given; 0 at the centre, infinite at the other pole.</summary>
    private static double Ratio(double sinh) => double.IsNaN(sinh) ? double.NaN : Math.Exp(-Math.Asinh(sinh));
}
