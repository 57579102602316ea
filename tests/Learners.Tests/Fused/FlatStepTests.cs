using Learners.Torch.Fused;
using Learners.Torch.Networks;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.Tests.Fused;

/// <summary>Optimiser, clipping and average where the numbers lie open, beside torch's own.</summary>
public sealed class FlatStepTests
{
    // more than one piece, and no whole number of vectors
    private const int Inputs = FlatTensor.Piece / 40 + 3;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Adam_in_float32_steps_as_the_library_steps(int threads)
    {
        using var scope = NewDisposeScope();
        using LinearNet ours = Build(), theirs = Build();
        using var optimiser = new CoupledAdam(ours, 0.02);
        using var library = optim.Adam(theirs.parameters(), lr: 0.01, weight_decay: 0.02);
        var inputs = rand([4, Inputs]);
        OnThreads(threads, () =>
        {
            for (var step = 0; step < 5; step++)
            {
                Backward(ours, inputs);
                optimiser.Advance(0.01);
                Backward(theirs, inputs);
                library.step();
            }
        });

        // Adam divides by what may be as small as its own rounding: a weight may be off by a little of the five steps of 0.01
        Near.Assert(Numbers(theirs), Numbers(ours), 2e-5);
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(1e6)]
    public void A_gradient_is_clipped_as_the_library_clips(double longest)
    {
        using var scope = NewDisposeScope();
        using LinearNet ours = Build(), theirs = Build();
        var inputs = rand([4, Inputs]);
        Backward(ours, inputs);
        Backward(theirs, inputs);

        GradientClip.Apply(ours.parameters(), longest);
        nn.utils.clip_grad_norm_(theirs.parameters(), longest);

        Near.Assert(Slopes(theirs), Slopes(ours), 1e-6);
        var length = Math.Sqrt(Slopes(ours).Sum(value => value * value));
        Assert.True(longest > 1 ? length > 0.25 : Math.Abs(length - longest) < 1e-4, $"the length is {length}");
    }

    [Fact]
    public void The_average_follows_the_weights_by_its_decay()
    {
        using var scope = NewDisposeScope();
        using var network = Build();
        using var average = new WeightAverage(network, 0.5);
        var before = Numbers(network);
        using (no_grad())
        {
            foreach (var parameter in network.parameters())
            {
                parameter.add_(1);
            }
        }

        average.Advance(1_000_000);

        var averaged = average.Averages.SelectMany(slot => slot.Average.data<float>().ToArray()).Select(value => (double)value).ToArray();
        Near.Assert([.. before.Select(weight => weight + 0.5)], averaged, 1e-6);
    }

    private static LinearNet Build()
    {
        manual_seed(5);
        return new LinearNet(Inputs, 40);
    }

    private static void Backward(LinearNet network, Tensor inputs)
    {
        network.zero_grad();
        network.forward(inputs).square().mean().backward();
    }

    private static double[] Numbers(LinearNet network) => [.. network.parameters().SelectMany(parameter => parameter.data<float>().ToArray()).Select(value => (double)value)];

    private static double[] Slopes(LinearNet network) => [.. network.parameters().SelectMany(parameter => parameter.grad!.data<float>().ToArray()).Select(value => (double)value)];

    private static void OnThreads(int threads, Action work)
    {
        TorchDevice.UseThreads(threads);
        try
        {
            work();
        }
        finally
        {
            TorchDevice.UseThreads(1);
        }
    }
}
