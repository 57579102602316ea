using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using GeoCore.Encoding.Kernels;

namespace GeoCore.Tests.Encoding;

public sealed unsafe class NetworkKernelTests
{
    [Fact]
    public void The_sine_is_right_to_single_precision_in_both_directions_from_zero()
    {
        var reach = Fma.IsSupported ? 100_000 : 8192;
        for (var i = 0; i <= 400_000; i++)
        {
            var x = (float)(reach * Math.Pow(i / 400_000.0, 3) * ((i & 1) == 0 ? 1 : -1));
            Assert.Equal(Math.Sin(x), SineKernel<float, FloatLane>.Sin(x), 1.3e-7);
        }
    }

    [Fact]
    public void The_sine_has_the_same_bits_in_every_register_width()
    {
        float[] one = [.. Enumerable.Range(0, 4096).Select(i => (i - 2000) * 1.37f)], four = [.. one], eight = [.. one], sixteen = [.. one];
        fixed (float* a = one, b = four, c = eight, d = sixteen)
        {
            SineKernel<float, FloatLane>.Sin(a, 4096);
            SineKernel<Vector128<float>, FloatLanes128>.Sin(b, 4096);
            SineKernel<Vector256<float>, FloatLanes256>.Sin(c, 4096);
            SineKernel<Vector512<float>, FloatLanes512>.Sin(d, 4096);
        }

        Assert.Equal(one, four);
        Assert.Equal(one, eight);
        Assert.Equal(one, sixteen);
    }

    [Fact]
    public void Sine_and_cosine_from_one_reduction_are_right_and_have_the_same_bits_in_every_register_width()
    {
        float[] x = [.. Enumerable.Range(0, 8192).Select(i => (i - 4000) * 0.137f)];
        float[] sine = [.. x], one = [.. x], four = [.. x], eight = [.. x], sixteen = [.. x];
        float[] cos1 = new float[8192], cos4 = new float[8192], cos8 = new float[8192], cos16 = new float[8192];
        fixed (float* s = sine, a = one, b = four, c = eight, d = sixteen, p = cos1, q = cos4, r = cos8, t = cos16)
        {
            SineKernel<float, FloatLane>.Sin(s, 8192);
            SineKernel<float, FloatLane>.SinCos(a, p, 8192);
            SineKernel<Vector128<float>, FloatLanes128>.SinCos(b, q, 8192);
            SineKernel<Vector256<float>, FloatLanes256>.SinCos(c, r, 8192);
            SineKernel<Vector512<float>, FloatLanes512>.SinCos(d, t, 8192);
        }

        Assert.Equal(sine, one);
        Assert.Equal((one, cos1), (four, cos4), EqualPairs);
        Assert.Equal((one, cos1), (eight, cos8), EqualPairs);
        Assert.Equal((one, cos1), (sixteen, cos16), EqualPairs);
        var tolerance = Fma.IsSupported ? 1.3e-7 : 2e-7;
        for (var i = 0; i < 8192; i++)
        {
            Assert.Equal(Math.Cos(x[i]), cos1[i], tolerance);
        }

        static bool EqualPairs((float[] Sine, float[] Cosine) left, (float[] Sine, float[] Cosine) right) =>
            left.Sine.SequenceEqual(right.Sine) && left.Cosine.SequenceEqual(right.Cosine);
    }

    [Fact]
    public void Rows_become_columns_as_the_scalar_twin_turns_them()
    {
        float[] source = Numbers(new Random(6), 8 * 13), fast = new float[8 * 11], slow = new float[8 * 11];
        fixed (float* s = source, f = fast, t = slow)
        {
            PanelTranspose.Block(s, 13, f, 11);
            PanelTranspose.Turn(s, 13, t, 11, 8, 8);
        }

        Assert.Equal(slow, fast);
        Assert.Equal(source[(3 * 13) + 5], slow[(5 * 11) + 3]);
    }

    [Fact]
    public void Products_have_the_bits_of_the_scalar_twin_for_every_length()
    {
        var random = new Random(5);
        for (var inputs = 0; inputs <= 70; inputs++)
        {
            float[] weights = Numbers(random, (inputs + 1) * 8), features = Numbers(random, (inputs + 1) * 32), biases = Numbers(random, 8);
            float[] narrow1 = new float[256], narrow4 = new float[256], narrow8 = new float[256], wide16 = new float[256];
            fixed (float* w = weights, x = features, b = biases, a1 = narrow1, a4 = narrow4, a8 = narrow8, a16 = wide16)
            {
                var operands = new PanelOperands { Weights = w, WeightStride = 8, Low = x, High = x + 16, FeatureStride = 32, Inputs = inputs, Bias = b };
                PanelKernel<float, FloatLane>.Narrow(operands, a1);
                PanelKernel<Vector128<float>, FloatLanes128>.Narrow(operands, a4);
                PanelKernel<Vector256<float>, FloatLanes256>.Narrow(operands, a8);
                PanelKernel<Vector512<float>, FloatLanes512>.Wide(operands, a16);
            }

            for (var i = 0; i < 256; i++)
            {
                var sum = (double)biases[i / 32];
                for (var k = 0; k < inputs; k++)
                {
                    sum += (double)weights[(k * 8) + (i / 32)] * features[(k * 32) + (i % 32)];
                }

                Assert.Equal(sum, narrow1[i], 2e-5);
            }

            Assert.Equal(narrow1, narrow4);
            Assert.Equal(narrow1, narrow8);
            Assert.Equal(narrow1, wide16);
        }
    }

    [Theory]
    [InlineData((int)Activation.Identity)]
    [InlineData((int)Activation.Rectify)]
    [InlineData((int)Activation.AddRectified)]
    [InlineData((int)Activation.Sine)]
    public void Activations_follow_the_sums(int activation)
    {
        var random = new Random(6);
        float[] weights = Numbers(random, 24), features = Numbers(random, 96), biases = Numbers(random, 8), results = Numbers(random, 256), sums = new float[256];
        float[] before = [.. results];
        fixed (float* w = weights, x = features, b = biases, r = results, s = sums)
        {
            var operands = new PanelOperands { Weights = w, WeightStride = 8, Low = x, High = x + 16, FeatureStride = 32, Inputs = 3, Bias = b, Results = r, Activation = (Activation)activation };
            PanelKernel<float, FloatLane>.Narrow(operands, s);
            PanelProduct.Compute(operands);
        }

        for (var i = 0; i < 256; i++)
        {
            double expected = (Activation)activation switch
            {
                Activation.Sine => Math.Sin(sums[i]),
                Activation.Rectify => Math.Max(sums[i], 0),
                Activation.AddRectified => before[i] + Math.Max(sums[i], 0),
                _ => sums[i],
            };
            Assert.Equal(expected, results[i], 4e-7);
        }
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
}
