using Learners.Contracts;

namespace Learners.Torch.Training;

/// <summary>One training run, opened: what the trainer needs, and what becomes of the result.</summary>
public interface ILearnerRun : IDisposable
{
    /// <summary>What learns.</summary>
    ILearner Learner { get; }

    /// <summary>Steps, rates, batch sizes, precision.</summary>
    TrainingPlan Plan { get; }

    /// <summary>What it learns from.</summary>
    IFeed Training { get; }

    /// <summary>Held-out examples with an end that may stop the run early; null where there are none.</summary>
    IFeed? Validation => null;

    /// <summary>Scores the trained network on everything the data set is scored on.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    IReadOnlyList<MetricRecord> Score(CancellationToken cancellationToken);

    /// <summary>Publishes the trained network. A kill leaves what was there before or all that is new.</summary>
    /// <param name="folder">Of the artifact; what is there is replaced as a whole.</param>
    /// <param name="provenance">How the weights came about.</param>
    /// <param name="metrics">From <see cref="Score"/>.</param>
    void Publish(string folder, Provenance provenance, IReadOnlyList<MetricRecord> metrics);
}
