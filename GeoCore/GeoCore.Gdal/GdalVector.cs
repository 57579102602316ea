using GeoCore.Gdal.Native;
using GeoCore.Raster;

namespace GeoCore.Gdal;

/// <summary>Converts files of features between formats.</summary>
public static class GdalVector
{
    /// <summary>Writes the features of a file in another format.</summary>
    /// <param name="source">File in a format that GDAL reads.</param>
    /// <param name="target">File to be written.</param>
    /// <param name="format">GDAL's name of a driver, such as <c>GPKG</c>.</param>
    /// <param name="layer">Name of the layer in the target.</param>
    /// <param name="more">Further arguments as ogr2ogr takes them.</param>
    /// <exception cref="RasterException">GDAL cannot read the one or write the other, or there is no GDAL.</exception>
    public static void Convert(string source, string target, string format, string layer, params ReadOnlySpan<string> more)
    {
        using var dataset = DatasetHandle.OpenVector(source);
        using var list = new StringList(["-f", format, "-nln", layer, .. more]);
        var options = NativeMethods.GDALVectorTranslateOptionsNew(list.Pointer, 0);
        try
        {
            GdalError.Reset();
            var result = NativeMethods.GDALVectorTranslate(target, 0, 1, [dataset.Pointer], options, out _);
            if (result == 0)
                throw GdalError.Exception($"{target} cannot be written");
            GdalError.Reset();
            NativeMethods.GDALClose(result);
            if (!File.Exists(target))
                throw GdalError.Exception($"{target} cannot be written");
        }
        finally
        {
            NativeMethods.GDALVectorTranslateOptionsFree(options);
        }
    }
}
