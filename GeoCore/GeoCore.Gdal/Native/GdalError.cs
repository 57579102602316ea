using GeoCore.Raster;

namespace GeoCore.Gdal.Native;

/// <summary>Turns what GDAL remembers of the calling thread's last fault into exceptions.</summary>
internal static class GdalError
{
    internal static void Reset() => NativeMethods.CPLErrorReset();

    /// <summary>An exception that says what failed, then why in GDAL's words.</summary>
    internal static RasterException Exception(string what)
    {
        var why = NativeText.NotEmpty(NativeMethods.CPLGetLastErrorMsg());
        return new RasterException(why is null ? what + "." : $"{what}: {why}");
    }

    /// <summary>Checks a CPLErr: 0 none, 1 debug, 2 warning, 3 failure, 4 fatal.</summary>
    internal static void Check(int error, string what)
    {
        if (error >= 3)
        {
            throw Exception(what);
        }
    }
}
