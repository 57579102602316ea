using GeoCore.Artifacts;
using GeoCore.Artifacts.Onnx;

namespace Learners.Geolocation.Backbones;

/// <summary>Writes the part of a TensorFlow.js graph that leads to one of its nodes as an ONNX network, with that node's mean over the picture as embedding.</summary>
/// <remarks>TensorFlow's tensors are [batch, rows, columns, channels]; the network's are [batch, channels, rows, columns], so weights and axes are turned around. Decision 0155.</remarks>
internal sealed class TfjsToOnnx
{
    // names that no graph has
    private const string Picture = "geosuite/picture";
    private const string Embedding = "geosuite/embedding";
    private static readonly int[] s_toChannelsFirst = [0, 2, 3, 1];

    private readonly TfjsModel _model;
    private readonly OnnxGraph _graph;
    private readonly TfjsLayers _layers;
    private readonly Dictionary<string, string> _made = new(StringComparer.Ordinal);

    private TfjsToOnnx(TfjsModel model, string name)
    {
        (_model, _graph) = (model, new OnnxGraph(name));
        _layers = new TfjsLayers(_graph, model);
    }

    /// <summary>The ONNX file: one input [1, 3, height, width], one output [1, channels of the node].</summary>
    /// <param name="model">The model.</param>
    /// <param name="node">The node whose mean over rows and columns is the embedding.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="ArtifactException">A node is missing or does what is not known here; the message names it.</exception>
    internal static byte[] Convert(TfjsModel model, string node, int width, int height)
    {
        try
        {
            var conversion = new TfjsToOnnx(model, node);
            conversion._graph.Input(Picture, OnnxType.Float32, 1, 3, height, width);
            var pooled = conversion._graph.Node("GlobalAveragePool", "geosuite/pooled", [conversion.Value(node)]);
            conversion._graph.Node("Flatten", Embedding, [pooled], OnnxSetting.Of("axis", 1L));
            conversion._graph.Output(Embedding, OnnxType.Float32, 1, -1);
            return conversion._graph.ToBytes();
        }
        catch (ArgumentException fault)
        {
            // names that clash, nodes with too few inputs, sizes that do not fit
            throw new ArtifactException($"the graph cannot be converted: {fault.Message}", fault);
        }
    }

    /// <summary>The value of a node, made with everything it needs; without recursion, because graphs are deep.</summary>
    private string Value(string wanted)
    {
        var open = new Stack<string>([wanted]);
        var entered = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryPeek(out var name))
        {
            if (_made.ContainsKey(name))
            {
                open.Pop();
                continue;
            }

            if (!_model.Nodes.TryGetValue(name, out var node))
            {
                throw new ArtifactException($"the graph has no node '{name}'");
            }

            string[] missing = [.. Needed(node).Where(input => !_made.ContainsKey(input))];
            if (missing.Length == 0)
            {
                _made[name] = Make(node);
                open.Pop();
            }
            else if (!entered.Add(name))
            {
                throw new ArtifactException($"the graph goes in a circle at '{name}'");
            }
            else
            {
                foreach (var input in missing)
                {
                    open.Push(input);
                }
            }
        }

        return _made[wanted];
    }

    /// <summary>Inputs that are computed; weights are taken where they are used, because each use turns them around differently.</summary>
    private IEnumerable<string> Needed(TfjsNode node) => node.Inputs.Where(input => !_model.Weights.ContainsKey(input));

    private string Make(TfjsNode node) => node.Operation switch
    {
        "Placeholder" => Picture,
        "Identity" => _made[node.Inputs[0]],
        "Relu" or "Sigmoid" or "Elu" or "Tanh" => _graph.Node(node.Operation, node.Name, [_made[node.Inputs[0]]]),
        "Relu6" => _layers.Clip(node.Name, _made[node.Inputs[0]]),
        "Add" or "AddV2" or "BiasAdd" => _graph.Node("Add", node.Name, Operands(node)),
        "Sub" or "Mul" => _graph.Node(node.Operation, node.Name, Operands(node)),
        "RealDiv" => _graph.Node("Div", node.Name, Operands(node)),
        "ConcatV2" => _graph.Node("Concat", node.Name, [.. node.Inputs.SkipLast(1).Select(input => _made[input])], OnnxSetting.Of("axis", Axes(node)[0])),
        "Mean" => _graph.Node(
            "ReduceMean", node.Name, [_made[node.Inputs[0]]], OnnxSetting.Of("axes", Axes(node)), OnnxSetting.Of("keepdims", node.Flag("keep_dims") ? 1L : 0)),
        "MaxPool" or "AvgPool" => _layers.Pool(node, _made[node.Inputs[0]]),
        "Conv2D" or "_FusedConv2D" => _layers.Convolution(node, _made[node.Inputs[0]], isDepthwise: false),
        "DepthwiseConv2dNative" or "FusedDepthwiseConv2dNative" => _layers.Convolution(node, _made[node.Inputs[0]], isDepthwise: true),
        _ => throw new ArtifactException($"the node '{node.Name}' is a {node.Operation}, which is not converted"),
    };

    private string[] Operands(TfjsNode node) =>
        [.. node.Inputs.Take(2).Select((input, at) => _model.Weights.TryGetValue(input, out var weight) ? _layers.Spread($"{node.Name}/{at}", weight) : _made[input])];

    private long[] Axes(TfjsNode node)
    {
        if (!_model.Weights.TryGetValue(node.Inputs[^1], out var axes) || axes.Values.Length == 0 || axes.Values.Any(static axis => axis is not (>= -4 and < 4)))
        {
            throw new ArtifactException($"the node '{node.Name}' has no axes of four dimensions");
        }

        return [.. axes.Values.Select(static axis => (long)s_toChannelsFirst[((int)axis + 4) % 4])];
    }
}
