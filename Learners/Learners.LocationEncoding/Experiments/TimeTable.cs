using System.Globalization;
using System.Text;
using GeoCore.Encoding.Harmonics;
using GeoCore.Encoding.Positional;
using Learners.Contracts;
using Learners.LocationEncoding.Protocol;
using Learners.Torch.Experiments;

namespace Learners.LocationEncoding.Experiments;

/// <summary>Time of encoding the 10 000 test places of the checkerboard by L, and what a linear network makes of the features.</summary>
/// <param name="board">Sets of the checkerboard.</param>
/// <param name="time">Clock of the trainer's reports.</param>
internal sealed class TimeTable(Lazy<ProtocolData> board, TimeProvider time) : IExperimentTable
{
    private const int MostSeeds = 100;
    private const string Picture = "location-encoding-time.svg";
    private const string Ours = "harmonics", Slow = "restarting", Wrap = PositionalEncodings.Wrap, SphereCPlus = PositionalEncodings.SphereCPlus;
    private static readonly int[] s_degrees = [2, 5, 10, 20, 40, 60, 80, 100, 120, 160, 200];
    private static readonly int[] s_learnt = [2, 5, 10, 20, 40];
    private static readonly string[] s_encoders = [Ours, Slow, Wrap, SphereCPlus];
    private readonly EncoderTableRuns _runs = new(board, "checkerboard", time);

    /// <inheritdoc/>
    public string Name => "time";

    /// <inheritdoc/>
    public string Description => "processor time of encoders by L, and a linear network's accuracy";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) =>
    [
        .. from degrees in s_degrees from encoder in s_encoders where Exists(encoder, degrees) select Timing(encoder, degrees),
        .. from seed in Enumerable.Range(0, seeds) from degrees in s_learnt from encoder in s_encoders where encoder != Slow select Learning(encoder, degrees, seed),
    ];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var text = new StringBuilder($"![Processor time by L](figures/{Picture})\n\n");
        text.Append("Milliseconds of one thread for 10 000 places, float64, the quickest of several passes; accuracy of Linear on the checkerboard in per cent (seeds)\n\n");
        text.Append("| L | harmonics | harmonics, restarted for every (ℓ, m) | ratio | Wrap | SphereC+ | accuracy: harmonics | Wrap | SphereC+ |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var degrees in s_degrees)
        {
            var (fast, slow) = (Milliseconds(runs, Ours, degrees), Milliseconds(runs, Slow, degrees));
            text.Append(CultureInfo.InvariantCulture, $"| {degrees} | {Number(fast)} | {(Exists(Slow, degrees) ? Number(slow) : "overflows")} | {Number(slow / fast)} | {Number(Milliseconds(runs, Wrap, degrees))} | {Number(Milliseconds(runs, SphereCPlus, degrees))} |");
            text.AppendJoin('|', new[] { Ours, Wrap, SphereCPlus }.Select(encoder => $" {Accuracy(runs, encoder, degrees)} ")).Append("|\n");
        }

        double twenty = Milliseconds(runs, Ours, 20), last = Milliseconds(runs, Ours, 200), slope = Math.Log(last / twenty) / Math.Log(10);
        AcceptanceCheck[] checks =
        [
            new("10 000 places with L = 40 take less than 20 ms", $"{Number(Milliseconds(runs, Ours, 40))} ms", Held(Milliseconds(runs, Ours, 40), value => value < 20)),
            new("10 000 places with L = 100 take less than 150 ms", $"{Number(Milliseconds(runs, Ours, 100))} ms", Held(Milliseconds(runs, Ours, 100), value => value < 150)),
            new("from L = 20 to L = 200 time grows no faster than L to the power of 2.2", $"power {Number(slope)}", Held(slope, value => value <= 2.2)),
        ];
        text.Append('\n').Append(Claims.List(checks));
        return new ExperimentReport(text.ToString(), [new ReportFigure(Picture, Chart(runs).ToSvg())], checks);
    }

    private static bool Exists(string encoder, int degrees) => encoder != Slow || degrees <= RestartingHarmonics.MaximumDegrees;

    private static bool? Held(double value, Func<double, bool> holds) => double.IsNaN(value) ? null : holds(value);

    private static string Number(double value) => double.IsNaN(value) ? "–" : value.ToString(value < 10 ? "0.00" : "0", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Row(string encoder, int degrees)
    {
        var row = HyperParameterTable.Row("checkerboard", encoder == Ours ? PositionalEncodings.SphericalHarmonics : encoder, "linear");
        if (encoder == Ours)
        {
            row["degrees"] = Text(degrees);
        }
        else if (encoder == SphereCPlus)
        {
            row["minimum-radius"] = Text(180 / degrees);
        }

        return row;
    }

    private static IPositionalEncoding Encoding(string encoder, int degrees) => encoder switch
    {
        Ours => new SphericalHarmonics(degrees),
        Slow => new RestartingHarmonics(degrees),
        Wrap => PositionalEncodings.Create(new PositionalEncodingOptions { Name = Wrap }),
        _ => PositionalEncodings.Create(new PositionalEncodingOptions
        {
            Name = SphereCPlus,
            Variant = EncodingVariant.Reference,
            Scales = 48,
            MinimumRadius = Math.Max(1, 180 / degrees),
            MaximumRadius = 360,
        }),
    };

    private ExperimentRun Timing(string encoder, int degrees)
    {
        var settings = new Dictionary<string, string> { ["degrees"] = Text(degrees), ["places"] = "10000", ["what"] = "encoding, float64, one thread" };
        return new ExperimentRun($"time/{encoder}/degrees={degrees}", LocationEncoderCard.Instance.Name, "checkerboard", 0, settings, token =>
        {
            var places = FibonacciLattice.Of(10_000);
            return [new MetricRecord("milliseconds", ProcessorTime.Milliseconds(Encoding(encoder, degrees), places.Longitudes, places.Latitudes, token))];
        });
    }

    private ExperimentRun Learning(string encoder, int degrees, long seed) => _runs.Other($"time/linear/{encoder}/degrees={degrees}", Row(encoder, degrees), seed);

    private double Milliseconds(RunLog runs, string encoder, int degrees) =>
        Exists(encoder, degrees) && runs.Find(Timing(encoder, degrees)) is { } record ? record.Figures["milliseconds"] : double.NaN;

    private string Accuracy(RunLog runs, string encoder, int degrees)
    {
        var spread = s_learnt.Contains(degrees) ? Spread.Of(runs.Of(Enumerable.Range(0, MostSeeds).Select(seed => Learning(encoder, degrees, seed))), "accuracy") : default;
        return spread.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{spread.Percent} ({spread.Count})");
    }

    private LineChart Chart(RunLog runs) => new(
        "Encoding 10 000 places: processor time by L",
        new ChartAxis("L", 2, 200, [2, 5, 10, 20, 40, 80, 200], IsLogarithmic: true),
        new ChartAxis("milliseconds of one thread", 0.1, 10_000, [0.1, 1, 10, 100, 1000, 10_000], IsLogarithmic: true),
        [
            .. s_encoders.Select(encoder => new ChartSeries(
                encoder switch { Ours => "harmonics", Slow => "restarted", Wrap => "Wrap", _ => "SphereC+" },
                [
                    .. s_degrees.Where(degrees => !double.IsNaN(Milliseconds(runs, encoder, degrees)))
                        .Select(degrees => ((double)degrees, Milliseconds(runs, encoder, degrees), 0.0)),
                ],
                encoder is Wrap or SphereCPlus)),
        ]);
}
