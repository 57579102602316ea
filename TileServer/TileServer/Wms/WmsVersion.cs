using GeoCore.Geodesy;
using TileServer.Kvp;

namespace TileServer.Wms;

/// <summary>What differs between the two versions that are spoken.</summary>
/// <param name="Name">Number.</param>
/// <param name="CrsName">Parameter that names the reference system.</param>
/// <param name="ColumnName">Parameter of a pixel's column.</param>
/// <param name="RowName">Parameter of a pixel's row.</param>
/// <param name="InvalidCrs">Code of a system that is not known.</param>
/// <param name="CapabilitiesType">Media type of the capabilities.</param>
/// <param name="ExceptionType">Media type of exceptions.</param>
internal sealed record WmsVersion(string Name, string CrsName, string ColumnName, string RowName, string InvalidCrs, string CapabilitiesType, string ExceptionType)
{
    /// <summary>OGC 06-042: axes in the order of the authority.</summary>
    internal static WmsVersion Current { get; } = new("1.3.0", "CRS", "I", "J", "InvalidCRS", "text/xml", "text/xml");

    /// <summary>OGC 01-068r3: x before y, always.</summary>
    internal static WmsVersion Old { get; } = new("1.1.1", "SRS", "X", "Y", "InvalidSRS", "application/vnd.ogc.wms_xml", "application/vnd.ogc.se_xml");

    /// <summary>Whether this is version 1.3.0.</summary>
    internal bool IsCurrent => this == Current;

    /// <summary>The version that a request speaks: the next one to its number, or by its words where it has none.</summary>
    internal static WmsVersion Of(KvpQuery query) => (query.Text("VERSION") ?? query.Text("WMTVER")) is { } number
        ? string.CompareOrdinal(number, "1.3") >= 0 ? Current : Old
        : query.Text("SRS") is not null && query.Text("CRS") is null ? Old : Current;

    /// <summary>Whether a box begins with northings or latitudes.</summary>
    internal bool IsSwapped(CoordinateReferenceSystem crs) => IsCurrent && crs.AuthorityAxesAreSwapped;
}
