using Learners.Contracts;
using Learners.DialoguePlanning.Data;
using Learners.Torch.Training;
using TorchSharp;

namespace Learners.DialoguePlanning.Experiments;

/// <summary>Trains the learner for an experiment.</summary>
/// <param name="time">Clock of the trainer's reports.</param>
internal sealed class CurvedTrial(TimeProvider time)
{
    /// <summary>Every parameter, settled.</summary>
    /// <param name="preset">Of the card.</param>
    /// <param name="settings">Parameters that differ from it.</param>
    internal static HyperParameterValues Settled(string preset, IReadOnlyDictionary<string, string> settings) =>
        CurvedLearnerCard.Instance.TrySettle(preset, settings, out var values, out var problem) ? values : throw new TrainingException(problem);

    /// <summary>Trains to the end and hands the run to a measurement.</summary>
    /// <param name="values">Settled parameters.</param>
    /// <param name="corpus">Dialogues.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="measure">What is wanted of the trained run.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    /// <exception cref="OperationCanceledException">It was told to end.</exception>
    internal T Train<T>(HyperParameterValues values, DialogueCorpus corpus, long seed, Func<CurvedRun, T> measure, CancellationToken cancellationToken)
    {
        var context = new LearnerContext
        {
            Job = new JobSpec(CurvedLearnerCard.Instance.Name, corpus.Name, null, values.Texts, seed, "cpu"),
            Values = values,
            DataFolder = string.Empty,
            HomeFolder = string.Empty,
            OpenRaster = path => throw new IOException($"dialogues need no raster, but {path} was opened"),
        };
        using var scope = torch.NewDisposeScope();
        using var run = new CurvedRun(context, corpus);
        var outcome = new Trainer(run.Plan, time).Run(run.Learner, run.Training, cancellationToken: cancellationToken);
        return outcome.Completed ? measure(run) : throw new OperationCanceledException(cancellationToken);
    }
}
