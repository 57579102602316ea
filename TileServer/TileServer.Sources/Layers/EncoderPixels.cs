using System.Buffers;
using GeoCore.Encoding;
using GeoCore.Raster;
using GeoCore.Tiling;

namespace TileServer.Sources.Layers;

/// <summary>Evaluates an encoder at pixel centres, a few rows at a time, so that the logits of all classes stay in the cache.</summary>
internal static class EncoderPixels
{
    private const int RowsTogether = 16;

    internal static void Render(
        LocationEncoder encoder, IReadOnlyList<EncoderQuantity> planes, PixelGrid grid, PixelBuffer<float> values, CancellationToken cancellationToken)
    {
        var rented = ArrayPool<float>.Shared.Rent(checked(RowsTogether * grid.Width * encoder.OutputCount));
        try
        {
            if (grid.Crs.IsSeparable)
                RenderRows(encoder, planes, grid, values, rented, cancellationToken);
            else
                RenderPlaces(encoder, planes, grid, values, rented, cancellationToken);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private static void RenderRows(
        LocationEncoder encoder, IReadOnlyList<EncoderQuantity> planes, PixelGrid grid, PixelBuffer<float> values, float[] logits, CancellationToken cancellationToken)
    {
        var longitudes = new double[grid.Width];
        var latitudes = new double[grid.Height];
        grid.GetSeparableCentres(longitudes, latitudes);
        for (var first = 0; first < grid.Height; first += RowsTogether)
        {
            var rows = Math.Min(RowsTogether, grid.Height - first);
            encoder.EvaluateGrid(longitudes, latitudes.AsMemory(first, rows), logits, 1, cancellationToken);
            Convert(planes, logits, encoder.OutputCount, values, first * grid.Width, rows * grid.Width);
        }
    }

    private static void RenderPlaces(
        LocationEncoder encoder, IReadOnlyList<EncoderQuantity> planes, PixelGrid grid, PixelBuffer<float> values, float[] logits, CancellationToken cancellationToken)
    {
        var longitudes = new double[grid.Width];
        var latitudes = new double[grid.Width];
        for (var row = 0; row < grid.Height; row++)
        {
            grid.GetRowCentres(row, longitudes, latitudes);
            var hasGaps = HideGaps(longitudes, latitudes, out var isGap);
            encoder.Evaluate(longitudes, latitudes, logits, cancellationToken);
            Convert(planes, logits, encoder.OutputCount, values, row * grid.Width, grid.Width);
            for (var column = 0; hasGaps && column < grid.Width; column++)
            {
                for (var plane = 0; isGap[column] && plane < planes.Count; plane++)
                    values.Band(plane)[(row * grid.Width) + column] = float.NaN;
            }
        }
    }

    /// <summary>Puts places without longitude and latitude (beyond the edge of a projection) somewhere harmless, and remembers them.</summary>
    private static bool HideGaps(double[] longitudes, double[] latitudes, out bool[] isGap)
    {
        isGap = [];
        for (var column = 0; column < longitudes.Length; column++)
        {
            if (double.IsFinite(longitudes[column]) && latitudes[column] is >= -90 and <= 90)
                continue;
            isGap = isGap.Length > 0 ? isGap : new bool[longitudes.Length];
            isGap[column] = true;
            (longitudes[column], latitudes[column]) = (0, 0);
        }

        return isGap.Length > 0;
    }

    private static void Convert(
        IReadOnlyList<EncoderQuantity> planes, float[] logits, int outputs, PixelBuffer<float> values, int first, int count)
    {
        for (var plane = 0; plane < planes.Count; plane++)
            planes[plane].Convert(logits.AsSpan(0, count * outputs), outputs, values.Band(plane).Slice(first, count));
    }
}
