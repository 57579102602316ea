using System.Globalization;
using ProjNet.CoordinateSystems;

namespace GeoCore.Geodesy;

/// <summary>The EPSG codes that GeoSuite knows by heart. ProjNET brings no register, so their parameters stand here; any other system comes as WKT.</summary>
/// <remarks>Parameters are those of the EPSG Geodetic Parameter Dataset; the tests compare each with PROJ.</remarks>
internal static class EpsgRegistry
{
    /// <summary>The system of a code, or null if it is not among the known ones.</summary>
    public static CoordinateReferenceSystem? Create(int code)
    {
        var identifier = $"EPSG:{code.ToString(CultureInfo.InvariantCulture)}";
        return code switch
        {
            4326 => Crs84.Epsg4326,
            4258 or 4269 => Crs84.Named(identifier, axesAreSwapped: true),
            3857 or 900913 or 102100 or 102113 => WebMercator.Instance,
            3395 => EllipsoidalMercator.Instance,
            6933 => new CylindricalEqualArea(identifier, 30),
            5041 or 32661 => PolarStereographic.FromScaleAtPole(identifier, true, 0.994, 0, 2e6, 2e6, axesAreSwapped: code == 32661),
            5042 or 32761 => PolarStereographic.FromScaleAtPole(identifier, false, 0.994, 0, 2e6, 2e6, axesAreSwapped: code == 32761),
            3031 => PolarStereographic.FromStandardParallel(identifier, -71, 0, 0, 0),
            3413 => PolarStereographic.FromStandardParallel(identifier, 70, -45, 0, 0),
            3976 => PolarStereographic.FromStandardParallel(identifier, -70, 0, 0, 0),
            3995 => PolarStereographic.FromStandardParallel(identifier, 71, 0, 0, 0),
            > 32600 and <= 32660 => Utm(identifier, Ellipsoid.WGS84, code - 32600, north: true),
            > 32700 and <= 32760 => Utm(identifier, Ellipsoid.WGS84, code - 32700, north: false),
            >= 25828 and <= 25838 => Utm(identifier, Ellipsoid.GRS80, code - 25800, north: true),
            3035 => Projected(
                identifier, Ellipsoid.GRS80, "Lambert_Azimuthal_Equal_Area", axesAreSwapped: true,
                ("latitude_of_center", 52), ("longitude_of_center", 10), ("false_easting", 4321000), ("false_northing", 3210000)),
            2154 => Projected(
                identifier, Ellipsoid.GRS80, "Lambert_Conformal_Conic_2SP", axesAreSwapped: false,
                ("latitude_of_origin", 46.5), ("central_meridian", 3), ("standard_parallel_1", 49), ("standard_parallel_2", 44),
                ("false_easting", 700000), ("false_northing", 6600000)),
            5070 => Projected(
                identifier, Ellipsoid.GRS80, "Albers_Conic_Equal_Area", axesAreSwapped: false,
                ("latitude_of_center", 23), ("longitude_of_center", -96), ("standard_parallel_1", 29.5), ("standard_parallel_2", 45.5),
                ("false_easting", 0), ("false_northing", 0)),
            _ => null,
        };
    }

    private static ProjectedCrs Utm(string identifier, Ellipsoid ellipsoid, int zone, bool north) => Projected(
        identifier, ellipsoid, "Transverse_Mercator", axesAreSwapped: false,
        ("latitude_of_origin", 0), ("central_meridian", 6 * zone - 183), ("scale_factor", 0.9996),
        ("false_easting", 500000), ("false_northing", north ? 0 : 10000000));

    private static ProjectedCrs Projected(
        string identifier, Ellipsoid ellipsoid, string projection, bool axesAreSwapped, params (string Name, double Value)[] parameters)
    {
        var datum = ProjectedCrs.CreateDatum(ellipsoid, []);
        return ProjectedCrs.TryCreate(identifier, datum, projection, metresPerUnit: 1, axesAreSwapped, parameters, out var crs)
            ? crs
            : throw new NotSupportedException($"ProjNET has no {projection}, which {identifier} needs.");
    }
}
