using Learners.Contracts;

namespace Learners.Host.Runs;

/// <summary>Tells several listeners at once, in their order; unlike <see cref="Progress{T}"/> on the thread that trains.</summary>
/// <param name="listeners">Who wants to know.</param>
internal sealed class ProgressToAll(params IReadOnlyList<IProgress<TrainingProgress>> listeners) : IProgress<TrainingProgress>
{
    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        foreach (var listener in listeners)
        {
            listener.Report(value);
        }
    }
}
