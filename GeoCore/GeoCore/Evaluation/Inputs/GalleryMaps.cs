using System.Globalization;

namespace GeoCore.Evaluation.Inputs;

/// <summary>A place with what the system says of it.</summary>
internal readonly record struct ScoredPlace(double Longitude, double Latitude, double Score);

/// <summary>Turns galleries into maps by counting on a grid: the mass of a cell is the sum of the masses of the places in it.</summary>
internal sealed class GalleryMaps(MapOptions options)
{
    /// <summary>A reader of rows that have place and score; without a score every place counts 1.</summary>
    internal Func<TableReader, ScoredPlace> Rows(TableReader table, out int[] columns)
    {
        var places = new PlaceColumns(table, options.Columns, isRequired: true);
        var score = options.Columns.Find(table, ColumnRole.Score);
        columns = score < 0 ? [places.Latitude, places.Longitude] : [places.Latitude, places.Longitude, score];
        return row =>
        {
            var (longitude, latitude) = places.Read();
            var value = score < 0 ? 1 : row.Number(score);
            if (!double.IsFinite(value) || (options.Kappa is null && value < 0))
                throw row.Fault(score, $"is {value.ToString(CultureInfo.InvariantCulture)}, but {(options.Kappa is null ? "a mass is finite and not negative" : "a similarity is finite")}");
            return new ScoredPlace(longitude, latitude, value);
        };
    }

    /// <summary>The map of a gallery; neither order nor grouping of its places changes a bit of it.</summary>
    internal CellMap Map(List<ScoredPlace> gallery)
    {
        var cells = new int[gallery.Count];
        var masses = new double[gallery.Count];
        var best = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = options.Grid.CellAt(gallery[i].Longitude, gallery[i].Latitude);
            best = gallery[i].Score > gallery[best].Score ? i : best;
        }

        for (var i = 0; i < cells.Length; i++)
        {
            masses[i] = options.Kappa is { } kappa ? Math.Exp(kappa * (gallery[i].Score - gallery[best].Score)) : gallery[i].Score;
        }

        // smallest first within a cell: the sum does not depend on the order of the rows
        Array.Sort(masses, cells);
        return Sum(cells, masses, cells.Length == 0 ? null : (gallery[best].Longitude, gallery[best].Latitude));
    }

    private CellMap Sum(int[] cells, double[] masses, (double, double)? best)
    {
        int[] distinct = [.. cells.Distinct().Order()];
        var sums = new double[distinct.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            sums[Array.BinarySearch(distinct, cells[i])] += masses[i];
        }

        return new CellMap(options.Priced(new SomeGridCells(options.Grid, distinct)), sums, MapValues.Mass, options.Key, options.TotalKm2, best);
    }
}
