using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GeoCore.Geodesy;

/// <summary>Finds reference systems by the names that requests and files give them.</summary>
public static class CoordinateReferenceSystems
{
    private static readonly ConcurrentDictionary<int, CoordinateReferenceSystem?> s_byCode = new();

    /// <summary>Looks a system up.</summary>
    /// <param name="text">
    /// <c>EPSG:32632</c>, <c>OGC:CRS84</c>, <c>CRS84</c>, <c>CRS:84</c>, <c>urn:ogc:def:crs:EPSG::3857</c>,
    /// <c>http://www.opengis.net/def/crs/EPSG/0/3857</c>, a safe CURIE <c>[EPSG:3857]</c>, or WKT 1.
    /// </param>
    /// <param name="crs">The system, if it is known.</param>
    /// <remarks>
    /// Known codes: 4326, 4258, 4269, 3857 (and its old names 900913, 102100, 102113), 3395, 6933, 3035, 2154, 5070, UTM (32601–32660,
    /// 32701–32760, 25828–25838), UPS (5041, 5042, 32661, 32761), polar stereographic (3031, 3413, 3976, 3995). Others need WKT.
    /// Coordinates are always (longitude or easting, latitude or northing); <see cref="CoordinateReferenceSystem.AuthorityAxesAreSwapped"/> tells what the name implies.
    /// </remarks>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CoordinateReferenceSystem? crs)
    {
        crs = null;
        var name = text?.Trim();
        if (string.IsNullOrEmpty(name))
        {
            return false;
        }

        if (name.Contains('[', StringComparison.Ordinal) && name[0] != '[')
        {
            return WellKnownText.TryParse(name, out crs);
        }

        if (!TrySplit(name, out var authority, out var code))
        {
            return false;
        }

        crs = authority switch
        {
            "OGC" or "CRS" when code is "CRS84" or "84" => Crs84.Instance,
            "EPSG" when int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) =>
                EpsgRegistry.Create(number) is null ? null : s_byCode.GetOrAdd(number, EpsgRegistry.Create),
            _ => null,
        };
        return crs is not null;
    }

    /// <summary>Looks a system up that must be known.</summary>
    /// <param name="text">As for <see cref="TryParse"/>.</param>
    /// <exception cref="ArgumentException">The system is not known.</exception>
    public static CoordinateReferenceSystem Parse(string text) => TryParse(text, out var crs)
        ? crs
        : throw new ArgumentException($"'{text}' is no reference system that GeoSuite knows; give its WKT.", nameof(text));

    private static bool TrySplit(string name, out string authority, out string code)
    {
        if (name[0] == '[' && name[^1] == ']')
        {
            name = name[1..^1];
        }

        if (name.Equals("CRS84", StringComparison.OrdinalIgnoreCase))
        {
            (authority, code) = ("OGC", "CRS84");
            return true;
        }

        // urn:ogc:def:crs:AUTHORITY:VERSION:CODE, …/def/crs/AUTHORITY/VERSION/CODE, AUTHORITY:CODE
        var parts = name.Split(name.Contains("/def/crs/", StringComparison.OrdinalIgnoreCase) ? '/' : ':');
        var isUri = name.StartsWith("http://www.opengis.net/def/crs/", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("https://www.opengis.net/def/crs/", StringComparison.OrdinalIgnoreCase);
        var isUrn = name.StartsWith("urn:ogc:def:crs:", StringComparison.OrdinalIgnoreCase);
        (authority, code) = ((isUri, isUrn, parts.Length) switch
        {
            (true, _, 8) => (parts[5], parts[7]),
            (_, true, 7) => (parts[4], parts[6]),
            (false, false, 2) => (parts[0], parts[1]),
            _ => (string.Empty, string.Empty),
        });
        (authority, code) = (authority.ToUpperInvariant(), code.ToUpperInvariant());
        return code.Length > 0;
    }
}
