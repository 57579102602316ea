using System.Buffers;
using GeoCore.Tiling;

namespace GeoCore.Raster;

/// <summary>Samples where a pixel's place in the source depends on both its column and its row, square by square.</summary>
internal sealed class ScatteredSampler
{
    /// <summary>A group of pixels whose window has more cells than this for each of them is cut in four: it lies on both sides of a tear.</summary>
    private const int LargestShare = 16;

    /// <summary>Cells that are no reason to cut a group.</summary>
    private const int SmallWindow = 72 * 72;

    private readonly PixelGrid _target;
    private readonly Resampling _resampling;
    private readonly SourceLattice _source;
    private readonly SquarePlaces _places;

    internal ScatteredSampler(SourceLattice source, in PixelGrid target, Resampling resampling)
    {
        (_source, _target, _resampling) = (source, target, resampling);
        _places = new SquarePlaces(source, target, resampling);
    }

    internal void Sample(Func<int, BlockReader> readerOf, ReadOnlySpan<int> bands, PixelBuffer<float> pixels, CancellationToken cancellationToken)
    {
        var readers = new BlockReader[bands.Length];
        for (var i = 0; i < readers.Length; i++)
        {
            readers[i] = readerOf(bands[i]);
        }

        const int size = TransformSquare.Size;
        var window = ArrayPool<float>.Shared.Rent(LargestShare * size * size + SmallWindow);
        try
        {
            // squares begin at multiples of their size in the endless lattice
            for (var row = -Modulo(_target.Row); row < _target.Height; row += size)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (var column = -Modulo(_target.Column); column < _target.Width; column += size)
                {
                    _places.Fill(column, row);
                    var part = new SquarePart(
                        Math.Max(0, -column), Math.Max(0, -row), Math.Min(size, _target.Width - column), Math.Min(size, _target.Height - row));
                    Sample(readers, pixels, (column, row), part, window);
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(window);
        }
    }

    private static int Modulo(long value) => (int)((value % TransformSquare.Size + TransformSquare.Size) % TransformSquare.Size);

    /// <summary>Samples a part of a square from one window of cells, or cuts it in four.</summary>
    private void Sample(BlockReader[] readers, PixelBuffer<float> pixels, (int Column, int Row) square, SquarePart part, float[] window)
    {
        if (part.Count == 0)
        {
            return;
        }

        var bounds = _places.Bounds(part);
        if (part.Count > 1 && (double)bounds.Width * bounds.Height > (double)LargestShare * part.Count + SmallWindow)
        {
            for (var quarter = 0; quarter < 4; quarter++)
            {
                Sample(readers, pixels, square, part.Quarter(quarter), window);
            }

            return;
        }

        for (var band = 0; band < readers.Length; band++)
        {
            if (bounds.Width > 0)
            {
                readers[band].Copy(bounds.Column, bounds.Row, bounds.Width, bounds.Height, _source.GoesRound, window);
            }

            for (var row = part.Top; row < part.Bottom; row++)
            {
                SampleRow(window, bounds, part, row, pixels.Band(band).Slice((square.Row + row) * _target.Width, _target.Width), square.Column);
            }
        }
    }

    private void SampleRow(ReadOnlySpan<float> window, RasterWindow bounds, SquarePart part, int row, Span<float> target, int shift)
    {
        Span<float> columnWeights = stackalloc float[SquarePlaces.LargestWeights], rowWeights = stackalloc float[SquarePlaces.LargestWeights];
        for (var column = part.Left; column < part.Right; column++)
        {
            if (!_places.TryGet(column, row, out var x, out var y))
            {
                target[shift + column] = float.NaN;
                continue;
            }

            var (edgesX, edgesY) = _places.Edges(column, row, x, y);
            var (left, width) = AxisKernel.Fill(_resampling, edgesX, x, _source.Width, _source.GoesRound, columnWeights);
            var (top, height) = AxisKernel.Fill(_resampling, edgesY, y, _source.Height, goesRound: false, rowWeights);
            var cells = window[((top - bounds.Row) * bounds.Width + left - bounds.Column)..];
            target[shift + column] = Value(cells, bounds.Width, columnWeights[..width], rowWeights[..height]);
        }
    }

    private float Value(ReadOnlySpan<float> cells, int stride, ReadOnlySpan<float> columnWeights, ReadOnlySpan<float> rowWeights)
    {
        switch (_resampling)
        {
            case Resampling.Nearest:
                return cells[0];
            case Resampling.Mode:
                return CellMode.Of(cells, stride, columnWeights.Length, rowWeights.Length);
            case Resampling.Bilinear:
                var west = cells[0] + (cells[stride] - cells[0]) * rowWeights[1];
                var east = cells[1] + (cells[stride + 1] - cells[1]) * rowWeights[1];
                var value = west + (east - west) * columnWeights[1];
                return float.IsNaN(value) ? CellMean.Of(cells, stride, columnWeights, rowWeights) : value;
            default:
                return CellMean.Of(cells, stride, columnWeights, rowWeights);
        }
    }
}
