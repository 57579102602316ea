using System.Globalization;
using GeoCore.Evaluation.Inputs;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Sources.Attributes;
using GeoCore.Geolocation.Sources.Rasters;
using GeoCore.Raster;
using Learners.Geolocation.Data.Overhead;

namespace Learners.Geolocation.Data.Attributes;

/// <summary>Classes of a raster's values.</summary>
internal sealed class RasterLegend
{
    private const int MostClasses = 256;

    private static readonly Dictionary<string, RasterLegend> s_known = new(StringComparer.Ordinal)
    {
        ["esa-cci"] = new([.. LandCover.Classes.Select(one => one.Name)], value => LandCover.IndexOf((int)value), isQuantity: false),
        ["esa-cci-groups"] = new([.. LandCover.Groups.Select(one => one.Name)], value => LandCover.GroupIndexOf((int)value), isQuantity: false),
        ["worldcover"] = new([.. WorldCover.Classes.Select(one => one.Name)], value => WorldCover.IndexOf((int)value), isQuantity: false),
        ["population"] = new([.. PopulationBuckets.Classes.Select(one => one.Name)], PopulationBuckets.IndexOf, isQuantity: true),
    };

    private readonly Func<double, int> _classOf;
    private readonly bool _isQuantity;

    private RasterLegend(IReadOnlyList<string> labels, Func<double, int> classOf, bool isQuantity) => (Labels, _classOf, _isQuantity) = (labels, classOf, isQuantity);

    /// <summary>Names of the legends that are known.</summary>
    internal static IReadOnlyCollection<string> Names => s_known.Keys;

    /// <summary>Names of the classes.</summary>
    internal IReadOnlyList<string> Labels { get; }

    /// <summary>A known legend, or null.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    internal static RasterLegend? Known(string name) => s_known.GetValueOrDefault(name);

    /// <summary>Classes of a quantity.</summary>
    /// <param name="bounds">Upper bounds, rising.</param>
    /// <param name="unit">For labels.</param>
    internal static RasterLegend OfBounds(IReadOnlyList<double> bounds, string unit)
    {
        double[] upper = [.. bounds];
        string Value(double value) => string.Create(CultureInfo.InvariantCulture, $"{value} {unit}").TrimEnd();
        string[] labels = [$"up to {Value(upper[0])}", .. upper.Zip(upper.Skip(1), (low, high) => string.Create(CultureInfo.InvariantCulture, $"{low} to {Value(high)}")), $"above {Value(upper[^1])}"];
        return new RasterLegend(labels, value =>
        {
            var at = Array.BinarySearch(upper, value);
            return at >= 0 ? at : ~at;
        }, isQuantity: true);
    }

    /// <summary>Codes and names of a CSV file.</summary>
    /// <param name="path">With the columns code and name.</param>
    /// <exception cref="InputException">A column is missing or a code is no whole number; the message names the line.</exception>
    internal static RasterLegend OfFile(string path)
    {
        using var table = CsvTable.Open(path);
        int code = Column("code"), name = Column("name");
        var (codes, labels) = (new Dictionary<double, int>(), new List<string>());
        while (table.Read())
        {
            var value = table.Number(code);
            if (value != Math.Floor(value) || !codes.TryAdd(value, labels.Count) || labels.Count >= MostClasses)
            {
                throw table.Fault(code, $"is no whole number, stood there before, or is one of more than {MostClasses}");
            }

            labels.Add(table.Text(name).ToString());
        }

        return labels.Count > 0 ? new RasterLegend(labels, value => codes.GetValueOrDefault(value, -1), isQuantity: false) : throw new InputException($"{Path.GetFileName(path)} has no classes");

        int Column(string wanted)
        {
            var at = table.Columns.Select((own, i) => (own, i)).Where(pair => string.Equals(pair.own, wanted, StringComparison.OrdinalIgnoreCase)).Select(pair => pair.i).DefaultIfEmpty(-1).First();
            return at >= 0 ? at : throw new InputException($"{Path.GetFileName(path)} has no column '{wanted}'");
        }
    }

    /// <summary>The class of each cell: of the mean of a quantity, or the one that most of the cell belongs to.</summary>
    /// <param name="raster">The values.</param>
    /// <param name="card">What they are.</param>
    /// <param name="grid">The cells.</param>
    /// <param name="cancellationToken">Looked at once per row.</param>
    /// <returns>One a cell; −1 where the raster has nothing.</returns>
    internal int[] ClassesOf(IRasterSource raster, RasterAttributeCard card, Grid grid, CancellationToken cancellationToken)
    {
        var band = card.Band - 1;
        if (!_isQuantity)
        {
            var fractions = RasterCells.Fractions(grid, raster, Labels.Count, _classOf, band, cancellationToken);
            double[][] only = [.. Enumerable.Range(0, Labels.Count).Select(k => Enumerable.Range(0, Labels.Count).Select(j => j == k ? 1.0 : 0).ToArray())];
            return [.. Enumerable.Range(0, grid.Count).Select(cell => Most(cell))];

            int Most(int cell)
            {
                var (best, share) = (-1, 0.0);
                for (var k = 0; k < only.Length; k++)
                {
                    var own = fractions.Mean(cell, only[k], 0);
                    (best, share) = own > share ? (k, own) : (best, share);
                }

                return best;
            }
        }

        var values = card.Counts ? RasterCells.Densities(grid, raster, band, cancellationToken) : RasterCells.Means(grid, raster, band, cancellationToken);
        if (card.Window > 0)
        {
            // over what is known of the window
            var window = new CellWindow(grid, card.Window);
            double[] sums = window.Means([.. values.Select(value => double.IsNaN(value) ? 0 : value)]), known = window.Means([.. values.Select(value => double.IsNaN(value) ? 0.0 : 1)]);
            values = [.. sums.Zip(known, (sum, share) => share > 0 ? sum / share : double.NaN)];
        }

        return [.. values.Select(value => double.IsNaN(value) ? -1 : _classOf(value))];
    }
}
