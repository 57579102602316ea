using GeoCore.Encoding.Positional;
using Learners.Torch.Experiments;

namespace Learners.LocationEncoding.Experiments;

/// <summary>The runs behind the paper's tables: eleven encoders with three networks on one data set.</summary>
/// <param name="data">Sets of places.</param>
/// <param name="dataName"><c>checkerboard</c> or <c>land-ocean</c>.</param>
/// <param name="time">Clock of the trainer's reports.</param>
internal sealed class EncoderTableRuns(Lazy<ProtocolData> data, string dataName, TimeProvider time)
{
    private readonly EncoderTrial _trial = new(data, time);

    /// <summary>Training places of a data set.</summary>
    internal static int TrainingPlaces(string dataName) => dataName == "checkerboard" ? 10_000 : 5_000;

    /// <summary>All cells for all seeds: of a seed the linear ones first, which end soonest.</summary>
    /// <param name="seeds">At least 1.</param>
    internal IEnumerable<ExperimentRun> All(int seeds) =>
        from seed in Enumerable.Range(0, seeds)
        from network in HyperParameterTable.Networks
        from encoder in PositionalEncodings.Names
        select Cell(encoder, network, seed);

    /// <summary>One cell with one seed.</summary>
    /// <param name="encoder">Wire name.</param>
    /// <param name="network"><c>linear</c>, <c>fcnet</c> or <c>siren</c>.</param>
    /// <param name="seed">From 0.</param>
    internal ExperimentRun Cell(string encoder, string network, long seed)
    {
        var row = encoder == PositionalEncodings.Dfs ? DfsSettings.Row(dataName, network) : HyperParameterTable.Row(dataName, encoder, network);
        return _trial.Run($"{dataName}/{network}/{encoder}", dataName, TrainingPlaces(dataName), row, seed);
    }

    /// <summary>A cell with other settings.</summary>
    /// <param name="name">Of the run.</param>
    /// <param name="row">Settings beyond the protocol.</param>
    /// <param name="seed">From 0.</param>
    /// <param name="epochs">At most.</param>
    internal ExperimentRun Other(string name, IReadOnlyDictionary<string, string> row, long seed, int epochs = 500) =>
        _trial.Run(name, dataName, TrainingPlaces(dataName), row, seed, epochs);
}
