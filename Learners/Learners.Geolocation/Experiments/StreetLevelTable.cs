using System.Globalization;
using System.Text;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Sources;
using GeoCore.Geolocation.Sources.Rasters;
using Learners.Geolocation.Data.Photographs;
using Learners.Torch.Experiments;

namespace Learners.Geolocation.Experiments;

/// <summary>Priors asked about another collection than theirs: places of street-level pictures of the whole world, without the pictures.</summary>
/// <param name="folder">Has the places and the population.</param>
internal sealed class StreetLevelTable(PhotographFolder folder) : IExperimentTable
{
    private const int CellsPerDegree = 4;
    private const double BandwidthKm = 60;

    private static readonly (string Key, string Title)[] s_rows =
    [
        ("land", "even on land, 0.05 of that at sea"),
        ("population", "population"),
        ("root-of-population", "square root of population"),
        ("gallery", "gallery of Flickr's photographs, spread by 60 km, over 2 % on land"),
        ("gallery-and-population", "half the gallery, half the root of population"),
    ];

    /// <inheritdoc/>
    public string Name => "street-level";

    /// <inheritdoc/>
    public string Description => "priors asked about places of street-level pictures";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds)
    {
        _ = Paths();
        return [.. s_rows.Select(row => Run(row.Key))];
    }

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var text = new StringBuilder("Fractional recall, per cent; nothing is drawn, so there is one run\n\n| prior |");
        text.AppendJoin('|', PriorScore.BudgetsKm2.Select(static (_, power) => $" 10{"³⁴⁵⁶⁷⁸"[power]} km² "));
        text.Append("| area under recall over ln area | 95 % interval by blocks | ln of the density at the truth |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var (key, title) in s_rows)
        {
            var records = runs.Of([Run(key)]);
            text.Append(CultureInfo.InvariantCulture, $"| {title} |");
            text.AppendJoin('|', PriorScore.BudgetsKm2.Select(budget => $" {TableText.Of(records, PriorScore.Key("fractional", budget), "F1", 100)} "));
            text.Append(CultureInfo.InvariantCulture, $"| {TableText.Of(records, "auc-log", "F4")} | {TableText.Of(records, "auc-log/low", "F4")} to {TableText.Of(records, "auc-log/high", "F4")} |");
            text.Append(CultureInfo.InvariantCulture, $" {TableText.Of(records, "log-score", "F2")} |\n");
        }

        var land = runs.Find(Run("land"));
        AcceptanceCheck[] checks =
        [
            .. s_rows.Skip(1).Select(row => TableText.Check(
                $"{row.Title}: more area under recall than an even prior on land", land is null ? [] : runs.Of([Run(row.Key)]),
                record => TableText.Number(record.Figures["auc-log"] - land!.Figures["auc-log"], "F4"), record => record.Figures["auc-log"] > land!.Figures["auc-log"])),
        ];
        return new ExperimentReport(text.Append('\n').Append(TableText.List(checks)).ToString(), [], checks);
    }

    private string[] Paths()
    {
        const string what = "places of street-level pictures with the columns image_id, latitude, longitude";
        return [folder.Find("train.csv", "streetlevel-coords", what), folder.Find("dev.csv", "streetlevel-coords", what)];
    }

    private ExperimentRun Run(string prior) => new(
        $"street-level/{prior}",
        null,
        "street-level",
        0,
        new Dictionary<string, string> { ["cells-per-degree"] = CellsPerDegree.ToString(CultureInfo.InvariantCulture) },
        cancellationToken => PriorScore.Of(
            Map(prior, LatLonGrid.OfCellsPerDegree(CellsPerDegree), cancellationToken),
            [.. Paths().SelectMany(path => PhotographTable.Places(path)).Select(static place => (place.Longitude, place.Latitude))],
            cancellationToken));

    private DensityMap Map(string prior, LatLonGrid grid, CancellationToken cancellationToken)
    {
        DensityMap Land() => LocationPriors.Land(grid, [.. new LandLabels().Of(grid).Select(static isLand => isLand ? 1.0 : 0)]);
        DensityMap Gallery() => new DensityFloor(Land(), 0.02).Under(new GalleryCounts().Spread(grid, BandwidthKm));
        DensityMap Population(double exponent)
        {
            using var raster = folder.OpenRaster(System.IO.Path.Combine(folder.HomeFolder, "raster-data", "population.tif"));
            // the sea has no people
            double[] persons = [.. RasterCells.Means(grid, raster, cancellationToken: cancellationToken).Select(static value => double.IsNaN(value) ? 0 : value)];
            return new DensityFloor(Land(), 0.02).Under(LocationPriors.Population(grid, persons, exponent));
        }

        return prior switch
        {
            "land" => Land(),
            "population" => Population(1),
            "root-of-population" => Population(0.5),
            "gallery" => Gallery(),
            _ => MapMixture.Of([Gallery(), Population(0.5)], [0.5, 0.5]),
        };
    }
}
