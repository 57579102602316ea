using System.Globalization;
using GeoCore.Geodesy;
using GeoCore.Raster;

namespace GeoCore.Evaluation.Inputs;

/// <summary>Reads maps that are rasters of longitude and latitude.</summary>
/// <remarks>A map is held in double precision: 8 bytes a cell, 16 where masses are ranked by density; 37 million cells take 0.6 GB.</remarks>
public static class RasterMaps
{
    private const double FullTurn = 360;

    /// <summary>A NumPy matrix over the whole globe: the first column begins at 180° W.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it becomes a map; the first row lies in the north unless they say otherwise.</param>
    /// <exception cref="InputException">The file is damaged, or a value is outside its range.</exception>
    public static CellMap OfNpy(string path, MapOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (rows, columns, values) = NpyFile.Read(path);
        if (options.IsSouthFirst)
        {
            for (var row = 0; row < rows / 2; row++)
            {
                var north = values.AsSpan(row * columns, columns);
                var south = values.AsSpan((rows - 1 - row) * columns, columns);
                for (var column = 0; column < columns; column++)
                {
                    (north[column], south[column]) = (south[column], north[column]);
                }
            }
        }

        Check(values, columns, path, options.Values);
        return new CellMap(
            options.Priced(new RasterCells(columns, rows, -180, 90, FullTurn / columns, 180.0 / rows, CellAreas.LatitudeRows(rows, columns))), values,
            options.Values, options.Key, options.TotalKm2);
    }

    /// <summary>The first band of a raster, of the globe or a part of it.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="raster">In longitude and latitude; nodata is nothing.</param>
    /// <param name="options">How it becomes a map.</param>
    /// <exception cref="InputException">The raster is in another reference system, or a value is outside its range.</exception>
    public static CellMap Of(string path, IRasterSource raster, MapOptions options)
    {
        ArgumentNullException.ThrowIfNull(raster);
        ArgumentNullException.ThrowIfNull(options);
        var (level, bounds) = (raster.Info.Levels[0], raster.Info.Envelope);
        if (!raster.Info.Crs.IsGeographic)
            throw new InputException($"{path}: the raster is in {raster.Info.Crs}; maps are in longitude and latitude (EPSG:4326).");
        if ((long)level.Width * level.Height > Array.MaxLength / 2)
            throw new InputException($"{path}: {level.Width} × {level.Height} cells are more than a map can have.");
        const double rounding = 1e-6;
        if (bounds.MinY < -90 - rounding || bounds.MaxY > 90 + rounding || bounds.Width > FullTurn + rounding)
            throw new InputException($"{path}: the raster reaches beyond the Earth.");
        var values = new double[level.Width * level.Height];
        raster.Read(new RasterWindow(0, 0, 0, level.Width, level.Height), 0, values);
        Check(values, level.Width, path, options.Values);
        double width = bounds.Width / level.Width, height = bounds.Height / level.Height;
        var rowAreas = new double[level.Height];
        var halfSine = DegreeMath.SinCos(height / 2).Sin;
        for (var row = 0; row < rowAreas.Length; row++)
        {
            // the part of the sphere's surface: sin φ₂ − sin φ₁ as 2 sin Δ/2 cos φ
            rowAreas[row] = GreatCircle.SphereAreaKm2 * (width / FullTurn) * halfSine * Math.Max(0, DegreeMath.SinCos(bounds.MaxY - (row + 0.5) * height).Cos);
        }

        return new CellMap(
            options.Priced(new RasterCells(level.Width, level.Height, bounds.MinX, bounds.MaxY, width, height, CellAreas.Rows(rowAreas, level.Width))), values,
            options.Values, options.Key, options.TotalKm2);
    }

    private static void Check(double[] values, int columns, string path, MapValues kind)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (double.IsNaN(value) || (kind == MapValues.LogDensity ? value < double.PositiveInfinity : value >= 0 && double.IsFinite(value)))
                continue;
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture, $"{path}: row {i / columns + 1}, column {i % columns + 1}: {value} is no {(kind == MapValues.LogDensity ? "log density" : "mass or density, which is finite and not negative")}."));
        }
    }
}
