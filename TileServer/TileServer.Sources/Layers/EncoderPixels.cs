using System.Buffers;
using GeoCore.Artifacts;
using GeoCore.Encoding.Lattice;
using GeoCore.Raster;
using GeoCore.Tiling;

namespace TileServer.Sources.Layers;

/// <summary>Evaluates an encoder on a window of pixels, in strips, so that the logits of many classes need no large buffer.</summary>
internal static class EncoderPixels
{
    /// <summary>Rows of a strip: the largest cell of an adaptive evaluation, so that no cell is evaluated for two strips of a tile.</summary>
    private const int StripHeight = 256;

    /// <summary>An uncertainty moves up to this many times as far as a probability when a logit does, at deviations of the logit up to as many.</summary>
    private const double LogitShare = 4;

    /// <summary>A standard deviation of at most 0.5 moves by at most a quarter of what ln of the variance does; half of the step is left to the logits.</summary>
    private const double SpreadShare = 2;

    /// <summary>Evaluates planes.</summary>
    /// <param name="artifact">The encoder, with its posterior where a plane needs it.</param>
    /// <param name="planes">Wanted.</param>
    /// <param name="grid">Where.</param>
    /// <param name="values">Receives [planes, rows, columns].</param>
    /// <param name="lattice">Tolerance in units of the planes.</param>
    /// <param name="cancellationToken">Looked at once a row.</param>
    internal static void Render(
        LocationEncoderArtifact artifact, IReadOnlyList<EncoderQuantity> planes, PixelGrid grid, PixelBuffer<float> values, LatticeOptions lattice, CancellationToken cancellationToken)
    {
        var encoder = artifact.Encoder;
        var outputs = encoder.OutputCount;
        var isUncertain = planes.Any(plane => plane.NeedsSpread);
        var ofLogits = isUncertain ? lattice with { Tolerance = lattice.Tolerance / LogitShare } : lattice;
        var ofSpread = lattice with { Tolerance = lattice.Tolerance * SpreadShare };
        var places = checked(Math.Min(grid.Height, StripHeight) * grid.Width);
        var logits = ArrayPool<float>.Shared.Rent(checked(places * outputs));
        var spread = ArrayPool<float>.Shared.Rent(isUncertain ? places : 0);
        try
        {
            for (var first = 0; first < grid.Height;)
            {
                var inStrip = (int)(((grid.Row + first) % StripHeight + StripHeight) % StripHeight);
                var strip = grid with { Row = grid.Row + first, Height = Math.Min(StripHeight - inStrip, grid.Height - first) };
                encoder.EvaluateLattice(strip, logits, ofLogits, cancellationToken);
                if (isUncertain)
                    artifact.Spread!.EvaluateLattice(strip, spread, ofSpread, cancellationToken);
                for (var plane = 0; plane < planes.Count; plane++)
                {
                    planes[plane].Convert(
                        logits.AsSpan(0, strip.PixelCount * outputs), outputs, spread.AsSpan(0, isUncertain ? strip.PixelCount : 0), values.Band(plane).Slice(first * grid.Width, strip.PixelCount));
                }

                first += strip.Height;
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(logits);
            ArrayPool<float>.Shared.Return(spread);
        }
    }
}
