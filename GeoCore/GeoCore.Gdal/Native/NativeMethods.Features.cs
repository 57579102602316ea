using System.Runtime.InteropServices;

namespace GeoCore.Gdal.Native;

/// <summary>The vector part of the C API.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int GDALDatasetGetLayerCount(nint dataset);

    [LibraryImport(Library)]
    internal static partial nint GDALDatasetGetLayer(nint dataset, int layer);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GDALDatasetGetLayerByName(nint dataset, string name);

    [LibraryImport(Library)]
    internal static partial nint OGR_L_GetName(nint layer);

    [LibraryImport(Library)]
    internal static partial nint OGR_L_GetLayerDefn(nint layer);

    [LibraryImport(Library)]
    internal static partial int OGR_L_GetGeomType(nint layer);

    [LibraryImport(Library)]
    internal static partial nint OGR_L_GetSpatialRef(nint layer);

    [LibraryImport(Library)]
    internal static partial nint OGR_L_GetFIDColumn(nint layer);

    /// <summary>Writes least x, most x, least y, most y.</summary>
    [LibraryImport(Library)]
    internal static partial int OGR_L_GetExtent(nint layer, Span<double> extent, int force);

    [LibraryImport(Library)]
    internal static partial long OGR_L_GetFeatureCount(nint layer, int force);

    [LibraryImport(Library)]
    internal static partial void OGR_L_ResetReading(nint layer);

    [LibraryImport(Library)]
    internal static partial nint OGR_L_GetNextFeature(nint layer);

    [LibraryImport(Library)]
    internal static partial nint OGR_L_GetFeature(nint layer, long id);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int OGR_L_SetAttributeFilter(nint layer, string? query);

    [LibraryImport(Library)]
    internal static partial void OGR_L_SetSpatialFilter(nint layer, nint geometry);

    [LibraryImport(Library)]
    internal static partial int OGR_L_SetIgnoredFields(nint layer, nint names);

    [LibraryImport(Library)]
    internal static partial int OGR_FD_GetFieldCount(nint definition);

    [LibraryImport(Library)]
    internal static partial nint OGR_FD_GetFieldDefn(nint definition, int field);

    [LibraryImport(Library)]
    internal static partial nint OGR_Fld_GetNameRef(nint field);

    [LibraryImport(Library)]
    internal static partial int OGR_Fld_GetType(nint field);

    [LibraryImport(Library)]
    internal static partial int OGR_Fld_GetSubType(nint field);

    [LibraryImport(Library)]
    internal static partial long OGR_F_GetFID(nint feature);

    [LibraryImport(Library)]
    internal static partial nint OGR_F_GetGeometryRef(nint feature);

    [LibraryImport(Library)]
    internal static partial int OGR_F_IsFieldSetAndNotNull(nint feature, int field);

    [LibraryImport(Library)]
    internal static partial long OGR_F_GetFieldAsInteger64(nint feature, int field);

    [LibraryImport(Library)]
    internal static partial double OGR_F_GetFieldAsDouble(nint feature, int field);

    [LibraryImport(Library)]
    internal static partial nint OGR_F_GetFieldAsString(nint feature, int field);

    /// <summary>The zone is 0 unknown, 1 local, 100 UTC, and a quarter of an hour more or less for each step from there.</summary>
    [LibraryImport(Library)]
    internal static partial int OGR_F_GetFieldAsDateTimeEx(
        nint feature, int field, out int year, out int month, out int day, out int hour, out int minute, out float second, out int zone);

    [LibraryImport(Library)]
    internal static partial void OGR_F_Destroy(nint feature);

    [LibraryImport(Library)]
    internal static partial int OGR_G_WkbSize(nint geometry);

    [LibraryImport(Library)]
    internal static partial int OGR_G_ExportToIsoWkb(nint geometry, int order, Span<byte> target);

    [LibraryImport(Library)]
    internal static partial int OGR_G_CreateFromWkb(ReadOnlySpan<byte> source, nint system, out nint geometry, int length);

    [LibraryImport(Library)]
    internal static partial void OGR_G_DestroyGeometry(nint geometry);

    [LibraryImport(Library)]
    internal static partial int OGR_G_Transform(nint geometry, nint transformation);

    [LibraryImport(Library)]
    internal static partial nint OGR_G_GetLinearGeometry(nint geometry, double largestAngle, nint options);

    [LibraryImport(Library)]
    internal static partial int OGR_G_HasCurveGeometry(nint geometry, int looksForLinear);

    [LibraryImport(Library)]
    internal static partial nint OCTNewCoordinateTransformation(nint source, nint target);

    [LibraryImport(Library)]
    internal static partial void OCTDestroyCoordinateTransformation(nint transformation);

    [LibraryImport(Library)]
    internal static partial nint OSRClone(nint system);

    [LibraryImport(Library)]
    internal static partial void OSRSetAxisMappingStrategy(nint system, int strategy);
}
