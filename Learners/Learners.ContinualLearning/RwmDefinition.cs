using Learners.ContinualLearning.Data;
using Learners.ContinualLearning.Data.Pictures;
using Learners.ContinualLearning.Data.Regions;
using Learners.ContinualLearning.Data.Speech;
using Learners.Contracts;
using Learners.Torch.Training;

namespace Learners.ContinualLearning;

/// <summary>The continual learner as the host knows it.</summary>
public sealed class RwmDefinition : ILearnerDefinition
{
    private const long Opened = 96L << 20;

    /// <inheritdoc/>
    public LearnerCard Card => RwmLearnerCard.Instance;

    /// <inheritdoc/>
    public long EstimateMemory(HyperParameterValues values, string data)
    {
        // weights with gradients, projectors in two precisions, and what the parts of a method keep of each; a batch is little beside them
        long width = values.Integer("hidden-width"), layers = Math.Max(1, values.Integer("hidden-layers"));
        return Opened + 40 * width * width * layers + 64L * width * values.Integer("batch-size");
    }

    /// <inheritdoc/>
    public ILearnerRun Open(LearnerContext context, CancellationToken cancellationToken) => new RwmRun(context, context.Job.Data switch
    {
        "drift" => DriftingClasses.Draw(),
        "protocol-a" => SpeechTasks.Open("a", context.DataFolder, context.Messages, cancellationToken),
        "protocol-b" => SpeechTasks.Open("b", context.DataFolder, context.Messages, cancellationToken),
        "protocol-c" => RotatedFashion.Open(context.DataFolder, context.Messages, cancellationToken),
        "regions" => ClimateRegions.Open(context.HomeFolder, cancellationToken),
        "own" => new OwnSpeech(context.DataFolder, context.Messages).Open(
            context.Source ?? throw new TrainingException("own speech is named by --source: a file with a line a task, its name and the path of a set"), cancellationToken),
        _ => throw new TrainingException($"there is no data set '{context.Job.Data}'"),
    });
}
