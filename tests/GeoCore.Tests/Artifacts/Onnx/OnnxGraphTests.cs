using GeoCore.Artifacts.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace GeoCore.Tests.Artifacts.Onnx;

/// <summary>Networks that are written here and computed by ONNX Runtime give what plain loops give.</summary>
public class OnnxGraphTests
{
    private static readonly float[] s_input = [.. Enumerable.Range(0, 2 * 5 * 5).Select(i => MathF.Sin(i) * 4)];

    [Fact]
    public void A_convolution_is_the_sum_over_its_window()
    {
        var weights = Numbers(3 * 2 * 3 * 3, 1);
        var bias = Numbers(3, 2);
        var actual = Run([1, 3, 3, 3], (graph, x) => graph.Node(
            "Conv", "y", [x, graph.Weights("w", [3, 2, 3, 3], weights), graph.Weights("b", [3], bias)],
            OnnxSetting.Of("kernel_shape", 3L, 3L), OnnxSetting.Of("strides", 2L, 2L), OnnxSetting.Of("pads", 1L, 1L, 1L, 1L)));
        Assert.Equal(Convolved(weights, bias, outputs: 3, isDepthwise: false), actual, Close);
    }

    [Fact]
    public void A_depthwise_convolution_keeps_channels_apart_also_with_weights_in_half_precision()
    {
        var weights = Numbers(2 * 3 * 3, 3).Select(value => (float)(Half)value).ToArray();
        var actual = Run([1, 2, 3, 3], (graph, x) => graph.Node(
            "Conv", "y", [x, graph.Weights("w", [2, 1, 3, 3], weights, isHalf: true)],
            OnnxSetting.Of("kernel_shape", 3L, 3L), OnnxSetting.Of("strides", 2L, 2L), OnnxSetting.Of("pads", 1L, 1L, 1L, 1L), OnnxSetting.Of("group", 2)));
        Assert.Equal(Convolved(weights, new float[2], outputs: 2, isDepthwise: true), actual, Close);
    }

    [Theory]
    [InlineData("Relu")]
    [InlineData("HardSwish")]
    [InlineData("HardSigmoid")]
    [InlineData("Clip")]
    public void Activations_are_applied_number_by_number(string operation)
    {
        var actual = Run([1, 2, 5, 5], (graph, x) => operation switch
        {
            "Clip" => graph.Node("Clip", "y", [x, graph.Weights("low", [], [0]), graph.Weights("high", [], [2.5f])]),
            "HardSigmoid" => graph.Node(operation, "y", [x], OnnxSetting.Of("alpha", 0.25f), OnnxSetting.Of("beta", 0.5f)),
            _ => graph.Node(operation, "y", [x]),
        });
        Assert.Equal(
            s_input.Select(x => operation switch
            {
                "Relu" => Math.Max(0, x),
                "Clip" => Math.Clamp(x, 0, 2.5f),
                "HardSigmoid" => Math.Clamp((0.25f * x) + 0.5f, 0, 1),
                _ => x * Math.Clamp((x / 6) + 0.5f, 0, 1),
            }),
            actual,
            Close);
    }

    [Fact]
    public void Pooling_flattening_and_a_dense_layer_make_an_embedding()
    {
        var weights = Numbers(4 * 2, 5);
        var bias = Numbers(4, 6);
        var actual = Run([1, 4], (graph, x) =>
        {
            var scaled = graph.Node("Mul", "scaled", [graph.Node("Add", "raised", [x, graph.Weights("one", [1], [1])]), graph.Weights("two", [1], [2])]);
            var mean = graph.Node("Flatten", "flat", [graph.Node("GlobalAveragePool", "mean", [scaled])], OnnxSetting.Of("axis", 1));
            return graph.Node("Gemm", "y", [mean, graph.Weights("w", [4, 2], weights), graph.Weights("b", [4], bias)], OnnxSetting.Of("transB", 1));
        });
        float[] means = [.. s_input.Chunk(25).Select(channel => channel.Average(x => (x + 1) * 2))];
        Assert.Equal(Enumerable.Range(0, 4).Select(i => bias[i] + (weights[2 * i] * means[0]) + (weights[(2 * i) + 1] * means[1])), actual, Close);
    }

    [Fact]
    public void Padding_reshaping_and_a_matrix_product_follow_their_shapes()
    {
        var weights = Numbers(3 * 2, 7);
        var actual = Run([2, 18, 2], (graph, x) =>
        {
            var padded = graph.Node("Pad", "padded", [x, graph.Integers("pads", 0, 0, 0, 0, 0, 1, 1, 1), graph.Weights("fill", [], [0.5f])], OnnxSetting.Of("mode", "constant"));
            var rows = graph.Node("Reshape", "rows", [padded, graph.Integers("shape", 2, 18, 3)]);
            return graph.Node("MatMul", "y", [rows, graph.Weights("w", [3, 2], weights)]);
        }, channelsLast: true);
        // the padded tensor is [1, 6, 6, 3]: rows of three numbers
        Assert.Equal(72, actual.Length);
        var padded = Padded();
        for (var row = 0; row < 36; row++)
        {
            for (var column = 0; column < 2; column++)
            {
                var sum = Enumerable.Range(0, 3).Sum(k => padded[(3 * row) + k] * weights[(2 * k) + column]);
                Assert.Equal(sum, actual[(2 * row) + column], Close);
            }
        }
    }

    [Fact]
    public void A_picture_can_be_resized_in_the_network()
    {
        var actual = Run([1, 2, 10, 10], (graph, x) => graph.Node(
            "Resize", "y", [x, string.Empty, string.Empty, graph.Integers("sizes", 1, 2, 10, 10)], OnnxSetting.Of("mode", "nearest"),
            OnnxSetting.Of("coordinate_transformation_mode", "asymmetric"), OnnxSetting.Of("nearest_mode", "floor")));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => s_input[(i / 100 * 25) + (i % 100 / 20 * 5) + (i % 10 / 2)]), actual, Close);
    }

    [Fact]
    public void A_network_that_does_not_hang_together_is_refused_while_it_is_written()
    {
        var graph = new OnnxGraph("net");
        graph.Input("x", OnnxType.Float32, 1, 2);
        Assert.Throws<ArgumentException>(() => graph.Input("x", OnnxType.Float32, 1));
        Assert.Contains("'missing'", Assert.Throws<ArgumentException>(() => graph.Node("Relu", "y", ["missing"])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => graph.Output("y", OnnxType.Float32, 1, 2));
        Assert.Contains("[2, 3]", Assert.Throws<ArgumentException>(() => graph.Weights("w", [2, 3], new float[5])).Message, StringComparison.Ordinal);
    }

    private static bool Close(float expected, float actual) => Math.Abs(expected - actual) <= 1e-4f * Math.Max(1, Math.Abs(expected));

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }

    private static float[] Run(long[] shape, Func<OnnxGraph, string, string> build, bool channelsLast = false)
    {
        var graph = new OnnxGraph("net");
        long[] input = channelsLast ? [1, 5, 5, 2] : [1, 2, 5, 5];
        graph.Output(build(graph, graph.Input("x", OnnxType.Float32, input)), OnnxType.Float32, shape);
        using var session = new InferenceSession(graph.ToBytes());
        using var run = new RunOptions();
        using var tensor = OrtValue.CreateTensorValueFromMemory(s_input.ToArray(), input);
        using var results = session.Run(run, ["x"], [tensor], ["y"]);
        Assert.Equal(shape, results[0].GetTensorTypeAndShape().Shape);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <summary>3 × 3 windows, two steps apart, over 5 × 5 with a margin of one.</summary>
    private static float[] Convolved(float[] weights, float[] bias, int outputs, bool isDepthwise)
    {
        var result = new float[outputs * 9];
        for (var i = 0; i < result.Length; i++)
        {
            var (output, y, x) = (i / 9, i % 9 / 3, i % 3);
            double sum = bias[output];
            for (var k = 0; k < (isDepthwise ? 9 : 18); k++)
            {
                int row = (2 * y) - 1 + (k % 9 / 3), column = (2 * x) - 1 + (k % 3);
                var channel = isDepthwise ? output : k / 9;
                if (row is >= 0 and < 5 && column is >= 0 and < 5)
                    sum += weights[(output * (isDepthwise ? 9 : 18)) + k] * s_input[(channel * 25) + (row * 5) + column];
            }

            result[i] = (float)sum;
        }

        return result;
    }

    /// <summary>5 × 5 × 2 numbers with a margin of ½ behind each of the three.</summary>
    private static float[] Padded() =>
        [.. Enumerable.Range(0, 6 * 6 * 3).Select(i => (Row: i / 18, Column: i % 18 / 3, Channel: i % 3))
            .Select(at => at is { Row: < 5, Column: < 5, Channel: < 2 } ? s_input[(((at.Row * 5) + at.Column) * 2) + at.Channel] : 0.5f)];
}
