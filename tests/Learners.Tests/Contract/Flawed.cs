using Learners.Contracts;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.Tests.Contract;

/// <summary>A learner that breaks the contract in one way and keeps it in all others.</summary>
/// <param name="sound">The learner that it is apart from that.</param>
internal sealed class Flawed(ILearnerDefinition sound) : ILearnerDefinition
{
    public LearnerCard Card => sound.Card;

    /// <summary>Changes the context of a run.</summary>
    public Func<LearnerContext, LearnerContext> OnOpen { get; init; } = context => context;

    public Func<TrainingPlan, TrainingPlan> OnPlan { get; init; } = plan => plan;

    public Func<IFeed, IFeed> OnFeed { get; init; } = feed => feed;

    public Func<StepResult, StepResult> OnLoss { get; init; } = result => result;

    public Func<IReadOnlyList<MetricRecord>, IReadOnlyList<MetricRecord>> OnScores { get; init; } = scores => scores;

    public Func<long, long> OnMemory { get; init; } = bytes => bytes;

    public long EstimateMemory(HyperParameterValues values, string data) => OnMemory(sound.EstimateMemory(values, data));

    public ILearnerRun Open(LearnerContext context, CancellationToken cancellationToken) => new Run(sound.Open(OnOpen(context), cancellationToken), this);

    private sealed class Run(ILearnerRun sound, Flawed flaw) : ILearnerRun
    {
        public ILearner Learner { get; } = new FlawedLearner(sound.Learner, flaw);

        public TrainingPlan Plan => flaw.OnPlan(sound.Plan);

        public IFeed Training { get; } = flaw.OnFeed(sound.Training);

        public IFeed? Validation => sound.Validation;

        public IReadOnlyList<MetricRecord> Score(CancellationToken cancellationToken) => flaw.OnScores(sound.Score(cancellationToken));

        public void Publish(string folder, Provenance provenance, IReadOnlyList<MetricRecord> metrics) => sound.Publish(folder, provenance, metrics);

        public void Dispose() => sound.Dispose();
    }

    private sealed class FlawedLearner(ILearner sound, Flawed flaw) : ILearner
    {
        public LearnerCard Card => sound.Card;

        public nn.Module Network => sound.Network;

        public IEnumerable<(string Name, Tensor Tensor)> State => sound.State;

        public StepResult ComputeLoss(Batch batch) => flaw.OnLoss(sound.ComputeLoss(batch));

        public void AfterBackward(long stepIndex) => sound.AfterBackward(stepIndex);

        public IReadOnlyList<MetricRecord> Evaluate(IFeed heldOut) => sound.Evaluate(heldOut);

        public void Dispose() => sound.Dispose();
    }
}
