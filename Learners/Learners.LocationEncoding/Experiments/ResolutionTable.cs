using System.Globalization;
using System.Text;
using GeoCore.Encoding.Positional;
using Learners.LocationEncoding.Protocol;
using Learners.Torch.Experiments;

namespace Learners.LocationEncoding.Experiments;

/// <summary>How fine a checkerboard harmonics of a degree resolve: from 50 to 3 200 cells, L = 10 and 20, Linear and SirenNet; and Linear by L.</summary>
/// <param name="time">Clock of the trainer's reports.</param>
internal sealed class ResolutionTable(TimeProvider time) : IExperimentTable
{
    private const int MostSeeds = 100;
    private const int UsualCentres = 200;
    private const string Picture = "location-encoding-resolution.svg";
    private const string Sh = PositionalEncodings.SphericalHarmonics;
    private static readonly int[] s_centres = [50, 100, 200, 400, 600, 800, 1000, 1600, 3200];
    private static readonly int[] s_degrees = [10, 20];
    private static readonly int[] s_capacity = [5, 10, 15, 20, 25];
    private static readonly int[] s_falling = [50, 100, 200, 400, 800];
    private static readonly string[] s_networks = ["linear", "siren"];

    private readonly Dictionary<int, EncoderTableRuns> _boards = s_centres.ToDictionary(
        centres => centres, centres => new EncoderTableRuns(new Lazy<ProtocolData>(() => ProtocolData.Checkerboard(centres)), "checkerboard", time));

    /// <inheritdoc/>
    public string Name => "resolution";

    /// <inheritdoc/>
    public string Description => "accuracy of spherical harmonics by the spacing of the cells and by L";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) =>
    [
        .. from seed in Enumerable.Range(0, seeds)
           from degrees in s_capacity.Except(s_degrees)
           select Run("linear", degrees, UsualCentres, seed),
        .. from seed in Enumerable.Range(0, seeds)
           from network in s_networks
           from degrees in s_degrees
           from centres in s_centres
           select Run(network, degrees, centres, seed),
    ];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var text = new StringBuilder($"![Accuracy by the spacing of the cells](figures/{Picture})\n\nAccuracy, per cent; seeds in brackets where there is more than one\n\n| cells | mean spacing |");
        foreach (var (network, degrees) in Columns())
        {
            text.Append(CultureInfo.InvariantCulture, $" {EncoderNames.Title(network)}, L = {degrees} |");
        }

        text.Append(" reference: Linear, L = 20 |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var centres in s_centres)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {centres} | {new Checkerboard(centres).MeanSpacing:F2}° |");
            foreach (var (network, degrees) in Columns())
            {
                var spread = Accuracy(runs, network, degrees, centres);
                text.Append(CultureInfo.InvariantCulture, $" {spread.Percent}{(spread.Count > 1 ? $" ({spread.Count})" : string.Empty)} |");
            }

            text.Append(CultureInfo.InvariantCulture, $" {ReferenceFigures.AtCentres(centres)?.ToString("F1", CultureInfo.InvariantCulture) ?? "not measured"} |\n");
        }

        text.Append("\n| Linear(SH) on 200 cells | L = 5 | L = 10 | L = 15 | L = 20 | L = 25 |\n| --- | --- | --- | --- | --- | --- |\n| ours |");
        text.AppendJoin('|', s_capacity.Select(degrees => $" {Accuracy(runs, "linear", degrees, UsualCentres).Percent} ")).Append("|\n| reference |");
        text.AppendJoin('|', s_capacity.Select(degrees => string.Create(CultureInfo.InvariantCulture, $" {ReferenceFigures.AtDegrees(degrees):F1} "))).Append("|\n\n");
        var checks = Checks(runs);
        return new ExperimentReport(text.Append(Claims.List(checks)).ToString(), [new ReportFigure(Picture, Chart(runs).ToSvg())], checks);
    }

    private static IEnumerable<(string Network, int Degrees)> Columns() => from network in s_networks from degrees in s_degrees select (network, degrees);

    private ExperimentRun Run(string network, int degrees, int centres, long seed)
    {
        var row = HyperParameterTable.Row("checkerboard", Sh, network);
        row["degrees"] = degrees.ToString(CultureInfo.InvariantCulture);
        row["centres"] = centres.ToString(CultureInfo.InvariantCulture);
        return _boards[centres].Other($"resolution/{network}/degrees={degrees}/centres={centres}", row, seed);
    }

    private Spread Accuracy(RunLog runs, string network, int degrees, int centres) =>
        Spread.Of(runs.Of(Enumerable.Range(0, MostSeeds).Select(seed => Run(network, degrees, centres, seed))), "accuracy");

    private AcceptanceCheck[] Checks(RunLog runs) =>
    [
        Claims.All(
            "Linear(SH) on 200 cells rises from below 50 % (L = 5) over 89 to 93 % (L = 10) to at least 95 % (L = 15, 20) and loses at most 2 points at L = 25",
            [.. s_capacity.Select(degrees => Accuracy(runs, "linear", degrees, UsualCentres))],
            share => share[0] < 0.5 && share[1] is > 0.89 and < 0.93 && share[2] >= 0.95 && share[3] >= 0.95 && share[3] - share[4] <= 0.02),
        Claims.All(
            "Linear(SH) with L = 20 falls strictly over 50, 100, 200, 400, 800 cells",
            [.. s_falling.Select(centres => Accuracy(runs, "linear", 20, centres))],
            share => share.Zip(share.Skip(1)).All(pair => pair.First > pair.Second)),
    ];

    private LineChart Chart(RunLog runs) => new(
        "Checkerboard: accuracy by the spacing of the cells",
        new ChartAxis("mean distance between neighbouring centres (degrees, finer to the right)", 30, 3, [30, 20, 15, 10, 7, 5, 4, 3], IsLogarithmic: true),
        new ChartAxis("accuracy (%)", 0, 100, [0, 20, 40, 60, 80, 100]),
        [
            .. Columns().Select(column => new ChartSeries(
                $"{EncoderNames.Title(column.Network)}, L = {column.Degrees}",
                [
                    .. s_centres.Select(centres => (X: new Checkerboard(centres).MeanSpacing, Spread: Accuracy(runs, column.Network, column.Degrees, centres)))
                        .Where(point => point.Spread.Count > 0).Select(point => (point.X, 100 * point.Spread.Mean, 100 * point.Spread.Deviation)),
                ],
                column.Network == "linear",
                column.Degrees == s_degrees[0] ? 0 : 1)),
        ])
    {
        Marks = [.. s_degrees.Select(degrees => (180.0 / degrees, $"180°/{degrees}"))],
    };
}
