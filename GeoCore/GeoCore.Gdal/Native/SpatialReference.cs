using System.Globalization;
using System.Runtime.InteropServices;
using GeoCore.Geodesy;
using GeoCore.Raster;

namespace GeoCore.Gdal.Native;

/// <summary>Reference systems between GDAL's words and ours.</summary>
internal static class SpatialReference
{
    /// <summary>The system of a dataset: by its authority's code, else from its definition; null where it has none.</summary>
    /// <param name="dataset">Dataset.</param>
    /// <param name="isStated">Whether the dataset states a system, known or not.</param>
    internal static CoordinateReferenceSystem? Of(nint dataset, out bool isStated)
    {
        var system = NativeMethods.GDALGetSpatialRef(dataset);
        isStated = system != 0;
        if (!isStated)
        {
            return null;
        }

        var authority = NativeText.Of(NativeMethods.OSRGetAuthorityName(system, 0));
        var code = NativeText.Of(NativeMethods.OSRGetAuthorityCode(system, 0));
        if (authority is not null && CoordinateReferenceSystems.TryParse($"{authority}:{code}", out var crs))
        {
            return crs;
        }

        return CoordinateReferenceSystems.TryParse(ToWkt(system), out crs) ? crs : null;
    }

    /// <summary>The definition of one of our systems.</summary>
    /// <exception cref="RasterException">The system has no EPSG code.</exception>
    internal static string WktOf(CoordinateReferenceSystem crs)
    {
        var code = crs.Identifier == "OGC:CRS84" ? "4326"
            : crs.Identifier.StartsWith("EPSG:", StringComparison.Ordinal) ? crs.Identifier["EPSG:".Length..]
            : throw new RasterException($"{crs} has no EPSG code and cannot be written to a file.");
        GdalLibrary.Require();
        var system = NativeMethods.OSRNewSpatialReference(0);
        try
        {
            GdalError.Reset();
            if (NativeMethods.OSRImportFromEPSG(system, int.Parse(code, CultureInfo.InvariantCulture)) != 0)
            {
                throw GdalError.Exception($"GDAL does not know {crs}");
            }

            return ToWkt(system) ?? throw GdalError.Exception($"GDAL cannot write {crs}");
        }
        finally
        {
            NativeMethods.OSRDestroySpatialReference(system);
        }
    }

    private static string? ToWkt(nint system)
    {
        var error = NativeMethods.OSRExportToWkt(system, out var wkt);
        try
        {
            return error == 0 ? Marshal.PtrToStringUTF8(wkt) : null;
        }
        finally
        {
            NativeMethods.VSIFree(wkt);
        }
    }
}
