using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.Tests.Torch;

public class OptimiserTests
{
    private const double Rate = 0.05;
    private const double Decay = 0.1;

    public static TheoryData<OptimiserKind> Kinds => [OptimiserKind.Adam, OptimiserKind.AdamW, OptimiserKind.Sgd];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Ten_steps_are_those_of_torch_s_own_optimiser(OptimiserKind kind)
    {
        using var scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> ours = nn.Linear(5, 3, dtype: ScalarType.Float64), theirs = nn.Linear(5, 3, dtype: ScalarType.Float64);
        theirs.load_state_dict(ours.state_dict());
        var plan = TrainerParameters.Plan(TinyRun.Values(("weight-decay", "0.1"), ("momentum", "0.8")), 1) with { Optimiser = kind };
        using var optimiser = Optimisers.Of(ours, plan);
        using optim.Optimizer reference = kind switch
        {
            OptimiserKind.AdamW => optim.AdamW(theirs.parameters(), Rate, weight_decay: Decay),
            OptimiserKind.Sgd => optim.SGD(theirs.parameters(), Rate, momentum: 0.8, weight_decay: Decay),
            _ => optim.Adam(theirs.parameters(), Rate, weight_decay: Decay),
        };
        var inputs = randn(16, 5, dtype: ScalarType.Float64, generator: new Generator(7));

        for (var step = 0; step < 10; step++)
        {
            Backward(ours, inputs);
            optimiser.Advance(Rate);
            Backward(theirs, inputs);
            reference.step();
        }

        Assert.Equal(10, optimiser.StepsTaken);
        Assert.All(Numbers(ours).Zip(Numbers(theirs)), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_run_that_was_interrupted_ends_with_the_weights_of_one_that_was_not(OptimiserKind kind)
    {
        using var folder = new TemporaryFolder();
        var checkpoint = new Checkpoint(folder.File("checkpoint.safetensors"), "job");
        var values = TinyRun.Values(("optimiser", kind.ToString()), ("weight-decay", "0.01"));
        var (_, whole) = TinyRun.Train(values);
        using var source = new CancellationTokenSource();

        TinyRun.Train(values, checkpoint: checkpoint, around: feed => new TinyRun.Interruption(feed, 13, source), interruption: source);
        var (_, resumed) = TinyRun.Train(values, checkpoint: checkpoint, resume: true);

        Assert.Equal(whole, resumed);
    }

    private static void Backward(nn.Module<Tensor, Tensor> network, Tensor inputs)
    {
        using var scope = NewDisposeScope();
        network.zero_grad();
        network.forward(inputs).sin().square().sum().backward();
    }

    private static IEnumerable<double> Numbers(nn.Module network) => network.parameters().SelectMany(parameter => parameter.data<double>().ToArray());
}
