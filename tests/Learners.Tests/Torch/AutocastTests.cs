using Learners.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.Tests.Torch;

public class AutocastTests
{
    [Fact]
    public void Within_it_matrices_are_multiplied_in_bfloat16_and_afterwards_not()
    {
        using var scope = NewDisposeScope();
        var matrix = ones(4, 4);

        ScalarType within;
        using (new Autocast(DeviceType.CPU))
        {
            within = matrix.matmul(matrix).dtype;
        }

        Assert.Equal(ScalarType.BFloat16, within);
        Assert.Equal(ScalarType.Float32, matrix.matmul(matrix).dtype);
    }

    [Fact]
    public void A_run_in_bfloat16_keeps_float32_weights_and_learns()
    {
        var (outcome, weights) = TinyRun.Train(TinyRun.Values(("precision", "bfloat16"), ("steps", "80"), ("learning-rate", "0.01")));
        var (_, exact) = TinyRun.Train(TinyRun.Values(("steps", "80"), ("learning-rate", "0.01")));

        Assert.True(outcome.Loss < 0.8 * Math.Log(8), $"the loss is {outcome.Loss}");
        Assert.NotEqual(exact, weights);
        Assert.Contains(weights, weight => BitConverter.SingleToUInt32Bits(weight) << 16 != 0); // more digits than bfloat16 has
    }

    [Fact]
    public void Gradients_of_two_batches_make_the_step_of_one_that_holds_both()
    {
        var (_, halves) = TinyRun.Train(TinyRun.Values(("steps", "1"), ("batch-size", "32"), ("final-batch-size", "32"), ("accumulate", "2")), around: feed => new Halves(feed));
        var (_, whole) = TinyRun.Train(TinyRun.Values(("steps", "1"), ("batch-size", "64"), ("final-batch-size", "64")));

        Assert.Equal(halves.Length, whole.Length);
        Assert.All(halves.Zip(whole), pair => Assert.Equal(pair.Second, pair.First, 2e-4));
    }

    /// <summary>Gives the two halves of a batch one after the other.</summary>
    private sealed class Halves(IFeed feed) : IFeed
    {
        public Batch Draw(long stepIndex, int size)
        {
            var batch = feed.Draw(stepIndex / 2, 2 * size);
            Tensor Half(Tensor tensor) => tensor.narrow(0, stepIndex % 2 * size, size);
            return new Batch(Half(batch.Inputs), Half(batch.Targets), Half(batch.Weights!));
        }
    }
}
