using System.Globalization;
using System.Text;
using GeoCore.Evaluation.Inputs;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Sources;
using GeoCore.Geolocation.Sources.Retrieval;
using Learners.Torch.Experiments;

namespace Learners.Geolocation.Experiments;

/// <summary>What cells, spreading and a floor do to the gallery's prior: random halves of the gallery, one answering for the other.</summary>
/// <param name="folder">Has the gallery.</param>
internal sealed class GallerySmoothingTable(PhotographFolder folder) : IExperimentTable
{
    private static readonly Row[] s_rows =
    [
        new("counts-1", "counted in cells of 1°", 1, false, false),
        new("counts-4", "counted in cells of 0.25°", 4, false, false),
        new("floor-4", "… over a floor", 4, false, true),
        new("spread-4", "spread to the eighth neighbour, 2 to 200 km, on 0.25°", 4, true, false),
        new("spread-floor-4", "… over a floor", 4, true, true),
    ];

    /// <inheritdoc/>
    public string Name => "gallery-smoothing";

    /// <inheritdoc/>
    public string Description => "what the size of cells, spreading and a floor do to the prior";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds)
    {
        var places = new Lazy<(double Longitude, double Latitude)[]>(() => Read(Path()));
        _ = Path();
        return [.. from seed in Enumerable.Range(0, seeds) from row in s_rows select Run(row, seed, places)];
    }

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var text = new StringBuilder("Fractional recall, per cent; mean ± standard deviation over the random halves in brackets\n\n| prior (halves) |");
        text.AppendJoin('|', PriorScore.BudgetsKm2.Select(static (_, power) => $" 10{"³⁴⁵⁶⁷⁸"[power]} km² "));
        text.Append("| area under recall over ln area | without density |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var row in s_rows)
        {
            var records = Records(runs, row);
            text.Append(CultureInfo.InvariantCulture, $"| {row.Title} ({records.Count}) |");
            text.AppendJoin('|', PriorScore.BudgetsKm2.Select(budget => $" {TableText.Of(records, PriorScore.Key("fractional", budget), "F1", 100)} "));
            text.Append(CultureInfo.InvariantCulture, $"| {TableText.Of(records, "auc-log", "F4")} | {TableText.Of(records, "zero-density-share", "F1", 100)} % |\n");
        }

        var best = Records(runs, s_rows[^1]);
        double BestOther(RunRecord record) => s_rows[..^1].SelectMany(row => Records(runs, row)).Where(other => other.Seed == record.Seed).Select(other => other.Figures["auc-log"]).DefaultIfEmpty().Max();
        AcceptanceCheck[] checks =
        [
            TableText.Check(
                "spreading over a floor has the largest area under recall, to 0.0005", best,
                record => TableText.Number(record.Figures["auc-log"] - BestOther(record), "F4"), record => record.Figures["auc-log"] >= BestOther(record) - 0.0005),
            TableText.Check(
                "over a floor no query is without density", best, record => TableText.Number(record.Figures["zero-density-share"], "0"),
                record => record.Figures["zero-density-share"] == 0),
        ];
        return new ExperimentReport(text.Append('\n').Append(TableText.List(checks)).ToString(), [], checks);
    }

    private string Path() => folder.Find("coordinates_100K.csv", "gps-gallery", "it is the gallery of github.com/VicenteVivan/geo-clip, columns LAT and LON");

    private static (double Longitude, double Latitude)[] Read(string path)
    {
        using var table = CsvTable.Open(path);
        var columns = table.Columns.ToList();
        var (latitude, longitude) = (columns.IndexOf("LAT"), columns.IndexOf("LON"));
        if (latitude < 0 || longitude < 0)
        {
            throw new InvalidDataException($"{path} has the columns {string.Join(", ", columns)}, not LAT and LON");
        }

        var places = new List<(double, double)>();
        double Degrees(int column, double most) =>
            double.TryParse(table.Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= most
                ? value
                : throw new InvalidDataException($"{path}: place {places.Count + 1} has the {table.Columns[column]} '{table.Text(column)}', which is not from {-most} to {most} degrees");

        while (table.Read())
        {
            places.Add((Degrees(longitude, 180), Degrees(latitude, 90)));
        }

        return places.Count >= 2 ? [.. places] : throw new InvalidDataException($"{path} has {places.Count} places, too few to halve");
    }

    private static ExperimentRun Run(Row row, long seed, Lazy<(double Longitude, double Latitude)[]> places) => new(
        $"gallery-smoothing/{row.Key}",
        null,
        "gallery",
        seed,
        new Dictionary<string, string>
        {
            ["cells-per-degree"] = row.CellsPerDegree.ToString(CultureInfo.InvariantCulture),
            ["bandwidth"] = row.IsSpread ? "8th neighbour, 2 to 200 km" : "none",
            ["floor"] = row.HasFloor ? "land, 0.001" : "none",
        },
        cancellationToken =>
        {
            var shuffled = places.Value.ToArray();
            new Random((int)seed).Shuffle(shuffled);
            var half = shuffled.Length / 2;
            return PriorScore.Of(Map(row, shuffled[..half], cancellationToken), shuffled[half..], cancellationToken);
        });

    private static DensityMap Map(Row row, (double Longitude, double Latitude)[] known, CancellationToken cancellationToken)
    {
        var grid = LatLonGrid.OfCellsPerDegree(row.CellsPerDegree);
        var gallery = new GalleryPlaces(known.Select(static place => place.Longitude), known.Select(static place => place.Latitude));
        var map = row.IsSpread
            ? LocationPriors.Photographs(grid, gallery, cancellationToken: cancellationToken)
            : GalleryDensity.Count(grid, gallery, [.. known.Select(_ => 1.0 / known.Length)]);
        return row.HasFloor ? new DensityFloor(LocationPriors.Land(grid, [.. new LandLabels().Of(grid).Select(static isLand => isLand ? 1.0 : 0)])).Under(map) : map;
    }

    private static IReadOnlyList<RunRecord> Records(RunLog runs, Row row) =>
        runs.Of(Enumerable.Range(0, TableText.MostSeeds).Select(seed => Run(row, seed, new Lazy<(double, double)[]>([]))));

    private sealed record Row(string Key, string Title, int CellsPerDegree, bool IsSpread, bool HasFloor);
}
