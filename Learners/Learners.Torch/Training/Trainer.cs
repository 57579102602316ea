using Learners.Contracts;
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
    private static readonly TimeSpan s_reportEvery = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// Trains the learner's network in place. When the run completes, the network holds the moving average of its weights, if the plan
    /// asks for one.
    /// </summary>
    /// <param name="learner">Network and loss.</param>
    /// <param name="feed">Batches.</param>
    /// <param name="checkpoint">Where the state is kept, or null to keep none.</param>
    /// <param name="resume">Whether to go on from the checkpoint, if there is one.</param>
    /// <param name="progress">Told about twice a second and at the end.</param>
    /// <param name="cancellationToken">Ends the run after the step under way, with a checkpoint.</param>
    /// <exception cref="TrainingException">The loss is no longer a number, or the checkpoint belongs to another run.</exception>
    public TrainingOutcome Run(
        ILearner learner,
        IFeed feed,
        Checkpoint? checkpoint = null,
        bool resume = false,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using var optimiser = new CoupledAdam(learner.Network, plan.WeightDecay);
        using var average = new WeightAverage(learner.Network, plan.AverageDecay);
        IReadOnlyList<(string Name, Tensor Tensor)> state =
            [.. learner.Network.named_parameters().Select(pair => (pair.name, (Tensor)pair.parameter)), .. optimiser.Moments, .. average.Averages];
        if (resume && checkpoint is { Exists: true })
        {
            optimiser.StepsTaken = checkpoint.Read(state);
        }

        var pace = new Pace(plan, time, progress, optimiser.StepsTaken);
        learner.Network.train();
        while (optimiser.StepsTaken < plan.Steps && !cancellationToken.IsCancellationRequested)
        {
            var stepIndex = optimiser.StepsTaken;
            var loss = TakeStep(learner, feed, optimiser, stepIndex);
            average.Advance(optimiser.StepsTaken);
            pace.Report(stepIndex, loss);
            if (plan.CheckpointEvery > 0 && optimiser.StepsTaken % plan.CheckpointEvery == 0)
            {
                checkpoint?.Write(optimiser.StepsTaken, state);
            }
        }

        checkpoint?.Write(optimiser.StepsTaken, state);
        var completed = optimiser.StepsTaken >= plan.Steps;
        if (completed && plan.AverageDecay > 0)
        {
            average.CopyToNetwork();
        }

        learner.Network.eval();
        pace.Finish();
        return new TrainingOutcome(completed, optimiser.StepsTaken, pace.Loss, pace.Examples, pace.Elapsed);
    }

    private double TakeStep(ILearner learner, IFeed feed, CoupledAdam optimiser, long stepIndex)
    {
        using var scope = NewDisposeScope();

        // whatever chance a step needs depends on seed and step alone, so that a resumed run repeats an uninterrupted one
        manual_seed(plan.Seed * 1_000_003 + stepIndex);
        var loss = learner.ComputeLoss(feed.Draw(stepIndex, plan.BatchSizeAt(stepIndex)));
        learner.Network.zero_grad();
        loss.backward();
        if (plan.ClipNorm > 0)
        {
            nn.utils.clip_grad_norm_(learner.Network.parameters(), plan.ClipNorm);
        }

        optimiser.Advance(plan.LearningRateAt(stepIndex));
        var value = loss.ToDouble();
        return double.IsFinite(value)
            ? value
            : throw new TrainingException($"the loss is {value} at step {stepIndex + 1}; a lower learning rate or a clip norm may help");
    }

    private sealed class Pace(TrainingPlan plan, TimeProvider time, IProgress<TrainingProgress>? progress, long startedAt)
    {
        private readonly long _start = time.GetTimestamp();
        private readonly long _before = plan.ExamplesFrom(0) - plan.ExamplesFrom(startedAt);
        private readonly long _all = plan.ExamplesFrom(0);
        private long _lastReport = time.GetTimestamp();
        private long _step = startedAt;
        private long _seen;
        private double _sum;
        private long _count;

        public double Loss { get; private set; } = double.NaN;

        public long Examples => _before + _seen;

        public TimeSpan Elapsed => time.GetElapsedTime(_start);

        public void Report(long stepIndex, double loss)
        {
            _seen += plan.BatchSizeAt(stepIndex);
            _step = stepIndex + 1;
            _sum += loss;
            _count++;
            if (time.GetElapsedTime(_lastReport) >= s_reportEvery)
            {
                Tell();
            }
        }

        public void Finish()
        {
            if (_count > 0)
            {
                Tell();
            }
        }

        private void Tell()
        {
            _lastReport = time.GetTimestamp();
            Loss = _sum / _count;
            (_sum, _count) = (0, 0);
            var speed = _seen / Math.Max(1e-9, Elapsed.TotalSeconds);
            var remaining = TimeSpan.FromSeconds((_all - Examples) / Math.Max(1, speed));
            progress?.Report(new TrainingProgress(
                _step, plan.Steps, Loss, plan.LearningRateAt(_step - 1), Examples, speed, Elapsed, remaining));
        }
    }
}
