using System.Globalization;
using System.Text;
using Learners.Torch.Experiments;

namespace Learners.LocationEncoding.Experiments;

/// <summary>The search behind <see cref="DfsSettings"/>: four candidates for a network on a data set, six for the linear one; 100 epochs at most, one seed.</summary>
/// <param name="sets">Sets of places by name.</param>
/// <param name="time">Clock of the trainer's reports.</param>
internal sealed class DfsSearchTable(IReadOnlyDictionary<string, Lazy<ProtocolData>> sets, TimeProvider time) : IExperimentTable
{
    private const int Epochs = 100;
    private static readonly Dictionary<string, (string[] Scales, string[] Rates)> s_candidates = new()
    {
        ["linear"] = (["4", "8", "16"], ["0.002", "0.02"]),
        ["fcnet"] = (["4", "8"], ["0.0005", "0.005"]),
        ["siren"] = (["4", "8"], ["0.0001", "0.0004"]),
    };

    /// <inheritdoc/>
    public string Name => "dfs-search";

    /// <inheritdoc/>
    public string Description => "hyper-parameters of the double Fourier sphere, by the validation loss";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) =>
    [
        .. from data in sets
           from network in HyperParameterTable.Networks
           from scales in s_candidates[network].Scales
           from rate in s_candidates[network].Rates
           select new EncoderTableRuns(data.Value, data.Key, time)
               .Other($"dfs-search/{data.Key}/{network}", DfsSettings.Candidate(network, scales, rate), 0, Epochs),
    ];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var text = new StringBuilder("Lowest validation loss; the lowest of a row is the one the tables use\n\n| data, network | candidates: scales, learning rate: loss |\n| --- | --- |\n");
        var checks = new List<AcceptanceCheck>();
        foreach (var group in Runs(1).GroupBy(run => run.Name))
        {
            var done = group.Select(run => (run.Settings, Record: runs.Find(run))).Where(pair => pair.Record is not null)
                .Select(pair => (pair.Settings, Loss: pair.Record!.Figures["lowest-validation-loss"])).ToArray();
            text.Append(CultureInfo.InvariantCulture, $"| {group.Key["dfs-search/".Length..]} | {string.Join("; ", done.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Settings["scales"]}, {one.Settings["learning-rate"]}: {one.Loss:F4}")))} |\n");
            var chosen = DfsSettings.Row(group.Key.Split('/')[1], group.Key.Split('/')[2]);
            var best = done.Length == 0 ? null : done.MinBy(one => one.Loss).Settings;
            checks.Add(new AcceptanceCheck(
                $"the tables use the best candidate for {group.Key["dfs-search/".Length..]}",
                $"scales {chosen["scales"]}, learning rate {chosen["learning-rate"]}",
                done.Length < group.Count() ? null : chosen.All(pair => best![pair.Key] == pair.Value)));
        }

        return new ExperimentReport(text.Append('\n').Append(Claims.List(checks)).ToString(), [], checks);
    }
}
