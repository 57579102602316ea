namespace GeoCore.Encoding.Networks;

/// <summary>Name and shape of one tensor of weights.</summary>
/// <param name="Name">As in the state dictionary of the torch module.</param>
/// <param name="Outputs">Neurons.</param>
/// <param name="Inputs">Weights of a neuron; 0 for a vector of biases.</param>
public readonly record struct NetworkTensor(string Name, int Outputs, int Inputs)
{
    /// <summary>Sizes as a tensor file has them.</summary>
    public long[] Shape => Inputs == 0 ? [Outputs] : [Outputs, Inputs];
}

/// <summary>The tensors of each network.</summary>
public static class NetworkTensors
{
    /// <summary>Residual blocks of an <c>fcnet</c>.</summary>
    internal const int BlockCount = 4;

    /// <summary>Names and shapes of all tensors of a network.</summary>
    /// <param name="shape">Form and size.</param>
    /// <exception cref="ArgumentException">The name of the network is unknown.</exception>
    public static IReadOnlyList<NetworkTensor> Of(NetworkShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var tensors = new List<NetworkTensor>();
        void Add(string name, int outputs, int inputs, bool bias = true)
        {
            tensors.Add(new($"{name}.weight", outputs, inputs));
            if (bias)
                tensors.Add(new($"{name}.bias", outputs, 0));
        }

        switch (shape.Name)
        {
            case NetworkShape.Linear:
                Add("last", shape.Outputs, shape.Inputs);
                break;
            case NetworkShape.Siren:
                for (var layer = 0; layer < shape.Layers; layer++)
                {
                    Add($"layers.{layer}", shape.Hidden, layer == 0 ? shape.Inputs : shape.Hidden);
                }

                Add("last", shape.Outputs, shape.Hidden);
                break;
            case NetworkShape.FcNet:
                Add("first", shape.Hidden, shape.Inputs);
                for (var block = 0; block < BlockCount; block++)
                {
                    Add($"blocks.{block}.w1", shape.Hidden, shape.Hidden);
                    Add($"blocks.{block}.w2", shape.Hidden, shape.Hidden);
                }

                Add("last", shape.Outputs, shape.Hidden, bias: false);
                break;
            default:
                throw new ArgumentException($"'{shape.Name}' is no network.", nameof(shape));
        }

        return tensors;
    }
}
