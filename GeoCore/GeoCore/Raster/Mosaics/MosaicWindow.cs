using NetTopologySuite.Geometries;

namespace GeoCore.Raster.Mosaics;

/// <summary>A window of a mosaic in units of its reference system.</summary>
internal readonly struct MosaicWindow
{
    private readonly double _west;
    private readonly double _north;
    private readonly int _height;

    /// <summary>Creates a window.</summary>
    internal MosaicWindow(RasterInfo info, RasterWindow window)
    {
        var level = info.Levels[window.Level];
        (CellWidth, CellHeight) = (info.Envelope.Width / level.Width, info.Envelope.Height / level.Height);
        (_west, _north) = (info.Envelope.MinX + (window.Column * CellWidth), info.Envelope.MaxY - (window.Row * CellHeight));
        (Width, _height) = (window.Width, window.Height);
    }

    internal double CellWidth { get; }

    internal double CellHeight { get; }

    /// <summary>Columns.</summary>
    internal int Width { get; }

    /// <summary>Outer edges.</summary>
    internal Envelope Box => new(_west, _west + (Width * CellWidth), _north - (_height * CellHeight), _north);

    /// <summary>The cells whose middles lie in a raster, with the raster's cells that hold them.</summary>
    internal MosaicPart Over(RasterInfo info, int level)
    {
        var size = info.Levels[level];
        var (columns, firstColumn) = Along(Width, _west, CellWidth, info.Envelope.MinX, info.Envelope.Width / size.Width, size.Width);
        var (rows, firstRow) = Along(_height, -_north, CellHeight, -info.Envelope.MaxY, info.Envelope.Height / size.Height, size.Height);
        if (columns.Length == 0 || rows.Length == 0)
            return default;
        var (left, top) = (columns[0], rows[0]);
        var source = new RasterWindow(level, left, top, columns[^1] - left + 1, rows[^1] - top + 1);
        for (var i = 0; i < columns.Length; i++)
            columns[i] -= left;
        for (var i = 0; i < rows.Length; i++)
            rows[i] -= top;
        return new MosaicPart(firstColumn, firstRow, columns, rows, source);
    }

    /// <summary>For the cells of one axis whose middles lie in a raster the raster's cells.</summary>
    private static (int[] Cells, int First) Along(int count, double begin, double size, double rasterBegin, double rasterSize, int rasterCount)
    {
        var cells = new List<int>(count);
        var first = 0;
        for (var i = 0; i < count; i++)
        {
            var cell = Math.Floor((begin + ((i + 0.5) * size) - rasterBegin) / rasterSize);
            if (cell < 0 || cell >= rasterCount)
                continue;
            if (cells.Count == 0)
                first = i;
            cells.Add((int)cell);
        }

        return ([.. cells], first);
    }
}

/// <summary>The part of a window that a raster fills.</summary>
/// <param name="FirstColumn">First column in the window.</param>
/// <param name="FirstRow">First row in the window.</param>
/// <param name="Columns">For each column of the part that in <paramref name="Source"/>.</param>
/// <param name="Rows">For each row of the part that in <paramref name="Source"/>.</param>
/// <param name="Source">What of the raster is read.</param>
internal readonly record struct MosaicPart(int FirstColumn, int FirstRow, int[] Columns, int[] Rows, RasterWindow Source)
{
    /// <summary>Whether the raster fills nothing.</summary>
    internal bool IsEmpty => Columns is null;
}
