using System.Globalization;
using System.Text;
using GeoCore.Encoding.Positional;
using Learners.LocationEncoding.Data.Species;
using Learners.Torch.Experiments;

namespace Learners.LocationEncoding.Experiments;

/// <summary>Where six mammals live, from presences alone; and what that adds to a simulated picture classifier.</summary>
/// <param name="folder">Finds data.</param>
/// <param name="time">Clock of the trainer's reports.</param>
internal sealed class SpeciesTable(ExperimentFolder folder, TimeProvider time) : IExperimentTable
{
    private const int MostSeeds = 100;
    private static readonly string[] s_encoders =
    [
        PositionalEncodings.Direct, PositionalEncodings.Cartesian3D, PositionalEncodings.Wrap, PositionalEncodings.Grid, PositionalEncodings.SphereCPlus,
        PositionalEncodings.SphericalHarmonics,
    ];

    private static readonly string[] s_species =
        ["ConnochaetesGnou", "GuloGulo", "PantheraOnca", "PteropusGiganteus", "TenrecEcaudatus", "VulpesVulpes"];

    private readonly SpeciesTrial _trial = new(new Lazy<SpeciesSites>(() => SpeciesSites.Read(Find(folder))), time);

    /// <inheritdoc/>
    public string Name => "species";

    /// <inheritdoc/>
    public string Description => "six mammals at 2 488 sites, learnt from presences alone: six encoders, three networks";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) =>
    [
        .. from seed in Enumerable.Range(0, seeds)
           where Find(folder).Length > 0
           from network in HyperParameterTable.Networks
           from encoder in s_encoders
           select Run(network, encoder, seed),
    ];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var text = new StringBuilder();
        Add("Area under the curve, mean over the species", "mean/auc");
        Add("Top-1 of the SIMULATED classifier and the place together (sum of logits)", "simulated/sum/top-1");
        Add("… as the product of two probabilities", "simulated/product/top-1");
        text.Append("| SirenNet(SH) | ").AppendJoin(" | ", s_species).Append(" |\n| --- |").Append(string.Concat(s_species.Select(_ => " --- |")));
        text.Append("\n| area under the curve |");
        foreach (var name in s_species)
        {
            text.Append(CultureInfo.InvariantCulture, $" {Cell(Mean(runs, "siren", PositionalEncodings.SphericalHarmonics, name + "/auc"))} |");
        }

        var alone = Mean(runs, "linear", PositionalEncodings.Direct, "simulated/picture/top-1"); // the same beside every encoder
        text.Append(CultureInfo.InvariantCulture, $"\n\nThe SIMULATED classifier alone has a top-1 of {alone.Percent} %; it is Gaussian noise with {SpeciesTrial.Margin} standard deviations added for the true species, and no picture was looked at.\n\n");
        AcceptanceCheck[] checks =
        [
            Claims.Bound("SirenNet(SH) tells presence from absence better than chance by far: mean area at least 0.85", Mean(runs, "siren", PositionalEncodings.SphericalHarmonics, "mean/auc"), area => area >= 0.85),
            Claims.All(
                "the place adds to the SIMULATED classifier with every network over SH",
                [alone, .. HyperParameterTable.Networks.Select(network => Mean(runs, network, PositionalEncodings.SphericalHarmonics, "simulated/sum/top-1"))],
                shares => shares.Skip(1).All(share => share > shares[0])),
        ];
        return new ExperimentReport(text.Append(Claims.List(checks)).ToString(), [], checks);

        void Add(string title, string figure)
        {
            text.Append(CultureInfo.InvariantCulture, $"{title}, per cent; mean ± standard deviation, seeds in brackets\n\n| encoder | Linear | FcNet | SirenNet |\n| --- | --- | --- | --- |\n");
            foreach (var encoder in s_encoders)
            {
                text.Append("| ").Append(EncoderNames.Title(encoder)).Append(" | ");
                text.AppendJoin(" | ", HyperParameterTable.Networks.Select(network => Cell(Mean(runs, network, encoder, figure)))).Append(" |\n");
            }

            text.Append('\n');
        }
    }

    private static string Find(ExperimentFolder folder) => folder.Find(
        "mammals_presence_absence.csv", "species-mammals", "it is the data set of the R package biomod2 as a table of lon, lat and six species");

    private static string Cell(Spread spread) =>
        spread.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{spread.Percent} ({spread.Count})");

    // the paper's rows for iNaturalist 2018 are the nearest there are
    private ExperimentRun Run(string network, string encoder, long seed) =>
        _trial.Run($"species/{network}/{encoder}", HyperParameterTable.Row("inat2018", encoder, network), seed);

    private Spread Mean(RunLog runs, string network, string encoder, string figure) =>
        Spread.Of(runs.Of(Enumerable.Range(0, MostSeeds).Select(seed => Run(network, encoder, seed))), figure);
}
