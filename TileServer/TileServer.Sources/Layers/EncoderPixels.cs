using System.Buffers;
using GeoCore.Encoding;
using GeoCore.Encoding.Lattice;
using GeoCore.Raster;
using GeoCore.Tiling;

namespace TileServer.Sources.Layers;

/// <summary>Evaluates an encoder on a window of pixels, in strips, so that the logits of many classes need no large buffer.</summary>
internal static class EncoderPixels
{
    /// <summary>Rows of a strip: the largest cell of an adaptive evaluation, so that no cell is evaluated for two strips of a tile.</summary>
    private const int StripHeight = 256;

    internal static void Render(
        LocationEncoder encoder, IReadOnlyList<EncoderQuantity> planes, PixelGrid grid, PixelBuffer<float> values, LatticeOptions lattice, CancellationToken cancellationToken)
    {
        var outputs = encoder.OutputCount;
        var logits = ArrayPool<float>.Shared.Rent(checked(Math.Min(grid.Height, StripHeight) * grid.Width * outputs));
        try
        {
            for (var first = 0; first < grid.Height;)
            {
                var inStrip = (int)(((grid.Row + first) % StripHeight + StripHeight) % StripHeight);
                var strip = grid with { Row = grid.Row + first, Height = Math.Min(StripHeight - inStrip, grid.Height - first) };
                encoder.EvaluateLattice(strip, logits, lattice, cancellationToken);
                for (var plane = 0; plane < planes.Count; plane++)
                    planes[plane].Convert(logits.AsSpan(0, strip.PixelCount * outputs), outputs, values.Band(plane).Slice(first * grid.Width, strip.PixelCount));
                first += strip.Height;
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(logits);
        }
    }
}
