using GeoCore.Artifacts;
using GeoCore.Artifacts.Onnx;

namespace Learners.Geolocation.Backbones;

/// <summary>Layers with weights or windows, turned from channels last to channels first.</summary>
/// <param name="graph">Is written.</param>
/// <param name="model">Has the weights.</param>
internal sealed class TfjsLayers(OnnxGraph graph, TfjsModel model)
{
    /// <summary>A convolution with what is fused into it: a bias and an activation.</summary>
    internal string Convolution(TfjsNode node, string input, bool isDepthwise)
    {
        var weight = Weight(node, 1);
        if (weight.Shape.Length != 4)
        {
            throw new ArtifactException($"the node '{node.Name}' has weights of {weight.Shape.Length} dimensions, not 4");
        }

        var (turned, shape) = isDepthwise ? ByChannel(weight) : OutputFirst(weight);
        var groups = isDepthwise ? weight.Shape[2] : 1L;
        var fused = node.Texts("fused_ops");
        var hasBias = fused.Contains("BiasAdd");
        List<string> inputs = [input, graph.Weights(node.Name + "/weights", shape, turned, IsHalf(turned))];
        if (hasBias)
        {
            var bias = Weight(node, 2);
            inputs.Add(graph.Weights(node.Name + "/bias", [bias.Values.Length], bias.Values));
        }

        var rest = fused.Where(static name => name != "BiasAdd").ToArray();
        var name = rest.Length == 0 ? node.Name : node.Name + "/linear";
        graph.Node(
            "Conv", name, inputs, OnnxSetting.Of("group", groups), OnnxSetting.Of("kernel_shape", shape[2], shape[3]), OnnxSetting.Of("strides", Middle(node, "strides")),
            OnnxSetting.Of("dilations", Middle(node, "dilations")), Padding(node));
        return rest switch
        {
            [] => name,
            ["Relu"] => graph.Node("Relu", node.Name, [name]),
            ["Relu6"] => Clip(node.Name, name),
            ["LeakyRelu"] => graph.Node("LeakyRelu", node.Name, [name], OnnxSetting.Of("alpha", node.Number("leakyrelu_alpha", 0.2f))),
            ["Elu"] => graph.Node("Elu", node.Name, [name]),
            _ => throw new ArtifactException($"the node '{node.Name}' is fused with {string.Join(", ", rest)}, which is not converted"),
        };
    }

    /// <summary>The largest value or the mean of a window; TensorFlow's mean leaves out what lies outside.</summary>
    internal string Pool(TfjsNode node, string input) => graph.Node(
        node.Operation == "MaxPool" ? "MaxPool" : "AveragePool", node.Name, [input], OnnxSetting.Of("kernel_shape", Middle(node, "ksize")),
        OnnxSetting.Of("strides", Middle(node, "strides")), Padding(node));

    /// <summary>Values kept between 0 and 6.</summary>
    internal string Clip(string name, string input) => graph.Node(
        "Clip", name, [input, graph.Weights(name + "/least", [], [0]), graph.Weights(name + "/most", [], [6])]);

    /// <summary>A constant that meets a picture: one number, or one a channel.</summary>
    internal string Spread(string name, TfjsWeight weight) => weight.Shape switch
    {
        [] => graph.Weights(name, [], weight.Values),
        [var channels] => graph.Weights(name, [1, channels, 1, 1], weight.Values),
        [1, 1, 1, var channels] => graph.Weights(name, [1, channels, 1, 1], weight.Values),
        _ => throw new ArtifactException($"'{name}' is a constant of the shape [{string.Join(", ", weight.Shape)}], which is neither a number nor one a channel"),
    };

    private TfjsWeight Weight(TfjsNode node, int input) => input < node.Inputs.Count && model.Weights.TryGetValue(node.Inputs[input], out var weight)
        ? weight
        : throw new ArtifactException($"the node '{node.Name}' has no constant as its input {input}");

    private static OnnxSetting Padding(TfjsNode node) => node.Text("data_format") is not (null or "NHWC")
        ? throw new ArtifactException($"the node '{node.Name}' has its channels first, which is not converted")
        : node.Text("padding") switch
        {
            "SAME" => OnnxSetting.Of("auto_pad", "SAME_UPPER"),
            "VALID" => OnnxSetting.Of("auto_pad", "VALID"),
            var other => throw new ArtifactException($"the node '{node.Name}' has the padding {other}, which is not converted"),
        };

    /// <summary>Rows and columns of a setting for all four dimensions.</summary>
    private static long[] Middle(TfjsNode node, string name) => node.Integers(name) switch
    {
        [1, var rows, var columns, 1] => [rows, columns],
        [] when name == "dilations" => [1, 1],
        _ => throw new ArtifactException($"the node '{node.Name}' has no {name} of rows and columns"),
    };

    /// <summary>Whether half precision holds the weights as they are, as where the model was stored in it.</summary>
    private static bool IsHalf(float[] values) => Array.TrueForAll(values, static value => (float)(Half)value == value);

    /// <summary>[rows, columns, inputs, outputs] → [outputs, inputs, rows, columns].</summary>
    private static (float[] Values, long[] Shape) OutputFirst(TfjsWeight weight)
    {
        var (rows, columns, inputs, outputs) = (weight.Shape[0], weight.Shape[1], weight.Shape[2], weight.Shape[3]);
        var turned = new float[weight.Values.Length];
        var at = 0;
        for (var output = 0; output < outputs; output++)
        {
            for (var input = 0; input < inputs; input++)
            {
                for (var cell = 0; cell < rows * columns; cell++)
                {
                    turned[at++] = weight.Values[(cell * inputs + input) * outputs + output];
                }
            }
        }

        return (turned, [outputs, inputs, rows, columns]);
    }

    /// <summary>[rows, columns, channels, multiples] → [channels · multiples, 1, rows, columns].</summary>
    private static (float[] Values, long[] Shape) ByChannel(TfjsWeight weight)
    {
        var (rows, columns, channels) = (weight.Shape[0], weight.Shape[1], weight.Shape[2] * weight.Shape[3]);
        var turned = new float[weight.Values.Length];
        for (var channel = 0; channel < channels; channel++)
        {
            for (var cell = 0; cell < rows * columns; cell++)
            {
                turned[channel * rows * columns + cell] = weight.Values[cell * channels + channel];
            }
        }

        return (turned, [channels, 1, rows, columns]);
    }
}
