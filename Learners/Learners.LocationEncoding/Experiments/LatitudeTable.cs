using System.Globalization;
using System.Text;
using GeoCore.Encoding.Positional;
using Learners.Torch.Experiments;

namespace Learners.LocationEncoding.Experiments;

/// <summary>Accuracy on the checkerboard by latitude, in nine bands of 20°: what an encoder without a pole gains there.</summary>
/// <remarks>The runs are those of the checkerboard table.</remarks>
/// <param name="data">The checkerboard.</param>
/// <param name="time">Clock of the trainer's reports.</param>
internal sealed class LatitudeTable(Lazy<ProtocolData> data, TimeProvider time) : IExperimentTable
{
    private const int MostSeeds = 100;
    private const string Picture = "location-encoding-latitude.svg";
    private const string Sh = PositionalEncodings.SphericalHarmonics;

    private static readonly (string Network, string Encoder)[] s_cells =
    [
        .. from encoder in new[] { PositionalEncodings.Grid, PositionalEncodings.SphereCPlus, Sh }
           from network in new[] { "fcnet", "siren" }
           select (network, encoder),
        ("siren", PositionalEncodings.Direct),
        ("linear", Sh),
    ];

    private readonly EncoderTableRuns _runs = new(data, "checkerboard", time);

    /// <inheritdoc/>
    public string Name => "latitude";

    /// <inheritdoc/>
    public string Description => "accuracy on the checkerboard in nine bands of latitude";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) =>
        [.. from seed in Enumerable.Range(0, seeds) from cell in s_cells select _runs.Cell(cell.Encoder, cell.Network, seed)];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var text = new StringBuilder($"![Accuracy by latitude](figures/{Picture})\n\nAccuracy, per cent; the second line of a model is the reference, one seed\n\n| model (seeds) |");
        text.AppendJoin(" |", Enumerable.Range(0, EncoderTrial.Bands).Select(band => $" {Edge(band)}…{Edge(band + 1)}"));
        text.Append(" |\n|").AppendJoin('|', Enumerable.Repeat(" --- ", EncoderTrial.Bands + 1)).Append("|\n");
        foreach (var (network, encoder) in s_cells)
        {
            var bands = Bands(runs, network, encoder);
            text.Append(CultureInfo.InvariantCulture, $"| {EncoderNames.Cell(network, encoder)} ({bands[0].Count}) | {string.Join(" | ", bands.Select(band => band.Percent))} |\n");
            if (ReferenceFigures.Bands($"{network}/{encoder}") is { } reference)
            {
                text.Append(CultureInfo.InvariantCulture, $"| … reference | {string.Join(" | ", reference.Select(share => share.ToString("F1", CultureInfo.InvariantCulture)))} |\n");
            }
        }

        var checks = Checks(runs);
        return new ExperimentReport(text.Append('\n').Append(Claims.List(checks)).ToString(), [new ReportFigure(Picture, Chart(runs).ToSvg())], checks);
    }

    private static int Edge(int band) => (band * EncoderTrial.BandWidth) - 90;

    private IReadOnlyList<RunRecord> Records(RunLog runs, string network, string encoder) =>
        runs.Of(Enumerable.Range(0, MostSeeds).Select(seed => _runs.Cell(encoder, network, seed)));

    private Spread[] Bands(RunLog runs, string network, string encoder)
    {
        var records = Records(runs, network, encoder);
        return [.. Enumerable.Range(0, EncoderTrial.Bands).Select(band => Spread.Of(records, $"accuracy-of-band-{band}"))];
    }

    private AcceptanceCheck[] Checks(RunLog runs)
    {
        // points lost in the worse of the two polar bands, as a share
        Spread Loss(string encoder) => Spread.Of(Records(runs, "siren", encoder).Select(record =>
            record.Figures["accuracy"] - Math.Min(record.Figures["accuracy-of-band-0"], record.Figures[$"accuracy-of-band-{EncoderTrial.Bands - 1}"])));
        return
        [
            Claims.Bound("SirenNet(SH) loses at most 2 points in the worse polar band", Loss(Sh), lost => lost <= 0.02),
            .. new[] { PositionalEncodings.Direct, PositionalEncodings.Grid, PositionalEncodings.SphereCPlus }.Select(encoder =>
                Claims.Bound($"{EncoderNames.Cell("siren", encoder)} loses 2 to 6 points there", Loss(encoder), lost => lost is >= 0.02 and <= 0.06)),
        ];
    }

    private LineChart Chart(RunLog runs) => new(
        "Checkerboard: accuracy by latitude",
        new ChartAxis("latitude (middle of the band, degrees)", -90, 90, [-80, -60, -40, -20, 0, 20, 40, 60, 80]),
        new ChartAxis("accuracy (%)", 84, 100, [84, 88, 92, 96, 100]),
        [
            .. s_cells.Take(6).Select((cell, at) => new ChartSeries(
                EncoderNames.Cell(cell.Network, cell.Encoder),
                [
                    .. Bands(runs, cell.Network, cell.Encoder).Select((band, i) => (X: Edge(i) + 10.0, Spread: band)).Where(band => band.Spread.Count > 0)
                        .Select(band => (band.X, 100 * band.Spread.Mean, 100 * band.Spread.Deviation)),
                ],
                cell.Network == "fcnet",
                at / 2)),
        ]);
}
