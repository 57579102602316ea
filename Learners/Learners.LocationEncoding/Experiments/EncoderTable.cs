using System.Globalization;
using System.Text;
using GeoCore.Encoding.Positional;
using Learners.Torch.Experiments;

namespace Learners.LocationEncoding.Experiments;

/// <summary>A table of the paper: eleven encoders with three networks.</summary>
/// <param name="name"><c>checkerboard</c> or <c>land-ocean</c>.</param>
/// <param name="data">Its sets of places.</param>
/// <param name="time">Clock of the trainer's reports.</param>
internal sealed class EncoderTable(string name, Lazy<ProtocolData> data, TimeProvider time) : IExperimentTable
{
    // more seeds than anyone runs: a report shows all that were run
    private const int MostSeeds = 100;
    private static readonly (string Name, string Title)[] s_checkerboard = [("accuracy", "Accuracy")];
    private static readonly (string Name, string Title)[] s_landOcean =
        [("accuracy", "Accuracy"), ("iou", "IoU over the whole test set"), ("iou-of-batches", "IoU averaged over test batches of 2 000, as the reference reports it")];

    private readonly EncoderTableRuns _runs = new(data, name, time);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Description => IsCheckerboard
        ? "16 classes in 200 cells of a Fibonacci lattice: eleven encoders, three networks"
        : "land and ocean from 5 000 places: eleven encoders, three networks";

    private bool IsCheckerboard => name == "checkerboard";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) => [.. _runs.All(seeds)];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var text = new StringBuilder();
        foreach (var (figure, title) in IsCheckerboard ? s_checkerboard : s_landOcean)
        {
            text.Append(CultureInfo.InvariantCulture, $"**{title}**, per cent; mean ± standard deviation, seeds in brackets\n\n{Table(runs, figure)}\n{Differences(runs, figure)}\n\n");
        }

        var checks = Checks(runs);
        text.Append(Claims.List(checks)).Append("\n\n").Append(Cost(runs));
        return new ExperimentReport(text.ToString(), [], checks);
    }

    private IReadOnlyList<RunRecord> Records(RunLog runs, string encoder, string network) =>
        runs.Of(Enumerable.Range(0, MostSeeds).Select(seed => _runs.Cell(encoder, network, seed)));

    private Spread Mean(RunLog runs, string encoder, string network, string figure) => Spread.Of(Records(runs, encoder, network), figure);

    private string Table(RunLog runs, string figure)
    {
        var text = new StringBuilder("| encoder | Linear | reference | FcNet | reference | SirenNet | reference | paper |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var encoder in PositionalEncodings.Names)
        {
            text.Append("| ").Append(EncoderNames.Title(encoder));
            foreach (var network in HyperParameterTable.Networks)
            {
                var ours = Mean(runs, encoder, network, figure);
                var reference = encoder == PositionalEncodings.Dfs ? "no such encoder" : ReferenceFigures.Text($"{name}/{network}/{encoder}/{figure}");
                text.Append(CultureInfo.InvariantCulture, $" | {ours.Percent}{(ours.Count > 0 ? $" ({ours.Count})" : string.Empty)} | {reference}");
            }

            text.Append(encoder == PositionalEncodings.Dfs ? " | no such row |\n" : " | not recovered |\n");
        }

        return text.ToString();
    }

    // how far the table is from the reference's, in one sentence a network
    private string Differences(RunLog runs, string figure)
    {
        var sentences = new List<string>();
        foreach (var network in HyperParameterTable.Networks)
        {
            (string Encoder, double Ours, double Reference)[] pairs =
            [
                .. from encoder in HyperParameterTable.Encoders
                   let ours = Mean(runs, encoder, network, figure)
                   let reference = ReferenceFigures.Percent($"{name}/{network}/{encoder}/{figure}")
                   where ours.Count > 0 && reference is not null
                   select (encoder, 100 * ours.Mean, reference.Value),
            ];
            if (pairs.Length < 3)
            {
                continue;
            }

            var widest = pairs.MaxBy(pair => Math.Abs(pair.Ours - pair.Reference));
            sentences.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{EncoderNames.Title(network)}: ranks agree with the reference by a Spearman correlation of {RankCorrelation.Of(pairs.Select(pair => (pair.Ours, pair.Reference))):F2}; "
                + $"the mean difference is {pairs.Average(pair => pair.Ours - pair.Reference):+0.0;−0.0;0.0} points, the widest {widest.Ours - widest.Reference:+0.0;−0.0;0.0} ({EncoderNames.Title(widest.Encoder)})."));
        }

        return string.Join('\n', sentences.Select(sentence => "- " + sentence));
    }

    private AcceptanceCheck[] Checks(RunLog runs)
    {
        Spread Accuracy(string encoder, string network) => Mean(runs, encoder, network, "accuracy");
        const string sh = PositionalEncodings.SphericalHarmonics, direct = PositionalEncodings.Direct;
        return IsCheckerboard
            ?
            [
                Claims.Bound("SirenNet(SH) has at least 95 % accuracy", Accuracy(sh, "siren"), share => share >= 0.95),
                Claims.Bound("Linear(SH) has at least 94 % accuracy", Accuracy(sh, "linear"), share => share >= 0.94),
                Claims.Bound("Linear(Direct) stays below 12 % accuracy", Accuracy(direct, "linear"), share => share < 0.12),
            ]
            :
            [
                Claims.Bound("SirenNet(SH) has at least 95 % accuracy", Accuracy(sh, "siren"), share => share >= 0.95),
                Claims.Bound("SirenNet(SH) has at least 85 % IoU", Mean(runs, sh, "siren", "iou"), share => share >= 0.85),
                Claims.Bound("Linear(SH) has at least 93.5 % accuracy", Accuracy(sh, "linear"), share => share >= 0.935),
            ];
    }

    private string Cost(RunLog runs)
    {
        RunRecord[] all = [.. from encoder in PositionalEncodings.Names
                              from network in HyperParameterTable.Networks
                              from record in Records(runs, encoder, network)
                              select record];
        return all.Length == 0
            ? "No run is done."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{all.Length} runs, {all.Sum(record => record.Seconds) / 60:F0} minutes of one thread in all; a run took {all.Min(record => record.Figures["epochs"]):F0} to {all.Max(record => record.Figures["epochs"]):F0} epochs.");
    }
}
