using System.Buffers;
using GeoCore.Tiling;

namespace GeoCore.Raster;

/// <summary>Samples where source columns depend on pixel columns alone and rows on rows: rows are blended as vectors, then columns are gathered.</summary>
internal sealed class SeparableSampler
{
    /// <summary>Rows of pixels done at a time, so that a large picture needs no large window.</summary>
    private const int StripHeight = 128;

    private readonly SourceLattice _source;
    private readonly AxisTaps _columns;
    private readonly AxisTaps _rows;
    private readonly Resampling _resampling;
    private readonly int _width;
    private readonly int _height;

    internal SeparableSampler(SourceLattice source, in PixelGrid target, Resampling resampling)
    {
        (_source, _resampling, _width, _height) = (source, resampling, target.Width, target.Height);
        _columns = SeparableTaps.OfColumns(source, target, resampling);
        _rows = SeparableTaps.OfRows(source, target, resampling);
    }

    internal void Sample(Func<int, BlockReader> readerOf, ReadOnlySpan<int> bands, PixelBuffer<float> pixels, CancellationToken cancellationToken)
    {
        if (_columns.IsEmpty || _rows.IsEmpty)
        {
            for (var i = 0; i < bands.Length; i++)
            {
                pixels.Band(i).Fill(float.NaN);
            }

            return;
        }

        var windowWidth = _columns.Last - _columns.First + 1;
        for (var top = 0; top < _height; top += StripHeight)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bottom = Math.Min(_height, top + StripHeight);
            var (first, last) = RowRange(top, bottom);
            if (first > last)
            {
                for (var i = 0; i < bands.Length; i++)
                {
                    pixels.Band(i)[(top * _width)..(bottom * _width)].Fill(float.NaN);
                }

                continue;
            }

            var window = ArrayPool<float>.Shared.Rent(windowWidth * (last - first + 1));
            var blend = ArrayPool<float>.Shared.Rent(windowWidth);
            try
            {
                for (var i = 0; i < bands.Length; i++)
                {
                    readerOf(bands[i]).Copy(_columns.First, first, windowWidth, last - first + 1, _source.GoesRound, window);
                    for (var row = top; row < bottom; row++)
                    {
                        SampleRow(row, first, window, windowWidth, blend, pixels.Band(i).Slice(row * _width, _width));
                    }
                }
            }
            finally
            {
                ArrayPool<float>.Shared.Return(window);
                ArrayPool<float>.Shared.Return(blend);
            }
        }
    }

    private (int First, int Last) RowRange(int top, int bottom)
    {
        int first = int.MaxValue, last = int.MinValue;
        for (var row = top; row < bottom; row++)
        {
            if (_rows.Starts[row] is not AxisTaps.Outside and var start)
            {
                (first, last) = (Math.Min(first, start), Math.Max(last, start + _rows.Weights(row).Length - 1));
            }
        }

        return (first, last);
    }

    private void SampleRow(int row, int firstRow, ReadOnlySpan<float> window, int windowWidth, Span<float> blend, Span<float> target)
    {
        var start = _rows.Starts[row];
        if (start == AxisTaps.Outside)
        {
            target.Fill(float.NaN);
            return;
        }

        var rows = window[((start - firstRow) * windowWidth)..];
        var rowWeights = _rows.Weights(row);
        switch (_resampling)
        {
            case Resampling.Nearest:
                Gather(rows, target);
                break;
            case Resampling.Mode:
                for (var column = 0; column < target.Length; column++)
                {
                    target[column] = _columns.Starts[column] is not AxisTaps.Outside and var at
                        ? CellMode.Of(rows[(at - _columns.First)..], windowWidth, _columns.Weights(column).Length, rowWeights.Length)
                        : float.NaN;
                }

                break;
            default:
                RowBlend.Of(rows, rowWeights, blend[..windowWidth]);
                Mix(rows, windowWidth, rowWeights, blend, target);
                break;
        }
    }

    private void Gather(ReadOnlySpan<float> row, Span<float> target)
    {
        var starts = _columns.Starts[..target.Length];
        var first = _columns.First;
        for (var column = 0; column < target.Length; column++)
        {
            target[column] = starts[column] == AxisTaps.Outside ? float.NaN : row[starts[column] - first];
        }
    }

    /// <summary>Weighted sum of blended columns, pixel by pixel. Where it is no number, a cell had none, and the pixel is done with care.</summary>
    private void Mix(ReadOnlySpan<float> rows, int windowWidth, ReadOnlySpan<float> rowWeights, ReadOnlySpan<float> blend, Span<float> target)
    {
        ReadOnlySpan<int> starts = _columns.Starts[..target.Length];
        var weights = _columns.AllWeights;
        var first = _columns.First;
        var isLinear = _resampling == Resampling.Bilinear;
        for (var column = 0; column < target.Length; column++)
        {
            var start = starts[column];
            if (start == AxisTaps.Outside)
            {
                target[column] = float.NaN;
                continue;
            }

            var cells = blend[(start - first)..];
            float value;
            if (isLinear)
            {
                value = cells[0] + (cells[1] - cells[0]) * weights[1];
                weights = weights[2..];
            }
            else
            {
                value = Sum(cells, _columns.Weights(column));
            }

            target[column] = float.IsNaN(value) ? CellMean.Of(rows[(start - first)..], windowWidth, _columns.Weights(column), rowWeights) : value;
        }
    }

    private static float Sum(ReadOnlySpan<float> cells, ReadOnlySpan<float> weights)
    {
        var origin = cells[0];
        float sum = 0;
        for (var k = 1; k < weights.Length; k++)
        {
            sum += (cells[k] - origin) * weights[k];
        }

        return origin + sum;
    }
}
