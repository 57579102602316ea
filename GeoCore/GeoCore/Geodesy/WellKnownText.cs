using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ProjNet.CoordinateSystems;

namespace GeoCore.Geodesy;

/// <summary>Reference systems from OGC well-known text, version 1, as GeoTIFF readers and .prj files hand it out.</summary>
internal static class WellKnownText
{
    /// <summary>Reads a definition.</summary>
    /// <param name="text">WKT 1.</param>
    /// <param name="crs">The system, if the text can be read and the projection is known.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out CoordinateReferenceSystem? crs)
    {
        CoordinateSystem definition;
        try
        {
            definition = new CoordinateSystemFactory().CreateFromWkt(text);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException or FormatException or InvalidOperationException
            or NullReferenceException or IndexOutOfRangeException or OverflowException)
        {
            crs = null; // ProjNET's reader has no Try and answers bad text with any of these
            return false;
        }

        crs = definition switch
        {
            { Authority: "EPSG", AuthorityCode: > 0 and <= int.MaxValue } when EpsgRegistry.Create((int)definition.AuthorityCode) is { } known => known,
            GeographicCoordinateSystem geographic when IsPlain(geographic) => Crs84.Named(Name(geographic), axesAreSwapped: false),
            ProjectedCoordinateSystem projected when IsPlain(projected.GeographicCoordinateSystem) => Project(projected),
            _ => null,
        };
        return crs is not null;
    }

    private static CoordinateReferenceSystem? Project(ProjectedCoordinateSystem system)
    {
        var projection = system.Projection;
        var ellipsoid = system.GeographicCoordinateSystem.HorizontalDatum.Ellipsoid;
        var flattening = ellipsoid.InverseFlattening is 0 or double.PositiveInfinity ? 0 : 1 / ellipsoid.InverseFlattening;
        var inMetres = system.LinearUnit.MetersPerUnit == 1;
        var identifier = Name(system);
        switch (projection.ClassName.ToLowerInvariant())
        {
            case "polar_stereographic" when inMetres:
                var latitude = Parameter("latitude_of_origin", 90);
                var scale = Parameter("scale_factor", 1);
                var (meridian, east, north) = (Parameter("central_meridian", 0), Parameter("false_easting", 0), Parameter("false_northing", 0));
                // WKT 1 writes both forms alike: with a scale the latitude only tells the pole, without one it is the true parallel
                return scale == 1
                    ? PolarStereographic.FromStandardParallel(
                        identifier, latitude, meridian, east, north, semiMajorAxis: ellipsoid.SemiMajorAxis, flattening: flattening)
                    : PolarStereographic.FromScaleAtPole(
                        identifier, latitude > 0, scale, meridian, east, north, semiMajorAxis: ellipsoid.SemiMajorAxis, flattening: flattening);
            case "cylindrical_equal_area" when inMetres:
                return new CylindricalEqualArea(
                    identifier, Parameter("standard_parallel_1", 0), Parameter("central_meridian", 0), Parameter("false_easting", 0),
                    Parameter("false_northing", 0), ellipsoid.SemiMajorAxis, flattening);
            default:
                return ProjectedCrs.TryCreate(identifier, system, axesAreSwapped: false, out var crs) ? crs : null;
        }

        double Parameter(string name, double otherwise) => projection.GetParameter(name)?.Value ?? otherwise;
    }

    /// <summary>Degrees from Greenwich; anything else would need more than a projection.</summary>
    private static bool IsPlain(GeographicCoordinateSystem system) =>
        system.PrimeMeridian.Longitude == 0 && Math.Abs(system.AngularUnit.RadiansPerUnit - Math.PI / 180) < 1e-9;

    private static string Name(CoordinateSystem system) => system is { Authority.Length: > 0, AuthorityCode: > 0 }
        ? $"{system.Authority}:{system.AuthorityCode.ToString(CultureInfo.InvariantCulture)}"
        : $"WKT:{system.Name}";
}
