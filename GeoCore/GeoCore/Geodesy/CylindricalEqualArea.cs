namespace GeoCore.Geodesy;

/// <summary>The cylindrical equal-area projection of an ellipsoid, such as EPSG:6933 (EASE-Grid 2.0), in closed form.</summary>
/// <remarks>J. P. Snyder, USGS 1395 (1987), equations 10-12 to 10-18; EPSG method 9835. ProjNET 2.0 does not have it.</remarks>
public sealed class CylindricalEqualArea : CoordinateReferenceSystem
{
    /// <summary>A northing beyond the pole by less than this share of its own is the pole's.</summary>
    private const double RoundingAtPole = 1e-12;

    private readonly double _e2;
    private readonly double _metresPerDegree;
    private readonly double _metresPerSine;
    private readonly double _centralMeridian;
    private readonly double _falseEasting;
    private readonly double _falseNorthing;

    /// <summary>Creates a system.</summary>
    /// <param name="identifier">Authority and code.</param>
    /// <param name="standardParallel">Parallel of true scale, degrees.</param>
    /// <param name="centralMeridian">Degrees.</param>
    /// <param name="falseEasting">Metres.</param>
    /// <param name="falseNorthing">Metres.</param>
    /// <param name="semiMajorAxis">Metres.</param>
    /// <param name="flattening">0 for a sphere.</param>
    public CylindricalEqualArea(
        string identifier, double standardParallel, double centralMeridian = 0, double falseEasting = 0, double falseNorthing = 0,
        double semiMajorAxis = Wgs84.SemiMajorAxis, double flattening = Wgs84.Flattening)
        : base(identifier)
    {
        _e2 = flattening * (2 - flattening);
        var (sin, cos) = DegreeMath.SinCos(standardParallel);
        var scale = cos / Math.Sqrt(1 - _e2 * sin * sin);
        _metresPerDegree = semiMajorAxis * scale * double.DegreesToRadians(1);
        _metresPerSine = semiMajorAxis * EqualArea.Pole(_e2) / (2 * scale);
        _centralMeridian = centralMeridian;
        _falseEasting = falseEasting;
        _falseNorthing = falseNorthing;
    }

    /// <inheritdoc/>
    public override bool IsGeographic => false;

    /// <inheritdoc/>
    public override bool IsSeparable => true;

    /// <inheritdoc/>
    public override void ToGeographic(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> longitudes, Span<double> latitudes)
    {
        for (var i = 0; i < x.Length; i++)
        {
            longitudes[i] = _centralMeridian + (x[i] - _falseEasting) / _metresPerDegree;
            var sinXi = (y[i] - _falseNorthing) / _metresPerSine;
            if (Math.Abs(sinXi) is > 1 and < 1 + RoundingAtPole)
            {
                sinXi = Math.Sign(sinXi);
            }

            // further beyond the pole the root of a negative number says NaN
            var (sin, cos) = EqualArea.FromAuthalic(sinXi, Math.Sqrt((1 - sinXi) * (1 + sinXi)), _e2);
            latitudes[i] = double.IsNaN(cos) ? double.NaN : DegreeMath.Atan2(sin, cos);
        }
    }

    /// <inheritdoc/>
    public override void FromGeographic(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<double> x, Span<double> y)
    {
        for (var i = 0; i < longitudes.Length; i++)
        {
            x[i] = _falseEasting + _metresPerDegree * (longitudes[i] - _centralMeridian);
            var (sin, cos) = DegreeMath.SinCos(latitudes[i]);
            y[i] = _falseNorthing + _metresPerSine * EqualArea.ToAuthalic(sin, cos, _e2).Sin;
        }
    }
}
