using System.Globalization;
using System.Runtime.InteropServices;
using Benchmarks.Commands;
using GeoCore.Tiling;
using NetTopologySuite.Geometries;

namespace Benchmarks.Peers;

/// <summary>GDAL's own warper in this process, through the C function behind the <c>gdalwarp</c> program: the rival of our sampler.</summary>
internal sealed partial class GdalWarp : IDisposable
{
    private const uint OpenRaster = 0x02;
    private readonly string _path;
    private nint _source;

    static GdalWarp()
    {
        NativeLibrary.SetDllImportResolver(typeof(GdalWarp).Assembly, static (name, _, _) => name == "gdal" ? Load() : 0);
        GDALAllRegister();
    }

    /// <summary>Opens a raster.</summary>
    public GdalWarp(string path)
    {
        _path = path;
        _source = Open(path);
    }

    /// <summary>Forgets every decoded block, by closing the file and opening it again.</summary>
    public void Forget()
    {
        GDALClose(_source);
        _source = Open(_path);
    }

    /// <summary>Warps the window of a grid into memory.</summary>
    /// <param name="grid">Pixels wanted.</param>
    /// <param name="resampling">Name as <c>gdalwarp -r</c> takes it.</param>
    public void Warp(PixelGrid grid, string resampling)
    {
        var options = CreateOptions(grid.Crs.Identifier, grid.Envelope, grid.Width, grid.Height, resampling);
        var result = GDALWarp(string.Empty, 0, 1, ref _source, options, 0);
        GDALWarpAppOptionsFree(options);
        if (result == 0)
        {
            throw new BenchException("gdalwarp: " + Marshal.PtrToStringUTF8(CPLGetLastErrorMsg()));
        }

        GDALClose(result);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        GDALClose(_source);
        _source = 0;
    }

    private static nint CreateOptions(string crs, Envelope bounds, int width, int height, string resampling)
    {
        string[] words =
        [
            "-of", "MEM", "-t_srs", crs, "-r", resampling,
            "-te", Text(bounds.MinX), Text(bounds.MinY), Text(bounds.MaxX), Text(bounds.MaxY),
            "-ts", Text(width), Text(height),
        ];
        nint list = 0;
        foreach (var word in words)
        {
            list = CSLAddString(list, word);
        }

        var options = GDALWarpAppOptionsNew(list, 0);
        CSLDestroy(list);
        return options;
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static nint Open(string path)
    {
        var source = GDALOpenEx(path, OpenRaster, 0, 0, 0);
        return source != 0 ? source : throw new BenchException("GDAL: " + Marshal.PtrToStringUTF8(CPLGetLastErrorMsg()));
    }

    private static nint Load()
    {
        for (var version = 45; version >= 28; version--)
        {
            if (NativeLibrary.TryLoad($"libgdal.so.{version}", out var library))
            {
                return library;
            }
        }

        throw new BenchException("libgdal is not installed (Debian: apt-get install libgdal32)");
    }

    [LibraryImport("gdal")]
    private static partial void GDALAllRegister();

    [LibraryImport("gdal", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GDALOpenEx(string path, uint flags, nint drivers, nint options, nint siblings);

    [LibraryImport("gdal")]
    private static partial void GDALClose(nint dataset);

    [LibraryImport("gdal")]
    private static partial nint GDALWarpAppOptionsNew(nint words, nint forBinary);

    [LibraryImport("gdal")]
    private static partial void GDALWarpAppOptionsFree(nint options);

    [LibraryImport("gdal", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GDALWarp(string target, nint targetDataset, int sourceCount, ref nint sources, nint options, nint usageError);

    [LibraryImport("gdal", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint CSLAddString(nint list, string word);

    [LibraryImport("gdal")]
    private static partial void CSLDestroy(nint list);

    [LibraryImport("gdal")]
    private static partial nint CPLGetLastErrorMsg();
}
