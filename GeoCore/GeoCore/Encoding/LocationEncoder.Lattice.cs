using GeoCore.Encoding.Harmonics;
using GeoCore.Encoding.Lattice;
using GeoCore.Tiling;

namespace GeoCore.Encoding;

/// <summary>Windows of a lattice of pixels, evaluated only where the field asks for it.</summary>
public sealed partial class LocationEncoder
{
    private const int LargestCell = 256;
    private const int LargestWindow = 1024;

    /// <summary>Nodes are never further apart than this part of the shortest wave of the harmonics, 360° / L.</summary>
    private const double WavePart = 1.0 / 8;

    /// <summary>Largest distance of nodes where the encoding is not harmonic, degrees.</summary>
    private const double UsualSpacing = 1;

    /// <summary>Logits at the pixels of a window. A pixel's logits depend on its global column and row, never on the window.</summary>
    /// <param name="grid">The window, of any reference system; rows beyond a pole stand on it.</param>
    /// <param name="logits">Receives [rows, columns, <see cref="OutputCount"/>]; NaN where the projection has no inverse.</param>
    /// <param name="options">Tolerance, or that every pixel is evaluated.</param>
    /// <param name="cancellationToken">Looked at once a row.</param>
    /// <returns>How many places were evaluated.</returns>
    /// <exception cref="ArgumentException">There is no room for all logits, or the tolerance is not positive.</exception>
    /// <remarks>
    /// Logits are interpolated in cells of the global lattice by polynomials of degree 8 through 81 pixels and checked at 34 others; cells that fail
    /// are split until every pixel is evaluated. Where classes compete so closely that interpolation could change the winner, pixels are evaluated.
    /// </remarks>
    public LatticeReport EvaluateLattice(PixelGrid grid, Memory<float> logits, LatticeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Parallelism, 1);
        if (!(options.Tolerance > 0))
            throw new ArgumentException($"A tolerance of {options.Tolerance} is not positive.", nameof(options));
        if (logits.Length < (long)grid.Width * grid.Height * OutputCount)
            throw new ArgumentException($"{grid.Height} rows of {grid.Width} pixels do not fit into {logits.Length} logits of {OutputCount}.", nameof(logits));
        var cellSize = options.Exact ? LatticeCell.Intervals : CellSize(grid);
        if (options.Exact && grid.Crs.IsSeparable)
        {
            Exactly(grid, logits, options.Parallelism, cancellationToken);
            return new LatticeReport(grid.PixelCount, grid.PixelCount);
        }

        long evaluated = 0;
        foreach (var part in Parts(grid))
        {
            var whole = part.Width == grid.Width;
            var target = whole ? logits.Slice((int)(part.Row - grid.Row) * grid.Width * OutputCount) : new float[part.PixelCount * OutputCount];
            using var evaluation = new LatticeEvaluation(
                part, target, this, options.Tolerance, cellSize, places => new LatticeSampler(this, _separable.Value, places, options.Parallelism, cancellationToken));
            evaluated += evaluation.Run();
            if (!whole)
                CopyPart(grid, part, target.Span, logits.Span);
        }

        return new LatticeReport(grid.PixelCount, evaluated);
    }

    private int CellSize(PixelGrid grid)
    {
        var spacing = Encoding is SphericalHarmonics harmonics ? 360.0 / harmonics.Degrees * WavePart : UsualSpacing;
        var size = LargestCell;
        while (size > LatticeCell.Intervals && LatticePlaces.PixelDegrees(grid) * size / LatticeCell.Intervals > spacing)
        {
            size /= 2;
        }

        return size;
    }

    private void Exactly(PixelGrid grid, Memory<float> logits, int parallelism, CancellationToken cancellationToken)
    {
        var places = new LatticePlaces(grid, grid.Column, grid.Row);
        double[] longitudes = [.. Enumerable.Range(0, grid.Width).Select(places.Longitude)];
        double[] latitudes = [.. Enumerable.Range(0, grid.Height).Select(places.Latitude)];
        EvaluateGrid(longitudes, latitudes, logits, parallelism, cancellationToken);
    }

    /// <summary>Large windows go in parts, so that working memory is bounded.</summary>
    private static IEnumerable<PixelGrid> Parts(PixelGrid grid)
    {
        for (var row = 0; row < grid.Height; row += LargestWindow)
        {
            for (var column = 0; column < grid.Width; column += LargestWindow)
            {
                yield return grid with
                {
                    Column = grid.Column + column,
                    Row = grid.Row + row,
                    Width = Math.Min(LargestWindow, grid.Width - column),
                    Height = Math.Min(LargestWindow, grid.Height - row),
                };
            }
        }
    }

    private void CopyPart(PixelGrid grid, PixelGrid part, ReadOnlySpan<float> source, Span<float> target)
    {
        var length = part.Width * OutputCount;
        for (var row = 0; row < part.Height; row++)
        {
            var start = (((part.Row - grid.Row + row) * grid.Width) + part.Column - grid.Column) * OutputCount;
            source.Slice(row * length, length).CopyTo(target.Slice((int)start, length));
        }
    }
}
