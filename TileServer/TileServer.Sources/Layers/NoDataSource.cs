using System.Numerics;
using GeoCore.Raster;

namespace TileServer.Sources.Layers;

/// <summary>A raster in which one more value means nodata, so that kernels leave it out. Does not own the raster.</summary>
internal sealed class NoDataSource(IRasterSource source, double noData) : IRasterSource
{
    public RasterInfo Info => source.Info;

    public void Read(RasterWindow window, int band, Span<float> cells)
    {
        source.Read(window, band, cells);
        Hide(cells, (float)noData);
    }

    public void Read(RasterWindow window, int band, Span<double> cells)
    {
        source.Read(window, band, cells);
        Hide(cells, noData);
    }

    public void Dispose()
    {
    }

    private static void Hide<T>(Span<T> cells, T noData)
        where T : IFloatingPointIeee754<T>
    {
        foreach (ref var cell in cells)
            cell = cell == noData ? T.NaN : cell;
    }
}
