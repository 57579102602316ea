using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using GeoCore.Tiling;

namespace GeoCore.Raster;

/// <summary>Samples where source columns depend on pixel columns alone and rows on rows: rows are blended as vectors, then columns are gathered.</summary>
internal sealed class SeparableSampler
{
    /// <summary>Rows of pixels done at a time, so that a large picture needs no large window.</summary>
    private const int StripHeight = 128;

    /// <summary>Share of the weights that must lie on cells with a value.</summary>
    internal const float SmallestValidWeight = 0.5f;

    private readonly SourceLattice _source;
    private readonly AxisTaps _columns;
    private readonly AxisTaps _rows;
    private readonly Resampling _resampling;
    private readonly int _width;
    private readonly int _height;

    internal SeparableSampler(SourceLattice source, in PixelGrid target, Resampling resampling)
    {
        (_source, _resampling, _width, _height) = (source, resampling, target.Width, target.Height);
        _columns = ColumnTaps(source, target, resampling);
        _rows = RowTaps(source, target, resampling);
    }

    internal void Sample(Func<int, BlockReader> readerOf, ReadOnlySpan<int> bands, PixelBuffer<float> pixels, CancellationToken cancellationToken)
    {
        if (_columns.IsEmpty || _rows.IsEmpty)
        {
            pixels.Values.Fill(float.NaN);
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
            if (_rows.Start(row) is not AxisTaps.Outside and var start)
            {
                (first, last) = (Math.Min(first, start), Math.Max(last, start + _rows.Weights(row).Length - 1));
            }
        }

        return (first, last);
    }

    private void SampleRow(int row, int firstRow, ReadOnlySpan<float> window, int windowWidth, Span<float> blend, Span<float> target)
    {
        var start = _rows.Start(row);
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
                    target[column] = _columns.Start(column) is not AxisTaps.Outside and var at
                        ? CellMode.Of(rows[(at - _columns.First)..], windowWidth, _columns.Weights(column).Length, rowWeights.Length)
                        : float.NaN;
                }

                break;
            default:
                blend = blend[..windowWidth];
                Blend(rows, rowWeights, blend);
                Mix(rows, windowWidth, rowWeights, blend, target);
                break;
        }
    }

    private void Gather(ReadOnlySpan<float> row, Span<float> target)
    {
        for (var column = 0; column < target.Length; column++)
        {
            var at = _columns.Start(column);
            target[column] = at == AxisTaps.Outside ? float.NaN : row[at - _columns.First];
        }
    }

    /// <summary>Weighted sum of source rows, column by column.</summary>
    private static void Blend(ReadOnlySpan<float> rows, ReadOnlySpan<float> weights, Span<float> blend)
    {
        var width = blend.Length;
        var i = 0;
        for (; i <= width - Vector<float>.Count; i += Vector<float>.Count)
        {
            var sum = new Vector<float>(rows[i..]) * weights[0];
            for (var k = 1; k < weights.Length; k++)
            {
                sum += new Vector<float>(rows[(k * width + i)..]) * weights[k];
            }

            sum.CopyTo(blend[i..]);
        }

        for (; i < width; i++)
        {
            var sum = rows[i] * weights[0];
            for (var k = 1; k < weights.Length; k++)
            {
                sum += rows[k * width + i] * weights[k];
            }

            blend[i] = sum;
        }
    }

    /// <summary>Weighted sum of blended columns, pixel by pixel. Where it is no number, a cell had none, and the pixel is done with care.</summary>
    private void Mix(ReadOnlySpan<float> rows, int windowWidth, ReadOnlySpan<float> rowWeights, ReadOnlySpan<float> blend, Span<float> target)
    {
        for (var column = 0; column < target.Length; column++)
        {
            var at = _columns.Start(column);
            if (at == AxisTaps.Outside)
            {
                target[column] = float.NaN;
                continue;
            }

            var weights = _columns.Weights(column);
            ref var cells = ref MemoryMarshal.GetReference(blend.Slice(at - _columns.First, weights.Length));
            var sum = cells * weights[0];
            for (var k = 1; k < weights.Length; k++)
            {
                sum += System.Runtime.CompilerServices.Unsafe.Add(ref cells, k) * weights[k];
            }

            target[column] = float.IsNaN(sum) ? ValidMean(rows[(at - _columns.First)..], windowWidth, weights, rowWeights) : sum;
        }
    }

    /// <summary>Mean over the cells that have a value, if they carry at least half of the weight, else NaN.</summary>
    private static float ValidMean(ReadOnlySpan<float> cells, int stride, ReadOnlySpan<float> columnWeights, ReadOnlySpan<float> rowWeights)
    {
        float sum = 0, weight = 0;
        for (var r = 0; r < rowWeights.Length; r++)
        {
            for (var c = 0; c < columnWeights.Length; c++)
            {
                var (value, share) = (cells[r * stride + c], rowWeights[r] * columnWeights[c]);
                if (!float.IsNaN(value) && share != 0)
                {
                    sum += value * share;
                    weight += share;
                }
            }
        }

        return weight >= SmallestValidWeight ? sum / weight : float.NaN;
    }

    private static AxisTaps ColumnTaps(SourceLattice source, in PixelGrid target, Resampling resampling)
    {
        var (centres, edges) = (new double[target.Width], new (double, double)[target.Width]);
        double[] zeros = new double[target.Width + 1], x = new double[target.Width + 1];
        for (var column = 0; column < target.Width; column++)
        {
            x[column] = target.CentreX(column);
        }

        ToSource(target, source, x.AsSpan(0, target.Width), zeros.AsSpan(0, target.Width), wantsX: true);
        var edgeX = new double[target.Width + 1];
        if (NeedsEdges(resampling))
        {
            for (var column = 0; column <= target.Width; column++)
            {
                edgeX[column] = target.CentreX(column - 0.5);
            }

            Array.Clear(zeros);
            ToSource(target, source, edgeX, zeros, wantsX: true);
        }

        for (var column = 0; column < target.Width; column++)
        {
            var turn = source.TurnTo(x[column]);
            centres[column] = source.Column(x[column] + turn);
            // an edge belongs to the turn of its pixel, not to its own
            edges[column] = (source.Column(Near(edgeX[column], x[column], source.Girth) + turn), source.Column(Near(edgeX[column + 1], x[column], source.Girth) + turn));
        }

        return AxisTaps.Of(edges, centres, source.Width, source.GoesRound, resampling);
    }

    private static AxisTaps RowTaps(SourceLattice source, in PixelGrid target, Resampling resampling)
    {
        var (centres, edges) = (new double[target.Height], new (double, double)[target.Height]);
        double[] zeros = new double[target.Height + 1], y = new double[target.Height + 1];
        for (var row = 0; row < target.Height; row++)
        {
            y[row] = target.CentreY(row);
        }

        ToSource(target, source, zeros.AsSpan(0, target.Height), y.AsSpan(0, target.Height), wantsX: false);
        var edgeY = new double[target.Height + 1];
        if (NeedsEdges(resampling))
        {
            for (var row = 0; row <= target.Height; row++)
            {
                edgeY[row] = target.CentreY(row - 0.5);
            }

            Array.Clear(zeros);
            ToSource(target, source, zeros, edgeY, wantsX: false);
        }

        for (var row = 0; row < target.Height; row++)
        {
            centres[row] = source.Row(y[row]);
            edges[row] = (source.Row(edgeY[row]), source.Row(edgeY[row + 1]));
        }

        return AxisTaps.Of(edges, centres, source.Height, goesRound: false, resampling);
    }

    private static bool NeedsEdges(Resampling resampling) => resampling is Resampling.Average or Resampling.Mode;

    /// <summary>The turn of an x that lies nearest to another.</summary>
    private static double Near(double x, double other, double girth) => double.IsFinite(girth) ? other + Math.IEEERemainder(x - other, girth) : x;

    /// <summary>Takes coordinates of the target to coordinates of the source in place; one of the two spans is of interest.</summary>
    private static void ToSource(in PixelGrid target, SourceLattice source, Span<double> x, Span<double> y, bool wantsX)
    {
        if (ReferenceEquals(target.Crs, source.Crs) || target.Crs.IsGeographic && source.Crs.IsGeographic)
        {
            return; // degrees stay degrees, metres metres
        }

        target.Crs.ToGeographic(x, y, x, y);
        if (wantsX)
        {
            y.Clear(); // any latitude will do, and this one exists in every system
        }
        else
        {
            x.Clear();
        }

        source.Crs.FromGeographic(x, y, x, y);
    }
}
