using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Sources.Attributes;
using GeoCore.Raster;
using GeoCore.Tiling;

namespace GeoCore.Geolocation.Sources.Rasters;

/// <summary>What a raster says about the cells of a grid: means for priors, class fractions for attributes.</summary>
/// <remarks>
/// Pixels count for the cell that holds their centre, weighted by their area. Of a raster that is much finer than the grid only every n-th row and column
/// is looked at; a cell that no pixel's centre falls into has the pixel at its own centre.
/// </remarks>
public static class RasterCells
{
    /// <summary>Pixels along each side of a cell that are enough.</summary>
    private const int PixelsPerSide = 8;

    /// <summary>Mean of a band over each cell.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="raster">In a system whose lines are meridians and parallels.</param>
    /// <param name="band">From 0.</param>
    /// <param name="cancellationToken">Looked at once per row.</param>
    /// <returns>One a cell; NaN where the raster has nothing.</returns>
    /// <exception cref="ArgumentException">The raster is in another system or has no such band.</exception>
    public static double[] Means(Grid grid, IRasterSource raster, int band = 0, CancellationToken cancellationToken = default)
    {
        double[] sums = new double[Count(grid)], weights = new double[grid.Count];
        Visit(grid, raster, band, (cell, weight, value) =>
        {
            if (!float.IsNaN(value))
                (sums[cell], weights[cell]) = (sums[cell] + weight * value, weights[cell] + weight);
        }, cancellationToken);
        for (var cell = 0; cell < sums.Length; cell++)
        {
            sums[cell] = weights[cell] > 0 ? sums[cell] / weights[cell] : double.NaN;
        }

        return sums;
    }

    /// <summary>Density of counted things over each cell, per km²: the counts of pixels over their true areas, as LandScan's persons.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="raster">Of counts a pixel, in a system whose lines are meridians and parallels.</param>
    /// <param name="band">From 0.</param>
    /// <param name="cancellationToken">Looked at once per row.</param>
    /// <returns>One a cell; NaN where the raster has nothing.</returns>
    /// <exception cref="ArgumentException">The raster is in another system or has no such band.</exception>
    public static double[] Densities(Grid grid, IRasterSource raster, int band = 0, CancellationToken cancellationToken = default)
    {
        double[] sums = new double[Count(grid)], areas = new double[grid.Count];
        Visit(grid, raster, band, (cell, area, value) =>
        {
            if (!float.IsNaN(value))
                (sums[cell], areas[cell]) = (sums[cell] + value, areas[cell] + area);
        }, cancellationToken);
        return [.. sums.Zip(areas, (sum, area) => area > 0 ? sum / area : double.NaN)];
    }

    /// <summary>Share of each cell that belongs to each class.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="raster">In a system whose lines are meridians and parallels.</param>
    /// <param name="classCount">1 to 256.</param>
    /// <param name="classOf">The class of a pixel's value, or −1 for none, such as <see cref="PopulationBuckets.IndexOf"/>; not asked about pixels without data.</param>
    /// <param name="band">From 0.</param>
    /// <param name="cancellationToken">Looked at once per row.</param>
    /// <exception cref="ArgumentException">The raster is in another system or has no such band, or there is no such class.</exception>
    public static ClassFractions Fractions(
        Grid grid, IRasterSource raster, int classCount, Func<double, int> classOf, int band = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(classOf);
        double[] table = new double[(long)Count(grid) * classCount], weights = new double[grid.Count];
        Visit(grid, raster, band, (cell, weight, value) =>
        {
            weights[cell] += weight;
            var own = float.IsNaN(value) ? -1 : classOf(value);
            if (own >= classCount)
                throw new ArgumentException($"The value {value} is of class {own}, of {classCount}.", nameof(classOf));
            if (own >= 0)
                table[(long)cell * classCount + own] += weight;
        }, cancellationToken);
        for (var at = 0L; at < table.LongLength; at++)
        {
            table[at] = weights[at / classCount] > 0 ? table[at] / weights[at / classCount] : 0;
        }

        return ClassFractions.FromTable(grid, classCount, table);
    }

    private static int Count(Grid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return grid.Count;
    }

    private static void Visit(Grid grid, IRasterSource raster, int band, Action<int, double, float> add, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(raster);
        var info = raster.Info;
        if (!info.Crs.IsSeparable)
            throw new ArgumentException($"The raster is in {info.Crs}, whose lines are no meridians and parallels.", nameof(raster));
        if (band < 0 || band >= info.Bands.Count)
            throw new ArgumentException($"The raster has {info.Bands.Count} bands; there is none with the number {band}.", nameof(band));
        var (width, height) = (info.Levels[0].Width, info.Levels[0].Height);
        var pixels = new PixelGrid(
            info.Crs, info.Envelope.MinX, info.Envelope.MaxY, info.Envelope.Width / width, info.Envelope.Height / height, 0, 0, width, height);
        double[] longitudes = new double[width], latitudes = new double[height], areas = new double[height];
        pixels.GetSeparableCentres(longitudes, latitudes);
        CellArea.RowsKm2(pixels, areas);
        var cellKm2 = grid.Areas.TotalKm2 / grid.Count;
        var step = Math.Max(1, (int)(Math.Sqrt(cellKm2 / areas.Max()) / PixelsPerSide));
        var seen = new bool[grid.Count];
        var row = new float[width];
        for (var y = step / 2; y < height; y += step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!(areas[y] > 0) || !(latitudes[y] is >= -90 and <= 90))
                continue;
            raster.Read(new RasterWindow(0, 0, y, width, 1), band, row);
            for (var x = step / 2; x < width; x += step)
            {
                if (grid.CellAt(longitudes[x], latitudes[y]) is >= 0 and var cell)
                {
                    seen[cell] = true;
                    add(cell, areas[y], row[x]);
                }
            }
        }

        Fill(grid, raster, band, pixels, areas, seen, add, cancellationToken);
    }

    /// <summary>The pixels at the centres of cells that have none of their own, read row by row.</summary>
    private static void Fill(
        Grid grid, IRasterSource raster, int band, PixelGrid pixels, double[] areas, bool[] seen, Action<int, double, float> add, CancellationToken cancellationToken)
    {
        var wanted = new List<(int Row, int Column, int Cell)>();
        for (var cell = 0; cell < seen.Length; cell++)
        {
            if (!seen[cell] && PixelAt(pixels, grid.CentreOf(cell)) is { } pixel)
                wanted.Add((pixel.Row, pixel.Column, cell));
        }

        var values = new float[pixels.Width];
        foreach (var row in wanted.GroupBy(item => item.Row).OrderBy(group => group.Key))
        {
            cancellationToken.ThrowIfCancellationRequested();
            raster.Read(new RasterWindow(0, 0, row.Key, pixels.Width, 1), band, values);
            foreach (var (_, column, cell) in row)
            {
                add(cell, Math.Max(areas[row.Key], double.Epsilon), values[column]);
            }
        }
    }

    private static (int Row, int Column)? PixelAt(in PixelGrid pixels, (double Longitude, double Latitude) place)
    {
        // a raster from 0° to 360° has western places a turn further east
        foreach (var turn in (ReadOnlySpan<double>)[0, 360, -360])
        {
            var (x, y) = pixels.Crs.FromGeographic(place.Longitude + turn, place.Latitude);
            var (column, row) = (Math.Floor((x - pixels.OriginX) / pixels.CellWidth), Math.Floor((pixels.OriginY - y) / pixels.CellHeight));
            if (column >= 0 && column < pixels.Width && row >= 0 && row < pixels.Height)
                return ((int)row, (int)column);
        }

        return null;
    }
}
