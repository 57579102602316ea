namespace GeoCore.Raster;

/// <summary>The cells of one level and band, put together from cached blocks.</summary>
internal sealed class BlockReader
{
    /// <summary>Edge of a block where the file stores strips or very large or very small blocks.</summary>
    private const int OwnBlock = 256;
    private const int SmallestStoredBlock = 64;
    private const int LargestStoredBlock = 1024;

    private readonly IRasterSource _source;
    private readonly BlockCache _cache;
    private readonly RasterLevel _size;
    private readonly int _level;
    private readonly int _band;
    private readonly int _blockWidth;
    private readonly int _blockHeight;

    internal BlockReader(IRasterSource source, BlockCache cache, int level, int band)
    {
        (_source, _cache, _level, _band) = (source, cache, level, band);
        _size = source.Info.Levels[level];
        var isTiled = _size.BlockWidth is >= SmallestStoredBlock and <= LargestStoredBlock
            && _size.BlockHeight is >= SmallestStoredBlock and <= LargestStoredBlock;
        (_blockWidth, _blockHeight) = isTiled ? (_size.BlockWidth, _size.BlockHeight) : (OwnBlock, OwnBlock);
    }

    /// <summary>Copies a window that may reach beyond the level: beyond its edges the nearest cell repeats, or columns go round.</summary>
    /// <param name="column">First column, may be negative.</param>
    /// <param name="row">First row, may be negative.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="goesRound">Whether the column after the last is the first.</param>
    /// <param name="cells">Receives width × height cells.</param>
    internal void Copy(int column, int row, int width, int height, bool goesRound, Span<float> cells)
    {
        int firstRow = Math.Clamp(row, 0, _size.Height - 1), lastRow = Math.Clamp(row + height - 1, 0, _size.Height - 1);
        for (var start = 0; start < width;)
        {
            var at = column + start;
            var from = goesRound ? Modulo(at, _size.Width) : Math.Clamp(at, 0, _size.Width - 1);
            var isInside = goesRound || at == from;
            var length = isInside ? Math.Min(width - start, _size.Width - from) : 1;
            CopyInside(from, firstRow, length, lastRow - firstRow + 1, cells[((firstRow - row) * width + start)..], width);
            start += length;
        }

        for (var r = 0; r < height; r++)
        {
            var nearest = Math.Clamp(r, firstRow - row, lastRow - row);
            if (nearest != r)
            {
                cells.Slice(nearest * width, width).CopyTo(cells.Slice(r * width, width));
            }
        }
    }

    private void CopyInside(int column, int row, int width, int height, Span<float> cells, int stride)
    {
        for (var y = row / _blockHeight; y <= (row + height - 1) / _blockHeight; y++)
        {
            for (var x = column / _blockWidth; x <= (column + width - 1) / _blockWidth; x++)
            {
                var block = Block(x, y, out var window);
                int left = Math.Max(column, window.Column), right = Math.Min(column + width, window.Column + window.Width);
                int top = Math.Max(row, window.Row), bottom = Math.Min(row + height, window.Row + window.Height);
                for (var r = top; r < bottom; r++)
                {
                    block.AsSpan((r - window.Row) * window.Width + left - window.Column, right - left).CopyTo(cells[((r - row) * stride + left - column)..]);
                }
            }
        }
    }

    private float[] Block(int x, int y, out RasterWindow window)
    {
        int column = x * _blockWidth, row = y * _blockHeight;
        window = new RasterWindow(_level, column, row, Math.Min(_blockWidth, _size.Width - column), Math.Min(_blockHeight, _size.Height - row));
        return _cache.Get(_source, _band, window);
    }

    private static int Modulo(int value, int modulus) => (value % modulus + modulus) % modulus;
}
