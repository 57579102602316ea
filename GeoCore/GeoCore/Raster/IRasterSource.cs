namespace GeoCore.Raster;

/// <summary>A part of one level of a raster, in cells of that level.</summary>
/// <param name="Level">0 for full resolution, then the overviews.</param>
/// <param name="Column">West-most column.</param>
/// <param name="Row">North-most row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct RasterWindow(int Level, int Column, int Row, int Width, int Height);

/// <summary>A north-up raster with overviews that hands out decoded cells. Implementations can be read from many threads at once.</summary>
public interface IRasterSource : IDisposable
{
    /// <summary>Size, place, bands and levels.</summary>
    RasterInfo Info { get; }

    /// <summary>The file that holds the cells; null where there is no such single file.</summary>
    string? FilePath => null;

    /// <summary>Levels that are stored rather than made when they are read.</summary>
    int StoredLevels => Info.Levels.Count;

    /// <summary>Reads cells as stored numbers, with nodata turned into NaN and scale and offset applied.</summary>
    /// <param name="window">Cells wanted; must lie inside the level.</param>
    /// <param name="band">Band, from 0.</param>
    /// <param name="cells">Receives Width × Height values, row by row.</param>
    /// <exception cref="RasterException">The file is gone or damaged.</exception>
    void Read(RasterWindow window, int band, Span<float> cells);

    /// <summary>As <see cref="Read(RasterWindow, int, Span{float})"/>, for values that need more than 24 bits.</summary>
    /// <param name="window">Cells wanted; must lie inside the level.</param>
    /// <param name="band">Band, from 0.</param>
    /// <param name="cells">Receives Width × Height values, row by row.</param>
    void Read(RasterWindow window, int band, Span<double> cells);
}
