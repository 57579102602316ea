using Learners.Torch.Networks;
using Learners.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.Tests.Fused;

public sealed class FusedSirenTests
{
    public static TheoryData<int, int, int, int, int, double> Shapes => new()
    {
        // inputs, width, layers, outputs, places, omega
        { 1, 1, 1, 1, 1, 1 },
        { 9, 7, 1, 2, 3, 1 },
        { 16, 8, 2, 1, 32, 2.5 },
        { 25, 33, 3, 5, 31, 1 },
        { 100, 64, 2, 1, 300, 1 },
        { 400, 40, 2, 30, 129, 1 },
        { 1600, 24, 1, 1, 65, 1 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Logits_and_gradients_are_those_of_torch(int inputs, int width, int layers, int outputs, int places, double omega)
    {
        using var scope = NewDisposeScope();
        var shape = new SirenShape(inputs, width, layers, outputs, Omega: omega);
        var features = Features(places, inputs);
        var (logits, gradients) = Gradients(shape, features, fused: true);
        var (expectedLogits, expected) = Gradients(shape, features, fused: false);

        AssertNear(expectedLogits, logits);
        for (var i = 0; i < expected.Length; i++)
        {
            AssertNear(expected[i], gradients[i]);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Any_number_of_threads_gives_the_same_bits(int threads)
    {
        using var scope = NewDisposeScope();
        // thirteen panels of inputs, which go together by three, or one by one for seven threads
        var shape = new SirenShape(400, 40, 2, 3);
        var features = Features(700, 400);
        var (logits, gradients) = Gradients(shape, features, fused: true);
        TorchDevice.UseThreads(threads);
        try
        {
            var (otherLogits, others) = Gradients(shape, features, fused: true);
            Assert.Equal(logits, otherLogits);
            Assert.Equal(gradients, others);
        }
        finally
        {
            TorchDevice.UseThreads(1);
        }
    }

    [Fact]
    public void Two_batches_may_be_on_their_way_before_either_goes_back()
    {
        using var scope = NewDisposeScope();
        var shape = new SirenShape(9, 16, 2, 1);
        Tensor first = Features(40, 9), second = Features(40, 9).neg();

        float[][] Sum(bool fused)
        {
            using var network = Build(shape, fused);
            (network.forward(first).square().mean() + network.forward(second).exp().mean()).backward();
            return Of(network);
        }

        var (ours, theirs) = (Sum(fused: true), Sum(fused: false));
        for (var i = 0; i < ours.Length; i++)
        {
            AssertNear(theirs[i], ours[i]);
        }
    }

    [Fact]
    public void Batches_of_changing_size_have_nothing_left_over_from_each_other()
    {
        using var scope = NewDisposeScope();
        var shape = new SirenShape(9, 16, 2, 1);
        using SirenNet used = Build(shape, fused: true), fresh = Build(shape, fused: true);
        foreach (var places in new[] { 300, 45, 310, 900, 7 })
        {
            used.zero_grad();
            used.forward(Features(places, 9)).square().mean().backward();
        }

        fresh.forward(Features(7, 9)).square().mean().backward();

        Assert.Equal(Of(fresh), Of(used));
    }

    [Fact]
    public void Features_that_want_a_slope_go_through_torch()
    {
        using var scope = NewDisposeScope();
        using var network = Build(new SirenShape(4, 8, 1, 1), fused: true);
        var features = Features(5, 4).requires_grad_();

        network.forward(features).sum().backward();

        Assert.NotNull(features.grad);
    }

    [Fact]
    public void A_step_leaves_no_tensor_behind()
    {
        using var network = Build(new SirenShape(9, 16, 2, 1), fused: true);
        var counts = new List<long>();
        for (var step = 0; step < 6; step++)
        {
            using var scope = NewDisposeScope();
            network.zero_grad();
            network.forward(Features(40, 9)).square().mean().backward();
            scope.Dispose();
            counts.Add(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
        }

        // the first step brings the gradients into being
        Assert.All(counts.Skip(2), count => Assert.Equal(counts[1], count));
    }

    private static (float[] Logits, float[][] Gradients) Gradients(SirenShape shape, Tensor features, bool fused)
    {
        using var network = Build(shape, fused);
        var logits = network.forward(features);
        logits.square().mean().backward();
        return (logits.data<float>().ToArray(), Of(network));
    }

    private static float[][] Of(SirenNet network) => [.. network.parameters().Select(parameter => parameter.grad!.data<float>().ToArray())];

    private static SirenNet Build(SirenShape shape, bool fused)
    {
        manual_seed(7);
        return new SirenNet(shape) { UseFusedSteps = fused };
    }

    private static Tensor Features(int places, int inputs)
    {
        manual_seed(8);
        return rand([places, inputs]).sub_(0.5).mul_(0.5);
    }

    // rounding of sums goes with their largest terms
    private static void AssertNear(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var tolerance = 1e-5 * Math.Max(1e-6, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}
