namespace GeoCore.Encoding.Kernels;

/// <summary>Weights of a layer in the order in which the kernels read them, with room for whole panels.</summary>
internal sealed class PackedWeights
{
    private readonly AlignedBuffer<float> _weights;
    private readonly AlignedBuffer<float> _biases;

    /// <summary>Packs a matrix.</summary>
    /// <param name="outputs">Neurons.</param>
    /// <param name="inputs">Weights of a neuron.</param>
    /// <param name="weights">[outputs, inputs].</param>
    /// <param name="bias">One per neuron, or null.</param>
    /// <param name="factor">Multiplies weights and biases.</param>
    public PackedWeights(int outputs, int inputs, ReadOnlySpan<double> weights, double[]? bias, double factor)
    {
        Inputs = inputs;
        PanelCount = Panel.Padded(outputs) / Panel.Neurons;
        _weights = new AlignedBuffer<float>(checked(PanelCount * Panel.Neurons * inputs));
        _biases = new AlignedBuffer<float>(PanelCount * Panel.Neurons);
        var packed = _weights.Span;
        for (var neuron = 0; neuron < outputs; neuron++)
        {
            var (panel, lane) = Math.DivRem(neuron, Panel.Neurons);
            var start = panel * Panel.Neurons * inputs;
            for (var k = 0; k < inputs; k++)
            {
                packed[start + (k * Panel.Neurons) + lane] = (float)(factor * weights[(neuron * inputs) + k]);
            }

            _biases.Span[neuron] = bias is null ? 0 : (float)(factor * bias[neuron]);
        }
    }

    /// <summary>Weights of a neuron.</summary>
    public int Inputs { get; }

    /// <summary>Panels of 8 neurons.</summary>
    public int PanelCount { get; }

    /// <summary>The weights of a panel, [inputs, 8]; they do not move.</summary>
    public unsafe float* Weights(int panel) => _weights.Pointer + (panel * Panel.Neurons * Inputs);

    /// <summary>The biases of a panel.</summary>
    public unsafe float* Biases(int panel) => _biases.Pointer + (panel * Panel.Neurons);
}
