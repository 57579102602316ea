using Learners.Contracts;

namespace Learners.Torch.Training;

/// <summary>A learner as the host knows it before anything is trained. Stateless; plug-ins export one with a public constructor without parameters.</summary>
public interface ILearnerDefinition
{
    /// <summary>Name, paper, parameters and presets.</summary>
    LearnerCard Card { get; }

    /// <summary>Memory a run needs at its peak beyond the program itself, on the device that trains.</summary>
    /// <param name="values">Settled parameters.</param>
    /// <param name="data">Name of the data set.</param>
    /// <returns>Bytes.</returns>
    long EstimateMemory(HyperParameterValues values, string data);

    /// <summary>Opens the data and builds the network from the job's seed.</summary>
    /// <param name="context">The job and where things lie.</param>
    /// <param name="cancellationToken">Ends fetching and reading.</param>
    /// <exception cref="IOException">Data are not there and cannot be fetched; the message says what to get.</exception>
    /// <exception cref="InvalidDataException">Data are not what they should be.</exception>
    /// <exception cref="TrainingException">The settings do not go together.</exception>
    ILearnerRun Open(LearnerContext context, CancellationToken cancellationToken);

    /// <summary>What it answers with published models; none unless said.</summary>
    IReadOnlyList<LearnerQuestion> Questions => [];

    /// <summary>Scores a published artifact of this learner with the code that serves it.</summary>
    /// <param name="folder">Of the artifact.</param>
    /// <param name="context">Where things lie; its job names the data set of the artifact's card.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="NotSupportedException">The learner publishes nothing that could be scored alone.</exception>
    IReadOnlyList<MetricRecord> EvaluatePublished(string folder, LearnerContext context, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{Card.Name} publishes nothing that could be scored alone");
}
