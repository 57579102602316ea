using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ProjNet.CoordinateSystems;

namespace GeoCore.Geodesy;

/// <summary>Reference systems from OGC well-known text, version 1, as GeoTIFF readers and .prj files hand it out.</summary>
internal static class WellKnownText
{
    /// <summary>Reads a definition.</summary>
    /// <param name="text">WKT 1.</param>
    /// <param name="crs">The system, if the text is whole and the projection is known.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out CoordinateReferenceSystem? crs)
    {
        crs = null;
        if (WktNode.TryParse(text, out var node))
        {
            crs = Known(node) ?? node.Keyword switch
            {
                "GEOGCS" when TryGeographic(node, out _) => Crs84.Named(Name(node), axesAreSwapped: false),
                "PROJCS" when node["GEOGCS"] is { } geographic && TryGeographic(geographic, out var datum) => Project(node, datum),
                _ => null,
            };
        }

        return crs is not null;
    }

    private static CoordinateReferenceSystem? Known(WktNode node) =>
        node.Keyword is "GEOGCS" or "PROJCS" && node["AUTHORITY"] is { Values: [var authority, var code] }
            && authority.Equals("EPSG", StringComparison.OrdinalIgnoreCase)
            && CoordinateReferenceSystems.TryParse($"EPSG:{code}", out var known)
            ? known
            : null;

    private static CoordinateReferenceSystem? Project(WktNode node, HorizontalDatum datum)
    {
        if (node["PROJECTION"] is not { Values: [var method, ..] } || !(node["UNIT"] is { } unit && unit.TryNumber(1, out var metres) && metres > 0))
        {
            return null;
        }

        var parameters = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in node.All("PARAMETER"))
        {
            if (!parameter.TryNumber(1, out var value))
            {
                return null;
            }

            parameters[parameter.Values[0]] = value;
        }

        var ellipsoid = datum.Ellipsoid;
        var flattening = ellipsoid.InverseFlattening == 0 ? 0 : 1 / ellipsoid.InverseFlattening;
        var identifier = Name(node);
        switch (method.ToUpperInvariant())
        {
            case "POLAR_STEREOGRAPHIC" when metres == 1:
                var latitude = Parameter("latitude_of_origin", 90);
                var scale = Parameter("scale_factor", 1);
                var (meridian, east, north) = (Parameter("central_meridian", 0), Parameter("false_easting", 0), Parameter("false_northing", 0));
                // WKT 1 writes both forms alike: with a scale the latitude only tells the pole, without one it is the true parallel
                return scale == 1
                    ? PolarStereographic.FromStandardParallel(
                        identifier, latitude, meridian, east, north, semiMajorAxis: ellipsoid.SemiMajorAxis, flattening: flattening)
                    : PolarStereographic.FromScaleAtPole(
                        identifier, latitude > 0, scale, meridian, east, north, semiMajorAxis: ellipsoid.SemiMajorAxis, flattening: flattening);
            case "CYLINDRICAL_EQUAL_AREA" when metres == 1:
                return new CylindricalEqualArea(
                    identifier, Parameter("standard_parallel_1", 0), Parameter("central_meridian", 0), Parameter("false_easting", 0),
                    Parameter("false_northing", 0), ellipsoid.SemiMajorAxis, flattening);
            default:
                return ProjectedCrs.TryCreate(
                    identifier, datum, method, metres, axesAreSwapped: false, [.. parameters.Select(p => (p.Key, p.Value))], out var crs)
                    ? crs
                    : null;
        }

        double Parameter(string name, double otherwise) => parameters.GetValueOrDefault(name, otherwise);
    }

    /// <summary>The datum of a system in degrees from Greenwich; anything else would need more than a projection.</summary>
    private static bool TryGeographic(WktNode node, [NotNullWhen(true)] out HorizontalDatum? datum)
    {
        datum = null;
        if (!(node["DATUM"] is { } shape && shape["SPHEROID"] is { } spheroid
            && spheroid.TryNumber(1, out var semiMajorAxis) && semiMajorAxis > 0
            && spheroid.TryNumber(2, out var inverseFlattening) && (inverseFlattening == 0 || inverseFlattening > 1)
            && node["UNIT"] is { } unit && unit.TryNumber(1, out var radians) && Math.Abs(radians - Math.PI / 180) < 1e-9
            && (node["PRIMEM"] is not { } meridian || (meridian.TryNumber(1, out var offset) && offset == 0))))
        {
            return false;
        }

        var shift = new double[7];
        for (var i = 0; shape["TOWGS84"] is { } shifts && i < shifts.Values.Count; i++)
        {
            if (i >= shift.Length || !shifts.TryNumber(i, out shift[i]))
            {
                return false;
            }
        }

        datum = ProjectedCrs.CreateDatum(
            new CoordinateSystemFactory().CreateFlattenedSphere("ellipsoid", semiMajorAxis, inverseFlattening, LinearUnit.Metre),
            shift);
        return true;
    }

    private static string Name(WktNode node) => node["AUTHORITY"] is { Values: [var authority, var code] }
        && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? $"{authority.ToUpperInvariant()}:{number.ToString(CultureInfo.InvariantCulture)}"
        : $"WKT:{(node.Values is [var name, ..] ? name : "unnamed")}";
}
