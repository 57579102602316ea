using System.Buffers;
using GeoCore.Tiling;

namespace GeoCore.Raster;

/// <summary>Samples where a pixel's place in the source depends on both its column and its row.</summary>
internal sealed class ScatteredSampler
{
    /// <summary>Cells under one pixel that are looked at, at most, each way; more only occur where a projection tears.</summary>
    private const int LargestFootprint = 64;

    private readonly SourceLattice _source;
    private readonly Resampling _resampling;
    private readonly TransformLattice _centres;
    private readonly TransformLattice? _corners;
    private readonly int _width;
    private readonly int _height;

    internal ScatteredSampler(SourceLattice source, in PixelGrid target, Resampling resampling, CancellationToken cancellationToken)
    {
        (_source, _resampling, _width, _height) = (source, resampling, target.Width, target.Height);
        _centres = TransformLattice.Of(source, target, corners: false, cancellationToken);
        _corners = resampling is Resampling.Average or Resampling.Mode ? TransformLattice.Of(source, target, corners: true, cancellationToken) : null;
    }

    internal void Sample(Func<int, BlockReader> readerOf, ReadOnlySpan<int> bands, PixelBuffer<float> pixels, CancellationToken cancellationToken)
    {
        for (var i = 0; i < bands.Length; i++)
        {
            var reader = readerOf(bands[i]);
            var target = pixels.Band(i);
            for (var row = 0; row < _height; row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (var column = 0; column < _width; column++)
                {
                    target[row * _width + column] = Pixel(reader, column, row);
                }
            }
        }
    }

    private float Pixel(BlockReader reader, int column, int row)
    {
        double x = _centres.Columns[row * _width + column], y = _centres.Rows[row * _width + column];
        if (!(x >= 0 && x < _source.Width && y >= 0 && y < _source.Height))
        {
            return float.NaN;
        }

        return _resampling switch
        {
            Resampling.Nearest => reader[(int)x, (int)y],
            Resampling.Bilinear or Resampling.Cubic => Kernel(reader, x, y),
            _ => Footprint(reader, x, y, column, row),
        };
    }

    private float Kernel(BlockReader reader, double x, double y)
    {
        var columns = AxisTaps.Of([default], [x], _source.Width, _source.GoesRound, _resampling);
        var rows = AxisTaps.Of([default], [y], _source.Height, goesRound: false, _resampling);
        return Mean(reader, columns, rows);
    }

    /// <summary>The rectangle around the pixel's corners stands for the pixel.</summary>
    private float Footprint(BlockReader reader, double x, double y, int column, int row)
    {
        Span<double> xs = stackalloc double[4], ys = stackalloc double[4];
        for (var corner = 0; corner < 4; corner++)
        {
            var at = (row + corner / 2) * (_width + 1) + column + corner % 2;
            xs[corner] = _corners!.Columns[at] - x;
            xs[corner] = _source.GoesRound ? Math.IEEERemainder(xs[corner], _source.Width) : xs[corner];
            ys[corner] = _corners.Rows[at] - y;
        }

        var (west, east) = (System.Numerics.Tensors.TensorPrimitives.Min<double>(xs), System.Numerics.Tensors.TensorPrimitives.Max<double>(xs));
        var (north, south) = (System.Numerics.Tensors.TensorPrimitives.Min<double>(ys), System.Numerics.Tensors.TensorPrimitives.Max<double>(ys));
        if (!(east - west < LargestFootprint && south - north < LargestFootprint))
        {
            return reader[(int)x, (int)y];
        }

        var columns = AxisTaps.Of([(x + west, x + east)], [x], _source.Width, _source.GoesRound, _resampling);
        var rows = AxisTaps.Of([(y + north, y + south)], [y], _source.Height, goesRound: false, _resampling);
        return _resampling == Resampling.Mode ? Mode(reader, columns, rows) : Mean(reader, columns, rows);
    }

    private float Mean(BlockReader reader, AxisTaps columns, AxisTaps rows)
    {
        ReadOnlySpan<float> columnWeights = columns.Weights(0), rowWeights = rows.Weights(0);
        float sum = 0, weight = 0;
        for (var r = 0; r < rowWeights.Length; r++)
        {
            for (var c = 0; c < columnWeights.Length; c++)
            {
                var (value, share) = (Cell(reader, columns.Start(0) + c, rows.Start(0) + r), rowWeights[r] * columnWeights[c]);
                if (!float.IsNaN(value))
                {
                    sum += value * share;
                    weight += share;
                }
            }
        }

        return weight >= SeparableSampler.SmallestValidWeight ? sum / weight : float.NaN;
    }

    private float Mode(BlockReader reader, AxisTaps columns, AxisTaps rows)
    {
        int width = columns.Weights(0).Length, height = rows.Weights(0).Length;
        var cells = ArrayPool<float>.Shared.Rent(width * height);
        for (var i = 0; i < width * height; i++)
        {
            cells[i] = Cell(reader, columns.Start(0) + i % width, rows.Start(0) + i / width);
        }

        var mode = CellMode.Of(cells, width, width, height);
        ArrayPool<float>.Shared.Return(cells);
        return mode;
    }

    private float Cell(BlockReader reader, int column, int row)
    {
        column = _source.GoesRound ? (column % _source.Width + _source.Width) % _source.Width : Math.Clamp(column, 0, _source.Width - 1);
        return reader[column, Math.Clamp(row, 0, _source.Height - 1)];
    }
}
