using System.Collections.Concurrent;
using GeoCore.Geodesy;
using GeoCore.Raster;
using NetTopologySuite.Geometries;

namespace GeoCore.Tests.Raster;

/// <summary>A raster whose cells are a function of band, level, column and row; keeps account of its reads.</summary>
internal sealed class FunctionRaster : IRasterSource
{
    private readonly Func<int, int, int, int, float> _cell;

    internal FunctionRaster(string crs, Envelope envelope, int width, int height, Func<int, int, int, int, float> cell, int bands = 1, int block = 64, int levels = 8)
    {
        _cell = cell;
        var sizes = new List<RasterLevel> { new(width, height, block, block) };
        while (sizes.Count < levels && sizes[^1].Width > 1 && sizes[^1].Height > 1)
        {
            sizes.Add(new RasterLevel((sizes[^1].Width + 1) / 2, (sizes[^1].Height + 1) / 2, block, block));
        }

        var band = new RasterBand("value", RasterDataType.Float32, null, BandColor.Undefined, null, 1, 0, null, null);
        Info = new RasterInfo(CoordinateReferenceSystems.Parse(crs), envelope, sizes, [.. Enumerable.Repeat(band, bands)], "function");
    }

    public RasterInfo Info { get; }

    /// <summary>How often each window was read.</summary>
    internal ConcurrentDictionary<(RasterWindow Window, int Band), int> Reads { get; } = new();

    /// <summary>Called before each read.</summary>
    internal Action? OnRead { get; set; }

    /// <summary>Noise without a pattern, 0 to 255, whole.</summary>
    internal static float Noise(int band, int level, int column, int row)
    {
        var hash = unchecked((uint)(column * 73856093 ^ row * 19349663 ^ level * 83492791 ^ band * 2654435));
        hash = unchecked((hash ^ hash >> 15) * 2246822519u);
        return unchecked((hash ^ hash >> 13) * 3266489917u) >> 24;
    }

    public void Read(RasterWindow window, int band, Span<float> cells)
    {
        OnRead?.Invoke();
        Reads.AddOrUpdate((window, band), 1, (_, count) => count + 1);
        for (var i = 0; i < window.Width * window.Height; i++)
        {
            cells[i] = _cell(band, window.Level, window.Column + i % window.Width, window.Row + i / window.Width);
        }
    }

    public void Read(RasterWindow window, int band, Span<double> cells) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
