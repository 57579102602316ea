using GeoCore.Encoding.Kernels;

namespace GeoCore.Encoding.Networks;

/// <summary>A small network on the features of a place: sinusoidal, residual or linear. Immutable; safe to share between threads.</summary>
/// <remarks>SirenNet of arXiv 2006.09661, FcNet of arXiv 1906.05272, both as in arXiv 2310.06743.</remarks>
public sealed partial class DenseNetwork
{
    private readonly DenseLayer[] _layers;

    private DenseNetwork(NetworkShape shape, DenseLayer[] layers, int spreadRows = 0)
    {
        Shape = shape;
        _layers = layers;
        _spreadRows = spreadRows;
        PaddedWidth = layers.Max(layer => Panel.Padded(layer.Outputs));
    }

    /// <summary>Form and size.</summary>
    public NetworkShape Shape { get; }

    /// <summary>Features of a place.</summary>
    public int Inputs => Shape.Inputs;

    /// <summary>Logits of a place.</summary>
    public int Outputs => Shape.Outputs;

    /// <summary>The layer that meets the features.</summary>
    internal DenseLayer First => _layers[0];

    /// <summary>Rows that the activations of any layer need.</summary>
    internal int PaddedWidth { get; }

    /// <summary>Builds a network.</summary>
    /// <param name="shape">Form and size.</param>
    /// <param name="tensor">Gives the numbers of each tensor of <see cref="NetworkTensors.Of"/>, last index fastest.</param>
    /// <exception cref="ArgumentException">The shape makes no sense, or a tensor has another number of values.</exception>
    public static DenseNetwork Build(NetworkShape shape, Func<NetworkTensor, double[]> tensor)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(tensor);
        if (shape.Fault is { } fault)
            throw new ArgumentException($"The network {fault}.", nameof(shape));
        var tensors = NetworkTensors.Of(shape);
        var values = tensors.ToDictionary(item => item.Name, item => Checked(item, tensor(item)));
        DenseLayer Layer(string name, Activation activation, double factor = 1)
        {
            var weight = tensors.First(item => item.Name == $"{name}.weight");
            return new DenseLayer(weight.Inputs, weight.Outputs, values[weight.Name], values.GetValueOrDefault($"{name}.bias"), activation, factor);
        }

        var layers = new List<DenseLayer>();
        if (shape.Name == NetworkShape.Siren)
        {
            for (var layer = 0; layer < shape.Layers; layer++)
            {
                layers.Add(Layer($"layers.{layer}", Activation.Sine, layer == 0 ? shape.OmegaFirst : shape.Omega));
            }
        }
        else if (shape.Name == NetworkShape.FcNet)
        {
            layers.Add(Layer("first", Activation.Rectify));
            for (var block = 0; block < NetworkTensors.BlockCount; block++)
            {
                layers.Add(Layer($"blocks.{block}.w1", Activation.Rectify));
                layers.Add(Layer($"blocks.{block}.w2", Activation.AddRectified));
            }
        }

        layers.Add(Layer("last", Activation.Identity));
        return new DenseNetwork(shape, [.. layers]);
    }

    /// <summary>Builds a plain network: linear layers, all but the last rectified.</summary>
    /// <param name="widths">Numbers of features, of the neurons of each hidden layer, and of logits; at least two.</param>
    /// <param name="weights">Of each layer, [outputs, inputs], last index fastest.</param>
    /// <param name="biases">Of each layer, one a neuron.</param>
    /// <exception cref="ArgumentException">The numbers do not fit the widths.</exception>
    internal static DenseNetwork BuildRectified(IReadOnlyList<int> widths, IReadOnlyList<double[]> weights, IReadOnlyList<double[]> biases)
    {
        if (widths.Count < 2 || weights.Count != widths.Count - 1 || biases.Count != weights.Count || widths.Any(width => width < 1))
            throw new ArgumentException($"{weights.Count} layers do not fit {widths.Count} widths.", nameof(weights));
        var layers = new DenseLayer[weights.Count];
        for (var layer = 0; layer < layers.Length; layer++)
        {
            var (inputs, outputs) = (widths[layer], widths[layer + 1]);
            if (weights[layer].Length != (long)inputs * outputs || biases[layer].Length != outputs)
                throw new ArgumentException($"Layer {layer} has {weights[layer].Length} weights and {biases[layer].Length} biases, not {inputs} × {outputs}.", nameof(weights));
            layers[layer] = new DenseLayer(inputs, outputs, weights[layer], biases[layer], layer < layers.Length - 1 ? Activation.Rectify : Activation.Identity);
        }

        return new DenseNetwork(new NetworkShape("rectified", widths[0], widths.Max(), layers.Length - 1, widths[^1]), layers);
    }

    /// <summary>Logits of features in double precision, one place after the other: the twin that the kernels are compared with.</summary>
    /// <param name="features">[places, <see cref="Inputs"/>].</param>
    /// <param name="logits">Receives [places, <see cref="Outputs"/>].</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    public void Evaluate(ReadOnlySpan<double> features, Span<double> logits)
    {
        var (places, rest) = Math.DivRem(features.Length, Inputs);
        if (rest != 0 || logits.Length != (long)places * Outputs)
            throw new ArgumentException($"{features.Length} features of {Inputs} and {logits.Length} logits of {Outputs} do not fit together.", nameof(logits));
        double[] current = new double[PaddedWidth], next = new double[PaddedWidth];
        for (var place = 0; place < places; place++)
        {
            var input = features.Slice(place * Inputs, Inputs);
            foreach (var layer in _layers)
            {
                layer.Apply(input, next);
                (current, next) = (next, current);
                input = current;
            }

            if (_spreadRows > 0)
                current[0] = SpreadOf(current);
            current.AsSpan(0, Outputs).CopyTo(logits[(place * Outputs)..]);
        }
    }

    /// <summary>Takes panels from the outputs of the first layer to the logits.</summary>
    /// <param name="workspace">Holds the outputs of the first layer in <see cref="EncoderWorkspace.Current"/>, and the logits afterwards.</param>
    /// <param name="panels">How many.</param>
    internal unsafe void Continue(EncoderWorkspace workspace, int panels)
    {
        for (var layer = 1; layer < _layers.Length; layer++)
        {
            _layers[layer].Apply(workspace.Current, workspace.Next, workspace.PanelStride, panels);
            workspace.Swap();
        }

        for (var panel = 0; _spreadRows > 0 && panel < panels; panel++)
        {
            SpreadOf(workspace.Current + ((nint)panel * workspace.PanelStride));
        }
    }

    private static double[] Checked(NetworkTensor tensor, double[] values)
    {
        var count = (long)tensor.Outputs * Math.Max(tensor.Inputs, 1);
        return values.Length == count
            ? values
            : throw new ArgumentException($"Tensor '{tensor.Name}' has {values.Length} values where {count} are needed.", nameof(values));
    }
}
