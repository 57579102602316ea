using Learners.ContinualLearning;
using Learners.ContinualLearning.Data;
using Learners.ContinualLearning.Networks;
using Learners.ContinualLearning.Strategies;
using Learners.Contracts;
using Learners.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.Tests.ContinualLearning;

/// <summary>Acceptance checks 5, 13, 14 and 15 of the continual learner: what methods do to losses, gradients and checkpoints.</summary>
public class MethodTests
{
    public static TheoryData<string> Methods => [.. TinyTasks.Methods];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_method_learns_the_first_task_and_ends_all(string method)
    {
        using var learner = TinyTasks.Trained(TinyTasks.Values(("method", method)));
        learner.Finish();

        Assert.InRange(learner.Errors.Errors[0, 0], 0, method == "analytic" ? 0.4 : 0.2);
        Assert.All(TinyTasks.Weights(learner), weight => Assert.True(double.IsFinite(weight)));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_checkpoint_in_the_middle_of_a_sequence_ends_with_the_same_bits(string method)
    {
        using var folder = new TemporaryFolder();
        var checkpoint = new Checkpoint(folder.File("checkpoint.safetensors"), "tasks");
        var values = TinyTasks.Values(("method", method));
        using var whole = TinyTasks.Trained(values);
        whole.Finish();
        var (first, feed, plan) = TinyTasks.Open(values);
        using (first)
        {
            new Trainer(plan with { Steps = plan.Steps / 2 + 3 }, TimeProvider.System).Run(first, feed, checkpoint, cancellationToken: TestContext.Current.CancellationToken);
        }

        var (second, again, _) = TinyTasks.Open(values);
        using (second)
        {
            new Trainer(plan, TimeProvider.System).Run(second, again, checkpoint, resume: true, cancellationToken: TestContext.Current.CancellationToken);
            second.Finish();

            Assert.Equal(TinyTasks.Weights(whole), TinyTasks.Weights(second));
            Assert.Equal(whole.Errors.Errors, second.Errors.Errors);
        }
    }

    [Fact]
    public void RWM_at_a_quarter_of_pi_with_balanced_batches_is_fine_tuning_and_at_zero_OWM()
    {
        // two thirds into the sequence, so that projectors are at work
        double[] Of(string method, string theta0) => Weights(TinyTasks.Values(("method", method), ("theta0", theta0), ("kappa", "0")));

        Near.Assert(Of("finetune", "0"), Of("rwm", "0.7853981633974483"), 1e-6);
        Near.Assert(Of("owm", "0"), Of("rwm", "0"), 1e-6);
        Assert.True(Of("finetune", "0").Zip(Of("owm", "0"), (a, b) => Math.Abs(a - b)).Max() > 1e-3);
    }

    [Fact]
    public void All_gradients_are_changed_from_the_second_task_on_and_none_before()
    {
        var values = TinyTasks.Values(("method", "owm"), ("hidden-layers", "3"));
        using var first = TinyTasks.Trained(values, stopAt: TinyTasks.Steps / 3 - 1);
        using var second = TinyTasks.Trained(values, stopAt: TinyTasks.Steps / 3 + 1);

        Assert.Equal(0, Changed(first, task: 0));
        Assert.Equal(4, Changed(second, task: 1));
    }

    [Fact]
    public void Protecting_the_last_layer_alone_changes_one_gradient()
    {
        using var learner = TinyTasks.Trained(TinyTasks.Values(("method", "owm"), ("protect", "last")), stopAt: TinyTasks.Steps / 3 + 1);

        Assert.Equal(1, Changed(learner, task: 1));
    }

    [Fact]
    public void The_literal_form_is_void_at_most_of_its_steps_and_the_stable_form_never_inverts_in_a_step()
    {
        using var learner = TinyTasks.Trained(TinyTasks.Values(("method", "rwm-literal"), ("precision", "float64")));
        var literal = Assert.IsType<LiteralRadian>(Assert.Single(learner.Parts));

        Assert.InRange(literal.FailureShare, 0.5, 1);
    }

    [Theory]
    [InlineData("ewc")]
    [InlineData("ewc-online")]
    [InlineData("si")]
    [InlineData("lwf")]
    [InlineData("dfwf")]
    public void Penalties_are_nothing_where_the_last_task_ended_and_their_gradients_are_those_of_differences_elsewhere(string method)
    {
        // the step that begins the second task has ended the first, and a rate of 0 leaves the weights there
        var values = TinyTasks.Values(("method", method), ("ewc-penalty", "30"));
        using var learner = TinyTasks.Trained(values, stopAt: TinyTasks.Steps / 3);
        var (_, feed, _) = TinyTasks.Open(values);
        learner.Net.train();
        using var scope = NewDisposeScope();
        var batch = feed.Draw(TinyTasks.Steps / 3, 16);
        learner.ComputeLoss(batch);
        learner.Net.eval();
        var part = learner.Parts[0];
        Tensor Penalty() => part.Penalty(1, learner.Net.Run(batch.Inputs), batch.Inputs, batch.Targets)!;

        Assert.InRange(Math.Abs(Penalty().ToDouble()), 0, 1e-6);
        Assert.All(autograd.grad([Penalty()], [.. learner.Net.Layers], allow_unused: true), gradient => Assert.True(gradient is null || gradient.abs().max().ToDouble() < 1e-6));

        Move(learner.Net, 0, 0, 0.05);
        Move(learner.Net, 1, 3, -0.04);
        var analytic = autograd.grad([Penalty()], [learner.Net.Layers[1]])[0].reshape(-1);
        const double step = 1e-5;
        foreach (var index in new[] { 1, 3, 20 })
        {
            Move(learner.Net, 1, index, step);
            var above = Penalty().ToDouble();
            Move(learner.Net, 1, index, -2 * step);
            var below = Penalty().ToDouble();
            Move(learner.Net, 1, index, step);
            var numeric = (above - below) / (2 * step);
            Assert.Equal(numeric, analytic[index].ToDouble(), 1e-8 + 1e-4 * Math.Abs(numeric));
        }
    }

    [Fact]
    public void A_memory_never_holds_more_than_it_may_and_its_shares_shrink()
    {
        var tasks = DriftingClasses.Draw(5);
        Assert.All(Enumerable.Range(1, 5), first => Assert.InRange(ExampleMemory.Of(tasks, first, 50, 1, isBalanced: true).Count, 50 - first, 50));
        var balanced = ExampleMemory.Of(tasks, 5, 50, 1, isBalanced: true);
        Assert.Equal(balanced.Count / 2, balanced.Labels.Count(label => label == 0));
    }

    [Fact]
    public void Frames_are_learnt_by_convolutions_whose_projectors_protect_every_place()
    {
        var tasks = DriftingClasses.Draw(3, 24);
        ExampleSet Frames(ExampleSet set) => set with { Shape = [4, 2] };
        var frames = tasks with { Tasks = [.. tasks.Tasks.Select(task => new ContinualTask(task.Name, Frames(task.Training), Frames(task.Validation), Frames(task.Test)))] };
        using var learner = TinyTasks.Trained(TinyTasks.Values(("method", "owm"), ("network", "frames"), ("hidden-width", "6"), ("learning-rate", "0.2")), frames);
        learner.Finish();

        Assert.IsType<FrameNet>(learner.Net);
        Assert.InRange(learner.Errors.Errors[0, 0], 0, 0.3);
    }

    private static double[] Weights(HyperParameterValues values)
    {
        using var learner = TinyTasks.Trained(values);
        return TinyTasks.Weights(learner);
    }

    private static void Move(ContinualNet net, int layer, int index, double by)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var numbers = net.Layers[layer].data<double>().ToArray();
        numbers[index] += by;
        net.Layers[layer].copy_(tensor(numbers, net.Layers[layer].shape));
    }

    // how many layers' gradients a method changes in a batch of a task
    private static int Changed(RwmLearner learner, int task)
    {
        using var scope = NewDisposeScope();
        learner.Net.zero_grad();
        var inputs = ProjectorTests.Numbers(8, 8, 1);
        var labels = tensor(new long[] { 0, 1, 0, 1, 0, 1, 0, 1 });
        nn.functional.cross_entropy(learner.Net.Run(inputs).Logits, labels).backward();
        var before = learner.Net.Layers.Select(layer => layer.grad!.clone()).ToArray();
        using var frozen = no_grad();
        learner.Parts[0].OnGradients(new BatchFacts(task, 0, [0, 1, 0, 1, 0, 1, 0, 1], new double[8]));
        return learner.Net.Layers.Where((layer, i) => layer.grad!.sub(before[i]).abs().max().ToDouble() > 1e-9).Count();
    }
}
