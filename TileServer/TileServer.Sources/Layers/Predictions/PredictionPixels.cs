using System.Buffers;
using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Tiling;

namespace TileServer.Sources.Layers.Predictions;

/// <summary>Looks the cells of pixels up. Where cells are small beside a pixel, places on a lattice within it are taken together.</summary>
internal static class PredictionPixels
{
    /// <summary>Most places along the edge of a pixel; cells that are smaller still are joined to larger ones beforehand.</summary>
    private const int MostPlaces = 4;

    /// <summary>Length of a degree on the equator, km.</summary>
    private const double DegreeKm = Math.PI * Wgs84.MeanRadiusKm / 180;

    /// <summary>How the values of a pixel's places become one.</summary>
    internal enum Joining
    {
        /// <summary>Their mean.</summary>
        Mean,

        /// <summary>The least of them.</summary>
        Least,
    }

    /// <summary>Edge of a pixel where the system's scale is true, km; the same for all pixels of a lattice.</summary>
    internal static double PixelKm(PixelGrid grid)
    {
        var edge = Math.Max(grid.CellWidth, grid.CellHeight);
        return grid.Crs.IsGeographic ? edge * DegreeKm : edge / 1000;
    }

    /// <summary>The cells to look up: the largest with two to a pixel's edge, or the smallest there are.</summary>
    internal static PredictionLevel LevelFor(PredictionPyramid pyramid, PixelGrid grid) => pyramid.Within(PixelKm(grid) / 2);

    /// <summary>Fills a plane.</summary>
    /// <param name="level">From <see cref="LevelFor"/>.</param>
    /// <param name="plane">Values of its cells; NaN is nodata.</param>
    /// <param name="joining">How several values become one.</param>
    /// <param name="grid">Pixels.</param>
    /// <param name="values">Receives one value a pixel, NaN where at least half of its places are in no cell.</param>
    /// <param name="cancellationToken">Looked at once a row.</param>
    internal static void Render(PredictionLevel level, float[] plane, Joining joining, PixelGrid grid, Span<float> values, CancellationToken cancellationToken)
    {
        var places = PlacesOf(level, grid);
        var fine = grid with
        {
            CellWidth = grid.CellWidth / places,
            CellHeight = grid.CellHeight / places,
            Column = grid.Column * places,
            Row = grid.Row * places,
            Width = grid.Width * places,
            Height = grid.Height * places,
        };
        var cells = ArrayPool<int>.Shared.Rent(fine.Width);
        var counts = ArrayPool<int>.Shared.Rent(grid.Width);
        try
        {
            var lookup = new RowLookup(level.Grid, fine);
            for (var row = 0; row < grid.Height; row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var line = values.Slice(row * grid.Width, grid.Width);
                line.Fill(joining == Joining.Least ? float.PositiveInfinity : 0);
                counts.AsSpan(0, grid.Width).Clear();
                for (var within = 0; within < places; within++)
                {
                    lookup.Write((row * places) + within, cells);
                    Add(cells.AsSpan(0, fine.Width), plane, joining, places, line, counts);
                }

                Finish(line, counts, joining, places * places);
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(cells);
            ArrayPool<int>.Shared.Return(counts);
        }
    }

    /// <summary>Enough places for their distance to be at most half a cell's side, if that many are allowed.</summary>
    private static int PlacesOf(PredictionLevel level, PixelGrid grid)
    {
        var places = 1;
        while (places < MostPlaces && PixelKm(grid) / places > level.CellSideKm / 2)
            places *= 2;
        return places;
    }

    private static void Add(ReadOnlySpan<int> cells, float[] plane, Joining joining, int places, Span<float> line, Span<int> counts)
    {
        for (var column = 0; column < line.Length; column++)
        {
            foreach (var cell in cells.Slice(column * places, places))
            {
                var value = cell >= 0 ? plane[cell] : float.NaN;
                if (float.IsNaN(value))
                    continue;
                counts[column]++;
                line[column] = joining == Joining.Least ? Math.Min(line[column], value) : line[column] + value;
            }
        }
    }

    private static void Finish(Span<float> line, ReadOnlySpan<int> counts, Joining joining, int all)
    {
        for (var column = 0; column < line.Length; column++)
        {
            if (2 * counts[column] < all)
                line[column] = float.NaN;
            else if (joining == Joining.Mean)
                line[column] /= counts[column];
        }
    }

    /// <summary>The cells of one row of pixel centres after another.</summary>
    private sealed class RowLookup
    {
        private readonly Grid _cells;
        private readonly PixelGrid _pixels;
        private readonly double[] _longitudes;
        private readonly double[] _latitudes;

        internal RowLookup(Grid cells, PixelGrid pixels)
        {
            (_cells, _pixels) = (cells, pixels);
            _longitudes = new double[pixels.Width];
            _latitudes = new double[pixels.Crs.IsSeparable ? pixels.Height : pixels.Width];
            if (pixels.Crs.IsSeparable)
                pixels.GetSeparableCentres(_longitudes, _latitudes);
        }

        internal void Write(int row, Span<int> cells)
        {
            if (_pixels.Crs.IsSeparable)
            {
                if (_latitudes[row] is >= -90 and <= 90)
                    _cells.CellsAt(_longitudes, _latitudes[row], cells);
                else
                    cells[.._pixels.Width].Fill(-1);
                return;
            }

            _pixels.GetRowCentres(row, _longitudes, _latitudes);
            for (var column = 0; column < _pixels.Width; column++)
                cells[column] = double.IsFinite(_longitudes[column]) && _latitudes[column] is >= -90 and <= 90 ? _cells.CellAt(_longitudes[column], _latitudes[column]) : -1;
        }
    }
}
