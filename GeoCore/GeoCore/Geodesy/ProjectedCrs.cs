using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace GeoCore.Geodesy;

/// <summary>A projected system computed by ProjNET: transverse Mercator (UTM), Lambert azimuthal and conic, Albers and the others it knows.</summary>
/// <remarks>
/// Longitude and latitude are those of the system's own datum unless its definition names a shift to WGS 84, as PROJ does without grids;
/// for ETRS89 and NAD83 that is within two metres. Safe for many threads.
/// </remarks>
public sealed class ProjectedCrs : CoordinateReferenceSystem
{
    /// <summary>How far a place may come back from a round trip, degrees; further away the series of a projection have left their range.</summary>
    private const double RoundTripTolerance = 1e-3;

    private const int ChunkLength = 256;

    private readonly MathTransform _forward;
    private readonly MathTransform _inverse;
    private readonly double _centralMeridian;

    private ProjectedCrs(string identifier, bool axesAreSwapped, MathTransform forward, double centralMeridian) : base(identifier)
    {
        AuthorityAxesAreSwapped = axesAreSwapped;
        _forward = forward;
        _inverse = forward.Inverse();
        _centralMeridian = centralMeridian;
    }

    /// <inheritdoc/>
    public override bool IsGeographic => false;

    /// <inheritdoc/>
    public override bool IsSeparable => false;

    /// <inheritdoc/>
    public override bool AuthorityAxesAreSwapped { get; }

    /// <summary>A datum on an ellipsoid.</summary>
    /// <param name="ellipsoid">Its shape.</param>
    /// <param name="shift">Seven parameters of the shift to WGS 84 as in TOWGS84 (metres, arc seconds, parts per million); all zero for none.</param>
    internal static HorizontalDatum CreateDatum(Ellipsoid ellipsoid, ReadOnlySpan<double> shift) =>
        new CoordinateSystemFactory().CreateHorizontalDatum(
            ellipsoid.Name, DatumType.HD_Geocentric, ellipsoid,
            shift.ContainsAnyExcept(0.0) ? new Wgs84ConversionInfo(shift[0], shift[1], shift[2], shift[3], shift[4], shift[5], shift[6]) : null);

    /// <summary>A system from its parameters.</summary>
    /// <param name="identifier">Authority and code.</param>
    /// <param name="datum">As <see cref="CreateDatum"/> makes it.</param>
    /// <param name="method">Name of the projection as in WKT 1.</param>
    /// <param name="metresPerUnit">Length of the unit of the projected coordinates.</param>
    /// <param name="axesAreSwapped">Whether the authority lists northing first.</param>
    /// <param name="parameters">Names as in WKT 1, angles in degrees.</param>
    /// <param name="crs">The system, if ProjNET has the projection.</param>
    internal static bool TryCreate(
        string identifier, HorizontalDatum datum, string method, double metresPerUnit, bool axesAreSwapped,
        IReadOnlyList<(string Name, double Value)> parameters, [NotNullWhen(true)] out ProjectedCrs? crs)
    {
        var factory = new CoordinateSystemFactory();
        var geographic = factory.CreateGeographicCoordinateSystem(
            datum.Name, AngularUnit.Degrees, datum, PrimeMeridian.Greenwich,
            new AxisInfo("Lon", AxisOrientationEnum.East), new AxisInfo("Lat", AxisOrientationEnum.North));
        try
        {
            var system = factory.CreateProjectedCoordinateSystem(
                identifier, geographic,
                factory.CreateProjection(method, method, [.. parameters.Select(p => new ProjectionParameter(p.Name, p.Value))]),
                new LinearUnit(metresPerUnit, "unit", string.Empty, 0, string.Empty, string.Empty, string.Empty),
                new AxisInfo("East", AxisOrientationEnum.East), new AxisInfo("North", AxisOrientationEnum.North));
            var forward = new CoordinateTransformationFactory().CreateFromCoordinateSystems(
                datum.Wgs84Parameters is null ? geographic : GeographicCoordinateSystem.WGS84, system).MathTransform;
            var meridian = parameters.FirstOrDefault(p => p.Name is "central_meridian" or "longitude_of_center" or "longitude_of_origin").Value;
            crs = new ProjectedCrs(identifier, axesAreSwapped, forward, meridian);
            return true;
        }
        catch (Exception fault) when (fault is NotSupportedException or ArgumentException or TargetInvocationException)
        {
            crs = null; // ProjNET's ways to say that it lacks the projection or that a parameter is missing, thrown through reflection
            return false;
        }
    }

    /// <inheritdoc/>
    public override void ToGeographic(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> longitudes, Span<double> latitudes)
    {
        x.CopyTo(longitudes);
        y.CopyTo(latitudes);
        _inverse.Transform(longitudes[..x.Length], latitudes[..x.Length]);
        for (var i = 0; i < x.Length; i++)
        {
            if (double.IsFinite(longitudes[i]) && Math.Abs(latitudes[i]) <= 90)
            {
                longitudes[i] = DegreeMath.NormalizeLongitude(longitudes[i]);
            }
            else
            {
                (longitudes[i], latitudes[i]) = (double.NaN, double.NaN);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Every place is converted back: where a series has left its range the result is NaN instead of a place in the wrong part of the map.</remarks>
    public override void FromGeographic(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<double> x, Span<double> y)
    {
        Span<double> buffer = stackalloc double[4 * ChunkLength];
        for (var start = 0; start < longitudes.Length; start += ChunkLength)
        {
            var length = Math.Min(ChunkLength, longitudes.Length - start);
            Span<double> wantedX = buffer[..length], wantedY = buffer.Slice(ChunkLength, length);
            Span<double> backX = buffer.Slice(2 * ChunkLength, length), backY = buffer.Slice(3 * ChunkLength, length);
            for (var i = 0; i < length; i++)
            {
                wantedX[i] = _centralMeridian + Math.IEEERemainder(longitudes[start + i] - _centralMeridian, 360);
                wantedY[i] = latitudes[start + i];
            }

            Span<double> targetX = x.Slice(start, length), targetY = y.Slice(start, length);
            CopyFinite(wantedX, wantedY, targetX, targetY);
            _forward.Transform(targetX, targetY);
            CopyFinite(targetX, targetY, backX, backY);
            _inverse.Transform(backX, backY);
            for (var i = 0; i < length; i++)
            {
                // a longitude means less the nearer the pole is
                var aside = Math.IEEERemainder(backX[i] - wantedX[i], 360) * Math.Cos(double.DegreesToRadians(wantedY[i]));
                if (!(Math.Abs(backY[i] - wantedY[i]) <= RoundTripTolerance && Math.Abs(aside) <= RoundTripTolerance))
                {
                    (targetX[i], targetY[i]) = (double.NaN, double.NaN);
                }
            }
        }
    }

    /// <summary>Copies places, putting another one where a coordinate is no number: ProjNET's series would throw there, and the round trip finds it out.</summary>
    private static void CopyFinite(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> toX, Span<double> toY)
    {
        for (var i = 0; i < x.Length; i++)
        {
            (toX[i], toY[i]) = double.IsFinite(x[i]) && double.IsFinite(y[i]) ? (x[i], y[i]) : (0, 0);
        }
    }
}
