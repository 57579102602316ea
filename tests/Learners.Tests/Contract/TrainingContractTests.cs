namespace Learners.Tests.Contract;

/// <summary>A learner is tested as soon as it is registered.</summary>
public class TrainingContractTests
{
    public static TheoryData<string> Learners => Contestants.Names;

    [Theory]
    [MemberData(nameof(Learners))]
    public void The_loss_of_a_batch_falls_when_it_is_learnt(string learner) => TrainingContract.LossFalls(Contestants.Find(learner));

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_run_repeats_bit_for_bit_from_its_seed_and_not_from_another(string learner) => TrainingContract.RepeatsFromItsSeed(Contestants.Find(learner));

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_cancelled_run_leaves_a_checkpoint_from_which_another_ends_with_the_same_bits(string learner) =>
        TrainingContract.GoesOnFromACheckpoint(Contestants.Find(learner));

    [Theory]
    [MemberData(nameof(Learners))]
    public void A_step_leaves_no_tensor_alive_and_neither_does_a_run(string learner) => TrainingContract.LeavesNoTensorAlive(Contestants.Find(learner));
}
