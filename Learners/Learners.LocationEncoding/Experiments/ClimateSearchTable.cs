using Learners.Torch.Experiments;

namespace Learners.LocationEncoding.Experiments;

/// <summary>The search behind <see cref="ClimateSettings"/>: three or four learning rates a cell, with two L for harmonics; a third of a run, seed 0, validation places alone.</summary>
/// <param name="folder">Finds data.</param>
/// <param name="time">Clock of the trainer's reports.</param>
internal sealed class ClimateSearchTable(ExperimentFolder folder, TimeProvider time) : IExperimentTable
{
    private readonly IReadOnlyList<ClimateFieldSet> _sets = ClimateFieldSet.All(folder);

    /// <inheritdoc/>
    public string Name => "climate-search";

    /// <inheritdoc/>
    public string Description => "learning rates and L for the climate fields, by the validation loss";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) => [.. _sets.Where(set => set.Find().Length > 0).SelectMany(set => Cells().SelectMany(cell => Runs(set, cell)))];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var checks = new List<AcceptanceCheck>();
        foreach (var set in _sets)
        {
            (ExperimentRun Best, Dictionary<string, string> Chosen)[] cells =
            [
                .. from cell in Cells()
                   let done = Runs(set, cell).Where(run => runs.Find(run) is not null).ToArray()
                   where done.Length == Runs(set, cell).Count()
                   select (done.MinBy(run => runs.Find(run)!.Figures["lowest-validation-loss"])!, ClimateSettings.Chosen(set.Name, cell.Network, cell.Encoder)),
            ];
            var agree = cells.Count(cell => cell.Chosen.All(pair => cell.Best.Settings[pair.Key] == pair.Value));
            checks.Add(new AcceptanceCheck(
                $"{set.Title}: the table uses the settings of the lowest validation loss", $"{agree} of {Cells().Count()} cells",
                cells.Length < Cells().Count() ? null : agree == cells.Length));
        }

        return new ExperimentReport(Claims.List(checks), [], checks);
    }

    private static IEnumerable<(string Network, string Encoder)> Cells() =>
        from network in HyperParameterTable.Networks from encoder in ClimateSettings.Encoders select (network, encoder);

    private IEnumerable<ExperimentRun> Runs(ClimateFieldSet set, (string Network, string Encoder) cell) =>
        ClimateSettings.Candidates(cell.Network, cell.Encoder).Select(row => new ClimateTrial(set.Protocol, time).Run(
            $"climate-search/{set.Name}/{cell.Network}/{cell.Encoder}", row, 0, scoresTest: false));
}
