using Learners.Contracts;
using Learners.Torch.Training;

namespace Learners.Host.Queue;

/// <summary>A learner as the queue needs it: what may be asked, and what that takes.</summary>
/// <param name="Card">Parameters, data sets, presets.</param>
/// <param name="EstimateMemory">Bytes of a run beyond the program itself, from settled parameters and the name of a data set.</param>
internal sealed record LearnerOffer(LearnerCard Card, Func<HyperParameterValues, string, long> EstimateMemory)
{
    // runtime, torch and its thread pools, before anything is learnt
    private const long ProgramBytes = 384L << 20;

    /// <summary>What it answers with published models.</summary>
    public IReadOnlyList<LearnerQuestion> Questions { get; init; } = [];

    /// <summary>Bytes a trainer needs at its peak.</summary>
    /// <param name="values">Settled parameters.</param>
    /// <param name="data">Name of the data set.</param>
    internal long MemoryBytes(HyperParameterValues values, string data) => ProgramBytes + EstimateMemory(values, data);
}
