using System.Runtime.InteropServices;
using GeoCore.Raster;

namespace GeoCore.Gdal.Native;

/// <summary>Moves cells between GDAL and buffers of single or double precision.</summary>
internal static class RasterTransfer
{
    private const int Byte = 1;
    private const int Float32 = 6;
    private const int Float64 = 7;
    private const int Reading = 0;
    private const int Writing = 1;

    /// <summary>Reads a part of a band cell by cell.</summary>
    /// <param name="band">Band, at its own size.</param>
    /// <param name="column">West-most column.</param>
    /// <param name="row">North-most row.</param>
    /// <param name="width">Columns to read.</param>
    /// <param name="height">Rows to read.</param>
    /// <param name="cells">Receives width × height values.</param>
    /// <exception cref="RasterException">The file is gone or damaged.</exception>
    internal static void Read<T>(nint band, int column, int row, int width, int height, Span<T> cells)
        where T : unmanaged
    {
        var extra = NativeMethods.RasterIOExtra.Of(0);
        Move(band, Reading, new RasterWindow(0, column, row, width, height), cells, width, height, ref extra);
    }

    /// <summary>Reads cells of a level that is not stored: GDAL makes each of the cells of a stored level under it.</summary>
    /// <param name="band">Band at the stored level.</param>
    /// <param name="window">Cells wanted, of the level to be made.</param>
    /// <param name="columns">Stored columns under a cell, with a fraction: both levels cover the same ground.</param>
    /// <param name="rows">Stored rows under a cell.</param>
    /// <param name="stored">Size of the stored level.</param>
    /// <param name="cells">Receives the window's cells.</param>
    /// <param name="resampling">GDALRIOResampleAlg.</param>
    internal static void ReadMade<T>(
        nint band, RasterWindow window, double columns, double rows, RasterLevel stored, Span<T> cells, int resampling)
        where T : unmanaged
    {
        var extra = NativeMethods.RasterIOExtra.Of(resampling);
        extra.IsFloatingWindow = 1;
        (extra.Column, extra.Width) = (window.Column * columns, Math.Min(window.Width * columns, stored.Width - window.Column * columns));
        (extra.Row, extra.Height) = (window.Row * rows, Math.Min(window.Height * rows, stored.Height - window.Row * rows));
        int column = (int)extra.Column, row = (int)extra.Row;
        var width = Math.Min(stored.Width, (int)Math.Ceiling(extra.Column + extra.Width)) - column;
        var height = Math.Min(stored.Height, (int)Math.Ceiling(extra.Row + extra.Height)) - row;
        Move(band, Reading, new RasterWindow(0, column, row, width, height), cells, window.Width, window.Height, ref extra);
    }

    /// <summary>Writes a whole band.</summary>
    internal static void Write<T>(nint band, ReadOnlySpan<T> cells, int width, int height)
        where T : unmanaged
    {
        var extra = NativeMethods.RasterIOExtra.Of(0);
        Move(band, Writing, new RasterWindow(0, 0, 0, width, height), cells, width, height, ref extra);
    }

    /// <summary>One call of GDALRasterIOEx. Reading fills the cells, which their owner handed over for that.</summary>
    private static unsafe void Move<T>(
        nint band, int direction, RasterWindow window, ReadOnlySpan<T> cells, int bufferWidth, int bufferHeight, ref NativeMethods.RasterIOExtra extra)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cells.Length, bufferWidth * bufferHeight);
        GdalError.Reset();
        fixed (T* buffer = &MemoryMarshal.GetReference(cells))
        {
            GdalError.Check(
                NativeMethods.GDALRasterIOEx(
                    band, direction, window.Column, window.Row, window.Width, window.Height, buffer, bufferWidth, bufferHeight, TypeOf<T>(), 0, 0, ref extra),
                direction == Reading ? "Cells cannot be read" : "Cells cannot be written");
        }
    }

    private static int TypeOf<T>() => typeof(T) == typeof(float) ? Float32
        : typeof(T) == typeof(double) ? Float64
        : typeof(T) == typeof(byte) ? Byte
        : throw new NotSupportedException($"Cells are not moved as {typeof(T).Name}.");
}
