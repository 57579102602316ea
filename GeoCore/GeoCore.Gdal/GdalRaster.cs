using System.Buffers;
using System.Numerics;
using GeoCore.Gdal.Native;
using GeoCore.Raster;

namespace GeoCore.Gdal;

/// <summary>A raster file read through GDAL. Reads may come from many threads at once.</summary>
public sealed class GdalRaster : IRasterSource
{
    private const int ValidMask = 128;

    private readonly DatasetPool<DatasetHandle> _pool;
    private readonly int _storedLevels;
    private readonly bool[] _isMasked;
    private readonly int[] _decimation;

    private GdalRaster(DatasetPool<DatasetHandle> pool, RasterInfo info, int storedLevels, bool[] isMasked)
    {
        (_pool, Info, _storedLevels, _isMasked) = (pool, info, storedLevels, isMasked);
        _decimation = [.. info.Bands.Select(band => DataTypes.ToGdal(
            band.Palette is null && band.CategoryNames is null ? Resampling.Average : Resampling.Mode))];
    }

    /// <inheritdoc/>
    public RasterInfo Info { get; }

    /// <inheritdoc/>
    public string? FilePath { get; private init; }

    /// <inheritdoc/>
    public int StoredLevels => _storedLevels;

    /// <summary>Opens a file.</summary>
    /// <param name="path">A file in any format that GDAL reads; <c>.tif</c> and <c>.tiff</c> are read as GeoTIFF and nothing else.</param>
    /// <exception cref="RasterException">The file is missing, damaged or without a place on the Earth, or there is no GDAL.</exception>
    /// <remarks>
    /// What is turned, has south up, or is in a reference system that GeoSuite does not know is seen through GDAL's warp. Levels that the
    /// file lacks are offered, too, and made when they are read: means, or the most frequent value where cells are names.
    /// </remarks>
    public static GdalRaster Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        GdalLibrary.Require();
        if (!File.Exists(path))
        {
            throw new RasterException($"There is no file {path}.");
        }

        if (VrtFile.IsVrt(path))
        {
            _ = VrtFile.SourcesOf(path);
        }

        return Open(path, digest: null);
    }

    /// <summary>Opens a GeoTIFF of another server, which is read in the parts that are needed.</summary>
    /// <param name="address">Its address; who may be asked is for the caller to decide.</param>
    /// <param name="digest">Identifies its content.</param>
    /// <exception cref="RasterException">The file is missing, damaged or without a place on the Earth, or there is no GDAL.</exception>
    public static GdalRaster OpenRemote(Uri address, string digest)
    {
        ArgumentNullException.ThrowIfNull(address);
        GdalLibrary.Require();
        var path = "/vsicurl?list_dir=no&max_retry=0&url=" + Uri.EscapeDataString(address.AbsoluteUri);
        NativeMethods.VSICurlPartialClearCache(path);
        return Open(path, digest);
    }

    private static GdalRaster Open(string path, string? digest)
    {
        var first = OpenDataset(path);
        try
        {
            var info = RasterHeader.Read(first.Pointer, path, out var storedLevels);
            info = digest is null ? info : info with { Digest = digest };
            var isMasked = new bool[info.Bands.Count];
            for (var band = 0; band < isMasked.Length; band++)
            {
                isMasked[band] = HasMask(NativeMethods.GDALGetRasterBand(first.Pointer, band + 1), info.Bands[band]);
            }

            return new GdalRaster(new DatasetPool<DatasetHandle>(first, () => OpenDataset(path)), info, storedLevels, isMasked) { FilePath = File.Exists(path) ? path : null };
        }
        catch
        {
            first.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Read(RasterWindow window, int band, Span<float> cells) => Read<float>(window, band, cells);

    /// <inheritdoc/>
    public void Read(RasterWindow window, int band, Span<double> cells) => Read<double>(window, band, cells);

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();

    private void Read<T>(RasterWindow window, int band, Span<T> cells)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckWindow(window, band, cells.Length);
        _pool.Use(new Request<T>(window, band, cells[..(window.Width * window.Height)]), Fill);
    }

    private void Fill<T>(DatasetHandle handle, Request<T> request)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var header = Info.Bands[request.Band];
        var band = NativeMethods.GDALGetRasterBand(handle.Pointer, request.Band + 1);
        if (header.DataType is RasterDataType.Int32 or RasterDataType.UInt32 && typeof(T) == typeof(float))
        {
            // nodata is told by all its digits, which single precision does not have
            var exact = ArrayPool<double>.Shared.Rent(request.Cells.Length);
            Transfer(band, request.Window, exact.AsSpan(0, request.Cells.Length), _decimation[request.Band]);
            Interpret(exact.AsSpan(0, request.Cells.Length), header);
            System.Numerics.Tensors.TensorPrimitives.ConvertTruncating<double, T>(exact.AsSpan(0, request.Cells.Length), request.Cells);
            ArrayPool<double>.Shared.Return(exact);
        }
        else
        {
            Transfer(band, request.Window, request.Cells, _decimation[request.Band]);
            Interpret(request.Cells, header);
        }

        if (_isMasked[request.Band])
        {
            ApplyMask(NativeMethods.GDALGetMaskBand(band), request.Window, request.Cells);
        }
    }

    /// <summary>Stored numbers become values, and nodata NaN.</summary>
    private static void Interpret<T>(Span<T> cells, RasterBand band)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (band.DataType == RasterDataType.SByte)
        {
            foreach (ref var cell in cells)
            {
                cell = cell > T.CreateTruncating(sbyte.MaxValue) ? cell - T.CreateTruncating(256) : cell;
            }
        }

        if (band.NoData is { } noData && !double.IsNaN(noData))
        {
            var missing = T.CreateTruncating(noData);
            foreach (ref var cell in cells)
            {
                cell = cell == missing ? T.NaN : cell;
            }
        }

        if (band.Scale != 1 || band.Offset != 0)
        {
            var (scale, offset) = (T.CreateTruncating(band.Scale), T.CreateTruncating(band.Offset));
            foreach (ref var cell in cells)
            {
                cell = cell * scale + offset;
            }
        }
    }

    private void ApplyMask<T>(nint mask, RasterWindow window, Span<T> cells)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var valid = ArrayPool<byte>.Shared.Rent(cells.Length);
        // a cell made of several counts when at least half of them do
        Transfer(mask, window, valid.AsSpan(0, cells.Length), DataTypes.ToGdal(Resampling.Average));
        var threshold = window.Level < _storedLevels ? 1 : ValidMask;
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = valid[i] >= threshold ? cells[i] : T.NaN;
        }

        ArrayPool<byte>.Shared.Return(valid);
    }

    private void Transfer<T>(nint band, RasterWindow window, Span<T> cells, int decimation)
        where T : unmanaged
    {
        if (window.Level < _storedLevels)
        {
            var level = window.Level == 0 ? band : NativeMethods.GDALGetOverview(band, window.Level - 1);
            if (level == 0)
            {
                throw new RasterException("The file has lost its overviews.");
            }

            RasterTransfer.Read(level, window.Column, window.Row, window.Width, window.Height, cells);
            return;
        }

        var last = _storedLevels - 1;
        var from = last == 0 ? band : NativeMethods.GDALGetOverview(band, last - 1);
        var (stored, made) = (Info.Levels[last], Info.Levels[window.Level]);
        RasterTransfer.ReadMade(
            from, window, (double)stored.Width / made.Width, (double)stored.Height / made.Height, stored, cells, decimation);
    }

    private void CheckWindow(RasterWindow window, int band, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)band, (uint)Info.Bands.Count, nameof(band));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)window.Level, (uint)Info.Levels.Count, nameof(window));
        var level = Info.Levels[window.Level];
        if (window.Column < 0 || window.Row < 0 || window.Width < 1 || window.Height < 1
            || window.Column > level.Width - window.Width || window.Row > level.Height - window.Height)
        {
            throw new ArgumentOutOfRangeException(nameof(window), window, $"The window does not lie in a level of {level.Width} × {level.Height} cells.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(length, window.Width * window.Height, nameof(window));
    }

    private static bool HasMask(nint band, RasterBand header)
    {
        const int perDataset = 2, alpha = 4, noData = 8;
        var flags = NativeMethods.GDALGetMaskFlags(band);
        return header.Color != BandColor.Alpha && (flags & noData) == 0 && (flags & (perDataset | alpha)) != 0;
    }

    /// <summary>Opens a file, or what GDAL's warp makes of one that is turned or in a system that GeoSuite does not know.</summary>
    internal static DatasetHandle OpenDataset(string path)
    {
        // a file that calls itself GeoTIFF shall not be a list of addresses in another format
        var isTiff = Path.GetExtension(path).ToUpperInvariant() is ".TIF" or ".TIFF";
        var dataset = isTiff ? DatasetHandle.Open(path, "GTiff") : VrtFile.IsVrt(path) ? DatasetHandle.Open(path, "VRT") : DatasetHandle.Open(path);
        try
        {
            if (!RasterHeader.NeedsWarp(dataset.Pointer, path, out var toGeographic))
            {
                return dataset;
            }

            GdalError.Reset();
            var target = toGeographic ? SpatialReference.WktOf(Geodesy.Crs84.Instance) : null;
            const double exact = 0;
            var warped = NativeMethods.GDALAutoCreateWarpedVRT(dataset.Pointer, null, target, 0, exact, 0);
            return warped != 0 ? new DatasetHandle(warped, dataset) : throw GdalError.Exception($"{path} cannot be warped");
        }
        catch
        {
            dataset.Dispose();
            throw;
        }
    }

    private readonly ref struct Request<T>(RasterWindow window, int band, Span<T> cells)
    {
        internal RasterWindow Window { get; } = window;
        internal int Band { get; } = band;
        internal Span<T> Cells { get; } = cells;
    }
}
