using Learners.Contracts;
using Learners.Torch.Training;
using Xunit.Sdk;
using static TorchSharp.torch;

namespace Learners.Tests.Contract;

/// <summary>The suite finds learners that break the contract.</summary>
public class FlawTests
{
    private static readonly ILearnerDefinition s_sound = Contestants.Find("sample");

    [Fact]
    public void A_learner_that_does_not_learn_is_found() =>
        AssertFound(new Flawed(s_sound) { OnPlan = plan => plan with { LearningRate = 0 } }, TrainingContract.LossFalls);

    [Fact]
    public void A_learner_whose_first_weights_do_not_hang_on_the_seed_is_found()
    {
        var runs = 0;
        AssertFound(
            new Flawed(s_sound) { OnOpen = context => context with { Job = context.Job with { Seed = runs++ } } },
            TrainingContract.RepeatsFromItsSeed);
    }

    [Fact]
    public void A_learner_to_which_the_seed_is_nothing_is_found() => AssertFound(
        new Flawed(s_sound)
        {
            OnOpen = context => context with { Job = context.Job with { Seed = 1 } },
            OnPlan = plan => plan with { Seed = 1 },
        },
        TrainingContract.RepeatsFromItsSeed);

    [Fact]
    public void A_feed_that_counts_draws_where_it_should_look_at_the_step_is_found()
    {
        var flawed = new Flawed(s_sound) { OnFeed = feed => new Counting(feed) };
        TrainingContract.RepeatsFromItsSeed(flawed); // that alone would not show it
        AssertFound(flawed, TrainingContract.GoesOnFromACheckpoint);
    }

    [Fact]
    public void A_learner_that_keeps_a_tensor_of_every_step_is_found()
    {
        var kept = new List<Tensor>();
        AssertFound(
            new Flawed(s_sound)
            {
                OnLoss = result =>
                {
                    kept.Add(result.Loss.detach().DetachFromDisposeScope());
                    return result;
                },
            },
            TrainingContract.LeavesNoTensorAlive);
        kept.ForEach(tensor => tensor.Dispose());
    }

    [Theory]
    [InlineData("waves/beauty", 1)]
    [InlineData("waves/rmse", double.NaN)]
    public void A_score_that_the_card_does_not_name_or_that_is_no_number_is_found(string name, double value) =>
        AssertFound(new Flawed(s_sound) { OnScores = _ => [new MetricRecord(name, value)] }, ResultContract.ScoresAreNamedByTheCard);

    [Theory]
    [InlineData(0)]
    [InlineData(1L << 40)]
    public void A_wrong_word_on_memory_is_found(long bytes) =>
        AssertFound(new Flawed(s_sound) { OnMemory = _ => bytes }, ResultContract.MemoryIsEstimatedWithinAFactor);

    private static void AssertFound(ILearnerDefinition flawed, Action<ILearnerDefinition> contract) =>
        Assert.ThrowsAny<XunitException>(() => contract(flawed));

    private sealed class Counting(IFeed feed) : IFeed
    {
        private long _draws;

        public Batch Draw(long stepIndex, int size) => feed.Draw(_draws++, size);
    }
}
