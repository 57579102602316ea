using System.Globalization;
using System.Text;
using GeoCore.Encoding.Positional;
using Learners.Torch.Experiments;

namespace Learners.LocationEncoding.Experiments;

/// <summary>The climate experiment on the fields at hand: five encoders, three networks.</summary>
/// <param name="folder">Finds data.</param>
/// <param name="time">Clock of the trainer's reports.</param>
internal sealed class ClimateTable(ExperimentFolder folder, TimeProvider time) : IExperimentTable
{
    private const int MostSeeds = 100;
    private const string Sh = PositionalEncodings.SphericalHarmonics;
    private static readonly (string Name, string Title)[] s_figures = [("mean-squared-error", "Mean squared error × 1000"), ("area-weighted-mse", "the same, weighted by area, × 1000")];

    private readonly IReadOnlyList<ClimateFieldSet> _sets = ClimateFieldSet.All(folder);

    /// <inheritdoc/>
    public string Name => "climate";

    /// <inheritdoc/>
    public string Description => "climate fields from a hundredth of their grid: five encoders, three networks";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) =>
    [
        .. from seed in Enumerable.Range(0, seeds)
           from set in _sets
           where set.Find().Length > 0
           from network in HyperParameterTable.Networks
           from encoder in ClimateSettings.Encoders
           select Run(set, network, encoder, seed),
    ];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var text = new StringBuilder();
        foreach (var set in _sets)
        {
            text.Append(CultureInfo.InvariantCulture, $"**{set.Title}**: {set.Description}\n\n");
            foreach (var (figure, title) in s_figures)
            {
                text.Append(CultureInfo.InvariantCulture, $"{title}; mean ± standard deviation, seeds in brackets\n\n{Table(runs, set, figure, 1000)}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"R², mean over outputs\n\n{Table(runs, set, "r2", 1)}\n");
        }

        var checks = _sets.SelectMany(set => Checks(runs, set)).ToArray();
        return new ExperimentReport(text.Append(Claims.List(checks)).ToString(), [], checks);
    }

    private ExperimentRun Run(ClimateFieldSet set, string network, string encoder, long seed) => new ClimateTrial(set.Protocol, time).Run(
        $"climate/{set.Name}/{network}/{encoder}", ClimateSettings.Chosen(set.Name, network, encoder), seed);

    private Spread Mean(RunLog runs, ClimateFieldSet set, string network, string encoder, string figure) =>
        Spread.Of(runs.Of(Enumerable.Range(0, MostSeeds).Select(seed => Run(set, network, encoder, seed))), figure);

    private string Table(RunLog runs, ClimateFieldSet set, string figure, double factor)
    {
        var text = new StringBuilder("| encoder | Linear | FcNet | SirenNet |\n| --- | --- | --- | --- |\n");
        foreach (var encoder in ClimateSettings.Encoders)
        {
            text.Append("| ").Append(EncoderNames.Title(encoder));
            foreach (var network in HyperParameterTable.Networks)
            {
                text.Append(" | ").Append(Cell(Mean(runs, set, network, encoder, figure), factor));
            }

            text.Append(" |\n");
        }

        return text.ToString();
    }

    private static string Cell(Spread spread, double factor) => spread.Count == 0
        ? "–"
        : string.Create(CultureInfo.InvariantCulture, $"{factor * spread.Mean:0.###}{(spread.Count == 1 ? string.Empty : $" ± {(factor * spread.Deviation).ToString("0.###", CultureInfo.InvariantCulture)}")} ({spread.Count})");

    // what could be read of the paper's table, asked of another field
    private IEnumerable<AcceptanceCheck> Checks(RunLog runs, ClimateFieldSet set)
    {
        var errors = (from network in HyperParameterTable.Networks
                      from encoder in ClimateSettings.Encoders
                      select (Network: network, Encoder: encoder, Error: Mean(runs, set, network, encoder, "mean-squared-error"))).ToArray();
        var isWhole = errors.All(cell => cell.Error.Count > 0);
        var best = errors.MinBy(cell => cell.Error.Mean);
        var linear = errors.Where(cell => cell.Network == "linear").MinBy(cell => cell.Error.Mean);
        yield return Check("with the Linear network SH has the lowest error, as in the paper", Words(linear), linear.Encoder == Sh);
        yield return Check("FcNet(SH) is the best of the table, as in the paper", Words(best), best is { Network: "fcnet", Encoder: Sh });
        yield return Check(
            "encoders differ less with SirenNet than with Linear, as in the paper",
            string.Create(CultureInfo.InvariantCulture, $"worst over best {Ratio("siren"):F1} and {Ratio("linear"):F1}"),
            Ratio("siren") < Ratio("linear"));

        AcceptanceCheck Check(string claim, string measured, bool holds) => new($"{set.Title}: {claim}", isWhole ? measured : "not run", isWhole ? holds : null);

        double Ratio(string network) =>
            errors.Where(cell => cell.Network == network).Max(cell => cell.Error.Mean) / errors.Where(cell => cell.Network == network).Min(cell => cell.Error.Mean);
    }

    private static string Words((string Network, string Encoder, Spread Error) cell) => string.Create(
        CultureInfo.InvariantCulture, $"the lowest is {EncoderNames.Title(cell.Network)}({EncoderNames.Title(cell.Encoder)}) with {1000 * cell.Error.Mean:0.###}");
}
