using GeoCore.Geodesy;
using GeoCore.Raster;
using NetTopologySuite.Geometries;

namespace TileServer.Tests.Sources;

/// <summary>A raster whose cells are a function of column, row and band. Counts reads, can fail, and can wait for a signal.</summary>
internal sealed class MemoryRaster(RasterInfo info, Func<int, int, int, double> cell) : IRasterSource
{
    private int _reads;

    public RasterInfo Info { get; } = info;

    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Called before every read; what it throws is the fault of the file.</summary>
    public Action? BeforeRead { get; set; }

    public bool IsDisposed { get; private set; }

    /// <summary>A raster of the whole Earth in degrees.</summary>
    public static MemoryRaster OfWorld(
        int width, int height, Func<int, int, int, double> cell, RasterBand[]? bands = null, string digest = "memory", bool withOverviews = false)
    {
        var levels = new List<RasterLevel> { new(width, height, 64, 64) };
        while (withOverviews && levels[^1] is { Width: > 64, Height: > 32 } last)
            levels.Add(new RasterLevel((last.Width + 1) / 2, (last.Height + 1) / 2, 64, 64));
        return new MemoryRaster(new RasterInfo(Crs84.Instance, new Envelope(-180, 180, -90, 90), levels, bands ?? [Band()], digest), cell);
    }

    public static RasterBand Band(
        string name = "Band 1", RasterDataType type = RasterDataType.Float32, double? noData = null, BandColor color = BandColor.Undefined,
        IReadOnlyList<uint>? palette = null, IReadOnlyList<string>? names = null, string? unit = null) =>
        new(name, type, noData, color, unit, 1, 0, palette, names);

    public void Read(RasterWindow window, int band, Span<float> cells)
    {
        var values = new double[cells.Length];
        Read(window, band, values);
        for (var i = 0; i < cells.Length; i++)
            cells[i] = (float)values[i];
    }

    public void Read(RasterWindow window, int band, Span<double> cells)
    {
        Interlocked.Increment(ref _reads);
        BeforeRead?.Invoke();
        for (var row = 0; row < window.Height; row++)
        {
            for (var column = 0; column < window.Width; column++)
            {
                // an overview cell holds the mean of what it covers, as far as one cell of the middle stands for it
                var step = 1 << window.Level;
                var value = cell(((window.Column + column) * step) + (step / 2), ((window.Row + row) * step) + (step / 2), band);
                cells[(row * window.Width) + column] = Info.Bands[band].NoData == value ? double.NaN : value;
            }
        }
    }

    public void Dispose() => IsDisposed = true;
}
