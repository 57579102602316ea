using System.Runtime.InteropServices;
using GeoCore.Raster;

namespace GeoCore.Gdal.Native;

/// <summary>An open GDAL dataset, and the dataset under it where it is a view of another. Used by one thread at a time.</summary>
internal sealed class DatasetHandle : SafeHandle
{
    private const uint RasterReadOnly = 0x02 | 0x40; // GDAL_OF_RASTER | GDAL_OF_VERBOSE_ERROR

    private const uint VectorReadOnly = 0x04 | 0x40; // GDAL_OF_VECTOR | GDAL_OF_VERBOSE_ERROR

    private readonly DatasetHandle? _under;

    internal DatasetHandle(nint dataset, DatasetHandle? under = null) : base(0, ownsHandle: true)
    {
        SetHandle(dataset);
        _under = under;
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>The pointer, for calls while this object is held.</summary>
    internal nint Pointer => handle;

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">File.</param>
    /// <param name="drivers">Names of the only drivers that may try, or empty for all.</param>
    /// <exception cref="RasterException">GDAL refuses, in its words.</exception>
    internal static DatasetHandle Open(string path, params ReadOnlySpan<string> drivers) => Open(path, RasterReadOnly, drivers);

    /// <summary>Opens a file of features for reading.</summary>
    /// <param name="path">File.</param>
    /// <param name="drivers">Names of the only drivers that may try, or empty for all.</param>
    /// <exception cref="RasterException">GDAL refuses, in its words.</exception>
    internal static DatasetHandle OpenVector(string path, params ReadOnlySpan<string> drivers) => Open(path, VectorReadOnly, drivers);

    private static DatasetHandle Open(string path, uint flags, ReadOnlySpan<string> drivers)
    {
        GdalLibrary.Require();
        using var allowed = new StringList(drivers);
        GdalError.Reset();
        var dataset = NativeMethods.GDALOpenEx(path, flags, drivers.IsEmpty ? 0 : allowed.Pointer, 0, 0);
        return dataset != 0 ? new DatasetHandle(dataset) : throw GdalError.Exception($"{path} cannot be opened");
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMethods.GDALClose(handle);
        _under?.Dispose();
        return true;
    }
}
