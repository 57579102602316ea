using Learners.Contracts;
using Learners.Torch.Fused;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.Torch.Training;

/// <summary>How a run ended.</summary>
/// <param name="Completed">False when it was cancelled; the checkpoint then holds the place.</param>
/// <param name="Steps">Steps taken, those before a resumption included.</param>
/// <param name="Loss">Mean loss of the last reported stretch.</param>
/// <param name="Examples">Examples seen, those before a resumption included.</param>
/// <param name="Elapsed">Time this process spent.</param>
public sealed record TrainingOutcome(bool Completed, long Steps, double Loss, long Examples, TimeSpan Elapsed);

/// <summary>The loop: draw, loss, backward, clip, step, average; checkpoints, progress and cancellation.</summary>
/// <param name="plan">Steps, rates, seed.</param>
/// <param name="time">Clock for speeds and reports.</param>
public sealed class Trainer(TrainingPlan plan, TimeProvider time)
{
    /// <summary>
    /// Trains the learner's network in place. When the run completes, the network holds the moving average of its weights, if the plan
    /// asks for one.
    /// </summary>
    /// <param name="learner">Network and loss.</param>
    /// <param name="feed">Batches.</param>
    /// <param name="checkpoint">Where the state is kept, or null to keep none.</param>
    /// <param name="resume">Whether to go on from the checkpoint, if there is one.</param>
    /// <param name="stopping">Ends the run before its last step, or null.</param>
    /// <param name="progress">Told about twice a second and at the end.</param>
    /// <param name="cancellationToken">Ends the run after the step under way, with a checkpoint.</param>
    /// <exception cref="TrainingException">The loss is no longer a number, or the checkpoint belongs to another run.</exception>
    public TrainingOutcome Run(
        ILearner learner,
        IFeed feed,
        Checkpoint? checkpoint = null,
        bool resume = false,
        EarlyStopping? stopping = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using var optimiser = Optimisers.Of(learner.Network, plan);
        using var average = new WeightAverage(learner.Network, plan.AverageDecay);
        IReadOnlyList<(string Name, Tensor Tensor)> state =
            [.. learner.Network.named_parameters().Select(pair => (pair.name, (Tensor)pair.parameter)),
                .. learner.Network.named_buffers().Select(pair => (pair.name, pair.buffer)),
                .. learner.State.Select(pair => ("learner." + pair.Name, pair.Tensor)),
                .. optimiser.Moments, .. average.Averages,
                .. stopping?.State ?? []];
        if (resume && checkpoint is { Exists: true })
        {
            optimiser.StepsTaken = checkpoint.Read(state);
        }

        var pace = new Pace(plan, feed, time, progress, optimiser.StepsTaken);
        learner.Network.train();
        bool IsDone() => optimiser.StepsTaken >= plan.Steps || stopping is { IsOver: true };
        while (!IsDone() && !cancellationToken.IsCancellationRequested)
        {
            var stepIndex = optimiser.StepsTaken;
            var (loss, scalars) = TakeStep(learner, feed, optimiser, stepIndex);
            average.Advance(optimiser.StepsTaken);
            pace.Report(stepIndex, loss, scalars);
            if (stopping is not null && optimiser.StepsTaken % stopping.Every == 0)
            {
                learner.Network.eval();
                stopping.Look();
                learner.Network.train();
            }

            if (plan.CheckpointEvery > 0 && optimiser.StepsTaken % plan.CheckpointEvery == 0)
            {
                checkpoint?.Write(optimiser.StepsTaken, state);
            }
        }

        checkpoint?.Write(optimiser.StepsTaken, state);
        var completed = IsDone();
        if (completed && plan.AverageDecay > 0)
        {
            average.CopyToNetwork();
        }

        learner.Network.zero_grad(set_to_none: true);
        learner.Network.eval();
        pace.Finish();
        return new TrainingOutcome(completed, optimiser.StepsTaken, pace.Loss, pace.Examples, pace.Elapsed);
    }

    private (double Loss, IReadOnlyList<(string Name, double Value)> Scalars) TakeStep(ILearner learner, IFeed feed, IOptimiser optimiser, long stepIndex)
    {
        // whatever chance a step needs depends on seed and step alone, so that a resumed run repeats an uninterrupted one
        manual_seed(plan.Seed * 1_000_003 + stepIndex);
        learner.Network.zero_grad();
        var sum = 0.0;
        IReadOnlyList<(string Name, double Value)> scalars = [];
        for (var part = 0; part < plan.Accumulate; part++)
        {
            using var scope = NewDisposeScope();
            var batch = feed.Draw(stepIndex * plan.Accumulate + part, plan.BatchSizeAt(stepIndex));
            var result = ComputeLoss(learner, batch);
            using var share = plan.Accumulate == 1 ? null : result.Loss / plan.Accumulate;
            (share ?? result.Loss).backward();
            sum += result.Loss.ToDouble();
            scalars = result.Scalars;
        }

        learner.AfterBackward(stepIndex);
        if (plan.ClipNorm > 0)
        {
            GradientClip.Apply(learner.Network.parameters(), plan.ClipNorm);
        }

        optimiser.Advance(plan.LearningRateAt(stepIndex));
        var loss = sum / plan.Accumulate;
        return double.IsFinite(loss)
            ? (loss, scalars)
            : throw new TrainingException($"the loss is {loss} at step {stepIndex + 1}; a lower learning rate or a clip norm may help");
    }

    private StepResult ComputeLoss(ILearner learner, Batch batch)
    {
        using var autocast = plan.UseBfloat16 ? new Autocast(batch.Inputs.device_type) : null;
        return learner.ComputeLoss(batch);
    }
}
