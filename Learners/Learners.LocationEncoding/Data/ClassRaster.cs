using GeoCore.Raster;

namespace Learners.LocationEncoding.Data;

/// <summary>Reads a global raster of class codes.</summary>
/// <param name="open">Opens a raster file.</param>
internal sealed class ClassRaster(Func<string, IRasterSource> open)
{
    private const double WholeTurn = 360;
    private const double HalfTurn = 180;
    private const double Slack = 1e-6;

    /// <summary>Reads the finest level; nodata becomes class 0.</summary>
    /// <param name="path">A raster in longitude and latitude that covers the Earth.</param>
    /// <param name="classCount">Codes run from 0 to one less.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    /// <exception cref="RasterException">It cannot be read.</exception>
    internal ClassGrid Read(string path, int classCount)
    {
        using var raster = open(path);
        var bounds = raster.Info.Envelope;
        if (!raster.Info.Crs.IsGeographic
            || Math.Abs(bounds.MinX + HalfTurn) > Slack || Math.Abs(bounds.Width - WholeTurn) > Slack || Math.Abs(bounds.Height - HalfTurn) > Slack)
        {
            throw new InvalidDataException($"{path} does not cover the Earth from -180 to 180 and from -90 to 90 degrees");
        }

        var level = raster.Info.Levels[0];
        var cells = new float[level.Width * level.Height];
        raster.Read(new RasterWindow(0, 0, 0, level.Width, level.Height), 0, cells.AsSpan());
        return new ClassGrid([.. cells.Select(cell => ToClass(cell, path))], level.Width, level.Height, classCount);
    }

    private static byte ToClass(float cell, string path)
    {
        if (float.IsNaN(cell))
        {
            return 0;
        }

        var code = (byte)Math.Clamp(cell, byte.MinValue, byte.MaxValue);
        return code == cell ? code : throw new InvalidDataException($"{path} holds {cell}, which is no class code");
    }
}
