using System.Globalization;
using System.Text;
using GeoCore.Packages;
using Learners.LocationEncoding.Data;
using Learners.Torch.Experiments;

namespace Learners.LocationEncoding.Experiments;

/// <summary>What degrees up to 200 are good for, and what a taper does: coasts, ripples far from them, and the spectrum of the first layer.</summary>
/// <remarks>Beyond the paper, which ends at L = 40.</remarks>
/// <param name="folder">Finds the polygons.</param>
/// <param name="time">Clock of the trainer's reports.</param>
internal sealed class DegreesTable(ExperimentFolder folder, TimeProvider time) : IExperimentTable
{
    private const int MostSeeds = 100;
    private const int MostDegrees = 200;
    private const string Picture = "location-encoding-degrees.svg";
    private const string Short = "short", Fine = "fine", Scale = "10m";

    private static readonly Row s_forty = new("40", "L = 40", 40, "none");
    private static readonly Row s_plain = new("200-none", "L = 200, no taper", MostDegrees, "none");
    private static readonly Row s_learned = new("200-learned", "L = 200, learnt gains", MostDegrees, "learned");
    private static readonly Row[] s_rows = [s_forty, s_plain, new("200-heat", "L = 200, heat", MostDegrees, "heat"), s_learned];

    // the preset is a quarter of an hour of one core: one seed, and not every row
    private static readonly Row[] s_fineRows = [s_forty, s_learned];

    private static readonly (string Figure, double Factor, string Format)[] s_columns =
    [
        ("everywhere/accuracy", 100, "F2"), ("everywhere/iou", 100, "F2"), ("everywhere/log-loss", 1000, "F1"), ("coast/accuracy", 100, "F2"),
        ("coast/iou", 100, "F2"), ("far/error", 1000, "F2"), ("far/ripples", 100, "F2"),
    ];

    // a tenth of the preset's work, so that seeds can be repeated
    private static readonly Dictionary<string, string> s_short = new()
    {
        ["hidden-width"] = "64",
        ["steps"] = "400",
        ["batch-size"] = "2048",
        ["final-batch-size"] = "1024",
        ["average"] = "0.97",
    };

    private readonly LandData _data = new(folder.DataFolder, new PackageFetcher(TextWriter.Null));
    private DegreesTrial? _trial;

    /// <inheritdoc/>
    public string Name => "degrees";

    /// <inheritdoc/>
    public string Description => "land at 1:10m with L = 40 and 200, with and without a taper: coasts, ripples, spectrum";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) => _data.Has(Scale)
        ? [.. from seed in Enumerable.Range(0, seeds) from row in s_rows select Run(Short, row, seed), .. from row in s_fineRows select Run(Fine, row, 0)]
        : throw new FileNotFoundException("the polygons of Natural Earth are not there; './geosuite train location-encoder --data land' fetches them");

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var text = new StringBuilder($"![Power of the first layer by degree](figures/{Picture})\n\n");
        text.Append("Accuracy and IoU in per cent; log-loss in nats × 1000; far from coasts the mean distance of a probability from the truth × 1000 and the share of places, in per cent, where it is more than 0.05\n\n");
        text.Append("| run (seeds) | accuracy | IoU | log-loss | coasts: accuracy | coasts: IoU | far: error | far: ripples |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var (length, row) in s_rows.Select(row => (Short, row)).Concat(s_fineRows.Select(row => (Fine, row))))
        {
            var records = Records(runs, length, row);
            if (length == Fine && records.Count == 0)
            {
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"| {(length == Fine ? "preset `fine`, " : string.Empty)}{row.Title} ({records.Count}) |");
            text.AppendJoin('|', s_columns.Select(column => $" {Cell(records, column.Figure, column.Factor, column.Format)} "));
            text.Append("|\n");
        }

        AcceptanceCheck[] checks =
        [
            Better("with learnt gains L = 200 knows coasts better than L = 40", "coast/accuracy", s_learned, s_forty, higher: true),
            Better("with learnt gains L = 200 ripples less far from coasts than without a taper", "far/ripples", s_learned, s_plain, higher: false),
        ];
        return new ExperimentReport(text.Append('\n').Append(Claims.List(checks)).ToString(), [new ReportFigure(Picture, Chart(runs).ToSvg())], checks);

        AcceptanceCheck Better(string claim, string figure, Row one, Row other, bool higher)
        {
            var (first, second) = (Spread.Of(Records(runs, Short, one), figure), Spread.Of(Records(runs, Short, other), figure));
            var isThere = first.Count > 0 && second.Count > 0;
            return new AcceptanceCheck(
                claim,
                isThere ? string.Create(CultureInfo.InvariantCulture, $"{100 * first.Mean:F2} and {100 * second.Mean:F2} %") : "not run",
                isThere ? (higher ? first.Mean > second.Mean : first.Mean < second.Mean) : null);
        }
    }

    private static string Cell(IReadOnlyList<RunRecord> records, string figure, double factor, string format)
    {
        var spread = Spread.Of(records, figure);
        string Text(double value) => (factor * value).ToString(format, CultureInfo.InvariantCulture);
        return spread.Count switch { 0 => "–", 1 => Text(spread.Mean), _ => $"{Text(spread.Mean)} ± {Text(spread.Deviation)}" };
    }

    private ExperimentRun Run(string length, Row row, long seed)
    {
        var settings = new Dictionary<string, string>(length == Short ? s_short : LocationEncoderCard.Instance.Presets.Single(preset => preset.Name == Fine).Settings)
        {
            ["degrees"] = row.Degrees.ToString(CultureInfo.InvariantCulture),
            ["taper"] = row.Taper,
            ["coarse-degrees"] = row.Degrees == MostDegrees ? "40" : "0",
        };
        _trial ??= new DegreesTrial(new Lazy<CoastPlaces>(() => new CoastPlaces(_data.Read(Scale, CancellationToken.None))), time);
        return _trial.Run($"degrees/{length}/{row.Key}", settings, seed);
    }

    private IReadOnlyList<RunRecord> Records(RunLog runs, string length, Row row) => runs.Of(Enumerable.Range(0, MostSeeds).Select(seed => Run(length, row, seed)));

    private LineChart Chart(RunLog runs) => new(
        "Power of the first layer's weights by degree",
        new ChartAxis("degree ℓ (middle of ten)", 0, MostDegrees, [0, 40, 80, 120, 160, 200]),
        new ChartAxis("mean squared weight, logarithm to base 10", -11, -2, [-11, -10, -9, -8, -7, -6, -5, -4, -3, -2]),
        [
            .. s_rows.Select(row => new ChartSeries(row.Title, Points(Records(runs, Short, row), row.Degrees))),
        ]);

    private static (double X, double Y, double Deviation)[] Points(IReadOnlyList<RunRecord> records, int degrees) => records.Count == 0
        ? []
        :
        [
            .. Enumerable.Range(0, degrees / DegreesTrial.Band)
                .Select(band => (X: (band + 0.5) * DegreesTrial.Band, Power: Spread.Of(records.Select(record => Math.Log10(record.Figures[$"power-{band * DegreesTrial.Band}"])))))
                .Select(point => (point.X, point.Power.Mean, point.Power.Deviation)),
        ];

    /// <summary>A model of the table.</summary>
    private sealed record Row(string Key, string Title, int Degrees, string Taper);
}
