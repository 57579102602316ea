namespace Learners.Tests.Contract;

public class ResultContractTests
{
    public static TheoryData<string> Learners => Contestants.Names;

    [Theory]
    [MemberData(nameof(Learners))]
    public void Scores_are_finite_and_named_by_the_card(string learner) => ResultContract.ScoresAreNamedByTheCard(Contestants.Find(learner));

    [Theory]
    [MemberData(nameof(Learners))]
    public void Held_out_examples_are_scored_without_a_step_taken(string learner) => ResultContract.EvaluationTakesNoStep(Contestants.Find(learner));

    [Theory]
    [MemberData(nameof(Learners))]
    public void An_artifact_is_published_whole_and_twice_the_same(string learner) => ResultContract.PublishesWholeAndTwiceTheSame(Contestants.Find(learner));

    [Theory]
    [MemberData(nameof(Learners))]
    public void Memory_is_estimated_within_a_factor_and_grows_with_the_batch(string learner) =>
        ResultContract.MemoryIsEstimatedWithinAFactor(Contestants.Find(learner));
}
