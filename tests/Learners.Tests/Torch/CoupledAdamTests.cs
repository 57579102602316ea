using Learners.Torch.Networks;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.Tests.Torch;

public class CoupledAdamTests
{
    [Fact]
    public void Without_a_data_gradient_decay_moves_every_weight_by_the_rate_against_its_sign()
    {
        manual_seed(1);
        using var scope = NewDisposeScope();
        using var network = new LinearNet(5, 4, ScalarType.Float64);
        using var optimiser = new CoupledAdam(network, weightDecay: 0.01);
        var before = network.named_parameters().Select(pair => pair.parameter.data<double>().ToArray()).ToArray();
        (network.forward(zeros([1, 5], ScalarType.Float64)).sum() * 0).backward();

        optimiser.Advance(learningRate: 0.001);

        var after = network.named_parameters().Select(pair => pair.parameter.data<double>().ToArray()).ToArray();
        for (var p = 0; p < before.Length; p++)
        {
            // AdamW would move by rate · decay · weight instead, a thousand times less
            Near.Assert([.. before[p].Select(weight => weight - 0.001 * Math.Sign(weight))], after[p], 1e-6);
        }
    }

    [Fact]
    public void It_steps_as_the_library_steps()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        using var ours = new SirenNet(new SirenShape(3, 8, 2, 1), ScalarType.Float64);
        manual_seed(2);
        using var theirs = new SirenNet(new SirenShape(3, 8, 2, 1), ScalarType.Float64);
        using var optimiser = new CoupledAdam(ours, 0.02);
        using var library = optim.Adam(theirs.parameters(), lr: 0.01, weight_decay: 0.02);
        var inputs = rand([16, 3], ScalarType.Float64);

        for (var step = 0; step < 20; step++)
        {
            ours.zero_grad();
            ours.forward(inputs).square().mean().backward();
            optimiser.Advance(0.01);
            theirs.zero_grad();
            theirs.forward(inputs).square().mean().backward();
            library.step();
        }

        Near.Assert(theirs.forward(inputs).data<double>().ToArray(), ours.forward(inputs).data<double>().ToArray(), 1e-12);
    }
}
