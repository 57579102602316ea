using GeoCore.Raster;
using GeoCore.Tiling;
using TileServer.Sources.Styles;

namespace TileServer.Sources.Layers;

/// <summary>Looks at a bounded number of a layer's cells: a coarse level of it, or where there is none, windows spread evenly over the coarsest.</summary>
internal static class LayerSample
{
    private const int Along = 4;

    /// <summary>Parts of a sample of equal size.</summary>
    private const int Quantiles = 255;

    /// <summary>Statistics of each plane.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="options">Bands, expression, quantity, nodata.</param>
    internal static BandStatistics[] StatisticsOf(Layer layer, RenderOptions options) => [.. Draw(layer, options).Select(sample => BandStatistics.Of(sample))];

    /// <summary>Quantiles of the only plane, as NumPy has them; none where there is no value.</summary>
    internal static float[] QuantilesOf(Layer layer, RenderOptions options)
    {
        float[] values = [.. Draw(layer, options)[0].Where(float.IsFinite).Order()];
        if (values.Length == 0)
            return [];
        var quantiles = new float[Quantiles + 1];
        for (var i = 0; i <= Quantiles; i++)
        {
            var place = (double)i / Quantiles * (values.Length - 1);
            var lower = Math.Min((int)place, Math.Max(values.Length - 2, 0));
            var upper = Math.Min(lower + 1, values.Length - 1);
            quantiles[i] = (float)(values[lower] + ((values[upper] - (double)values[lower]) * (place - lower)));
        }

        return quantiles;
    }

    private static float[][] Draw(Layer layer, RenderOptions options)
    {
        var planes = layer.PlanesOf(options);
        var windows = WindowsOf(layer);
        options = options with { Resampling = Resampling.Nearest };
        var length = windows.Sum(window => window.PixelCount);
        var samples = planes.Select(_ => new float[length]).ToArray();
        var first = 0;
        foreach (var window in windows)
        {
            var values = new PixelBuffer<float>(planes.Count, window.Width, window.Height);
            layer.Render(window, options, values, CancellationToken.None);
            for (var plane = 0; plane < planes.Count; plane++)
                values.Band(plane).CopyTo(samples[plane].AsSpan(first));
            first += window.PixelCount;
        }

        return samples;
    }

    private static List<PixelGrid> WindowsOf(Layer layer)
    {
        var most = Math.Min(RasterStatistics.MostCells, layer.UsualZonePixels);
        PixelGrid last = default;
        int? level = -1;
        foreach (var lattice in layer.Lattices)
        {
            // beyond the last level larger cells cost as much as all of its own
            if (lattice.Level is not null && lattice.Level == level)
                break;
            (last, level) = (lattice.Cells, lattice.Level);
            if ((long)last.Width * last.Height <= most)
                return [last];
        }

        var edge = (int)Math.Sqrt(most) / Along;
        int width = Math.Min(edge, last.Width), height = Math.Min(edge, last.Height);
        var windows = new List<PixelGrid>(Along * Along);
        for (var row = 0; row < Along; row++)
        {
            for (var column = 0; column < Along; column++)
            {
                windows.Add(last with
                {
                    Column = last.Column + ((long)(last.Width - width) * column / (Along - 1)),
                    Row = last.Row + ((long)(last.Height - height) * row / (Along - 1)),
                    Width = width,
                    Height = height,
                });
            }
        }

        return windows;
    }
}
