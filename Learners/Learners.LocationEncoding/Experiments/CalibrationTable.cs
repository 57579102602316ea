using System.Globalization;
using System.Text;
using GeoCore.Encoding.Positional;
using Learners.LocationEncoding.Evaluation;
using Learners.Torch.Experiments;

namespace Learners.LocationEncoding.Experiments;

/// <summary>Whether probabilities come true as often as they say: SH with three networks, as trained, with a temperature, and under a posterior.</summary>
/// <remarks>Beyond the paper, which reports accuracies alone.</remarks>
/// <param name="sets">Sets of places by name.</param>
/// <param name="time">Clock of the trainer's reports.</param>
internal sealed class CalibrationTable(IReadOnlyDictionary<string, Lazy<ProtocolData>> sets, TimeProvider time) : IExperimentTable
{
    private const int MostSeeds = 100;
    private static readonly (string Key, string Title)[] s_data = [("land-ocean", "land and ocean"), ("checkerboard", "the checkerboard")];
    private static readonly string[] s_figures = ["log-loss", "calibration-error"];

    private static readonly (string Key, string Title)[] s_variants =
    [
        (CalibrationFigures.Trained, "as trained"),
        (CalibrationFigures.Scaled, "with a temperature"),
        (CalibrationFigures.Expected, "under the posterior"),
    ];

    /// <inheritdoc/>
    public string Name => "calibration";

    /// <inheritdoc/>
    public string Description => "whether probabilities come true as often as they say: as trained, with a temperature, under a posterior";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) =>
        [.. from seed in Enumerable.Range(0, seeds) from network in HyperParameterTable.Networks from data in s_data select Run(data.Key, network, seed)];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var text = new StringBuilder();
        foreach (var (data, title) in s_data)
        {
            text.Append(CultureInfo.InvariantCulture, $"![Reliability on {title}](figures/{Picture(data)})\n\n");
        }

        text.Append("Log-loss in nats and calibration error (15 bins of probability) on the test set × 1000, mean ± standard deviation; T and τ are means\n\n");
        text.Append("| data | network (seeds) | log-loss as trained | with a temperature | under the posterior | calibration error as trained | with a temperature | under the posterior | T | τ |\n");
        text.Append("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var (data, title) in s_data)
        {
            foreach (var network in HyperParameterTable.Networks)
            {
                var records = Records(runs, data, network);
                text.Append(CultureInfo.InvariantCulture, $"| {title} | {EncoderNames.Cell(network, PositionalEncodings.SphericalHarmonics)} ({records.Count}) |");
                text.AppendJoin('|', s_figures.SelectMany(figure => s_variants.Select(variant => $" {Thousandths(records, $"{variant.Key}/{figure}")} ")));
                text.Append(CultureInfo.InvariantCulture, $"| {Mean(records, "temperature", "F2")} | {Mean(records, "prior-precision", "0.#")} |\n");
            }
        }

        text.Append("\nUncertainty of the served kind, the standard deviation of the winner's probability, as a mean over the places of the test set\n\n");
        text.Append("| data | network | where the winner is right | where it is wrong |\n| --- | --- | --- | --- |\n");
        foreach (var (data, title) in s_data)
        {
            foreach (var network in HyperParameterTable.Networks)
            {
                var records = Records(runs, data, network);
                text.Append(CultureInfo.InvariantCulture, $"| {title} | {EncoderNames.Title(network)} | {Mean(records, "uncertainty-where-right", "F3")} | {Mean(records, "uncertainty-where-wrong", "F3")} |\n");
            }
        }

        var checks = s_data.SelectMany(data => Checks(runs, data.Key, data.Title)).ToArray();
        ReportFigure[] figures = [.. s_data.Select(data => new ReportFigure(Picture(data.Key), Chart(runs, data.Key, data.Title).ToSvg()))];
        return new ExperimentReport(text.Append('\n').Append(Claims.List(checks)).ToString(), figures, checks);
    }

    private static string Picture(string data) => $"location-encoding-calibration-{data}.svg";

    private static string Mean(IReadOnlyList<RunRecord> records, string figure, string format) =>
        records.Count == 0 ? "–" : Spread.Of(records, figure).Mean.ToString(format, CultureInfo.InvariantCulture);

    private static string Thousandths(IReadOnlyList<RunRecord> records, string figure)
    {
        var spread = Spread.Of(records, figure);
        return spread.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{1000 * spread.Mean:F1} ± {1000 * spread.Deviation:F1}");
    }

    private ExperimentRun Run(string data, string network, long seed) => new EncoderTrial(sets[data], time, CalibrationFigures.Of).Run(
        $"calibration/{data}/{network}",
        data,
        EncoderTableRuns.TrainingPlaces(data),
        HyperParameterTable.Row(data, PositionalEncodings.SphericalHarmonics, network),
        seed);

    private IReadOnlyList<RunRecord> Records(RunLog runs, string data, string network) =>
        runs.Of(Enumerable.Range(0, MostSeeds).Select(seed => Run(data, network, seed)));

    private IEnumerable<AcceptanceCheck> Checks(RunLog runs, string data, string title)
    {
        var records = Records(runs, data, "siren");
        double Mean(string figure) => Spread.Of(records, figure).Mean;
        var scaled = Mean($"{CalibrationFigures.Scaled}/calibration-error");
        yield return Check($"{title}: with a temperature the calibration error of SirenNet(SH) is below 0.01", $"{scaled:F4}", scaled < 0.01);
        double wrong = Mean("uncertainty-where-wrong"), right = Mean("uncertainty-where-right");
        yield return Check($"{title}: SirenNet(SH) is at least three times as uncertain where it is wrong as where it is right", $"{wrong / right:F1} times", wrong >= 3 * right);

        AcceptanceCheck Check(string claim, FormattableString measured, bool holds) =>
            new(claim, records.Count == 0 ? "not run" : measured.ToString(CultureInfo.InvariantCulture), records.Count == 0 ? null : holds);
    }

    private LineChart Chart(RunLog runs, string data, string title)
    {
        var records = Records(runs, data, "siren");
        double[] marks = [0, 0.2, 0.4, 0.6, 0.8, 1];

        // a bin stands in the diagram where every seed has it
        (double X, double Y, double Deviation)[] Points(string variant) =>
        [
            .. Enumerable.Range(0, Reliability.Bins)
                .Where(bin => records.Count > 0 && records.All(record => record.Figures.ContainsKey($"{variant}/bin-{bin}/probability")))
                .Select(bin => (Claimed: Spread.Of(records, $"{variant}/bin-{bin}/probability"), True: Spread.Of(records, $"{variant}/bin-{bin}/frequency")))
                .Select(bin => (bin.Claimed.Mean, bin.True.Mean, bin.True.Deviation)),
        ];

        return new LineChart(
            $"SirenNet(SH) on {title}: reliability",
            new ChartAxis(data == "land-ocean" ? "probability of land" : "probability of the most probable class", 0, 1, marks),
            new ChartAxis("part that came true", 0, 1, marks),
            [
                new ChartSeries("honest", [(0, 0, 0), (1, 1, 0)], IsDashed: true, Colour: 7),
                .. s_variants.Select((variant, at) => new ChartSeries(variant.Title, Points(variant.Key), Colour: at)),
            ]);
    }
}
