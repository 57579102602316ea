using GeoCore.Encoding.Kernels;

namespace GeoCore.Encoding.Networks;

/// <summary>A linear layer with what follows it. Immutable.</summary>
internal sealed class DenseLayer
{
    private readonly double[] _weights;
    private readonly double[]? _bias;
    private readonly double _factor;

    /// <summary>Takes weights and packs them.</summary>
    /// <param name="inputs">Weights of a neuron.</param>
    /// <param name="outputs">Neurons.</param>
    /// <param name="weights">[outputs, inputs].</param>
    /// <param name="bias">One per neuron, or null.</param>
    /// <param name="activation">Applied to the sums.</param>
    /// <param name="factor">Multiplies the sums before the activation: ω of a sine layer.</param>
    public DenseLayer(int inputs, int outputs, double[] weights, double[]? bias, Activation activation, double factor = 1)
    {
        (Inputs, Outputs, Activation) = (inputs, outputs, activation);
        (_weights, _bias, _factor) = (weights, bias, factor);
        Packed = new PackedWeights(outputs, inputs, weights, bias, factor);
    }

    /// <summary>Weights of a neuron.</summary>
    public int Inputs { get; }

    /// <summary>Neurons.</summary>
    public int Outputs { get; }

    /// <summary>Applied to the sums.</summary>
    public Activation Activation { get; }

    /// <summary>For the kernels, the factor included.</summary>
    public PackedWeights Packed { get; }

    /// <summary>One weight, the factor included.</summary>
    public double Weight(int neuron, int input) => _factor * _weights[(neuron * Inputs) + input];

    /// <summary>What a neuron adds to its sum, the factor included; 0 without a bias.</summary>
    public double Bias(int neuron) => _bias is null ? 0 : _factor * _bias[neuron];

    /// <summary>Panels of places through the layer.</summary>
    /// <param name="from">[panels, at least inputs, 32].</param>
    /// <param name="to">Receives [panels, outputs padded to 8, 32].</param>
    /// <param name="stride">From one panel to the next, in both.</param>
    /// <param name="panels">How many.</param>
    public unsafe void Apply(float* from, float* to, int stride, int panels)
    {
        var operands = new PanelOperands
        {
            WeightStride = Panel.Neurons,
            FeatureStride = Panel.Places,
            Inputs = Inputs,
            Activation = Activation,
        };
        for (var neurons = 0; neurons < Packed.PanelCount; neurons++)
        {
            operands.Weights = Packed.Weights(neurons);
            operands.Bias = Packed.Biases(neurons);
            for (var panel = 0; panel < panels; panel++)
            {
                operands.Low = from + ((nint)panel * stride);
                operands.High = operands.Low + Panel.Half;
                operands.Results = to + ((nint)panel * stride) + (neurons * Panel.Neurons * Panel.Places);
                PanelProduct.Compute(operands);
            }
        }

        GC.KeepAlive(Packed);
    }

    /// <summary>The scalar twin in double precision.</summary>
    /// <param name="input">Features of one place.</param>
    /// <param name="output">Receives the outputs; holds the block's input where the activation adds to it.</param>
    public void Apply(ReadOnlySpan<double> input, Span<double> output)
    {
        for (var neuron = 0; neuron < Outputs; neuron++)
        {
            var sum = _bias is null ? 0 : _bias[neuron];
            for (var k = 0; k < Inputs; k++)
            {
                sum += _weights[(neuron * Inputs) + k] * input[k];
            }

            sum *= _factor;
            output[neuron] = Activation switch
            {
                Activation.Sine => Math.Sin(sum),
                Activation.Rectify => Math.Max(sum, 0),
                Activation.AddRectified => output[neuron] + Math.Max(sum, 0),
                _ => sum,
            };
        }
    }
}
