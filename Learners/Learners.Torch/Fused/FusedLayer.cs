using GeoCore.Encoding.Kernels;

namespace Learners.Torch.Fused;

/// <summary>Weights of one layer in the order in which the kernels read them, on the way forward and on the way back.</summary>
internal sealed unsafe class FusedLayer
{
    private readonly AlignedBuffer<float> _forward;
    private readonly AlignedBuffer<float> _backward;
    private readonly AlignedBuffer<float> _biases;

    /// <summary>Makes room.</summary>
    /// <param name="inputs">Weights of a neuron.</param>
    /// <param name="outputs">Neurons.</param>
    /// <param name="factor">What sums are multiplied with: the frequency factor of a sine layer.</param>
    /// <param name="isFirst">Whether nobody asks for the slope by the inputs.</param>
    public FusedLayer(int inputs, int outputs, float factor, bool isFirst)
    {
        (Inputs, Outputs, Factor) = (inputs, outputs, factor);
        Rows = Panel.Padded(outputs);
        _forward = new AlignedBuffer<float>(checked(Rows * inputs));
        _backward = new AlignedBuffer<float>(isFirst ? 0 : checked(Panel.Padded(inputs) * outputs));
        _biases = new AlignedBuffer<float>(Rows);
    }

    /// <summary>Weights of a neuron.</summary>
    public int Inputs { get; }

    /// <summary>Neurons.</summary>
    public int Outputs { get; }

    /// <summary>Neurons rounded up to whole panels; weights and biases of those in excess are 0.</summary>
    public int Rows { get; }

    /// <summary>What sums are multiplied with.</summary>
    public float Factor { get; }

    /// <summary>Weights of eight neurons, [inputs, 8].</summary>
    public float* Forward(int panel) => _forward.Pointer + ((nint)panel * Panel.Neurons * Inputs);

    /// <summary>Weights from eight inputs, [outputs, 8].</summary>
    public float* Backward(int panel) => _backward.Pointer + ((nint)panel * Panel.Neurons * Outputs);

    /// <summary>Biases of eight neurons.</summary>
    public float* Biases(int panel) => _biases.Pointer + (panel * Panel.Neurons);

    /// <summary>Takes over weights and biases of eight neurons, times the factor.</summary>
    /// <param name="panel">Which eight.</param>
    /// <param name="weights">[outputs, inputs].</param>
    /// <param name="biases">[outputs].</param>
    public void Pack(int panel, float* weights, float* biases)
    {
        var first = panel * Panel.Neurons;
        var count = Math.Min(Panel.Neurons, Outputs - first);
        var rows = weights + ((nint)first * Inputs);
        var packed = Forward(panel);
        var whole = count == Panel.Neurons ? Inputs / PanelTranspose.Side * PanelTranspose.Side : 0;
        for (var k = 0; k < whole; k += PanelTranspose.Side)
        {
            PanelTranspose.Block(rows + k, Inputs, packed + ((nint)k * Panel.Neurons), Panel.Neurons);
        }

        PanelTranspose.Turn(rows + whole, Inputs, packed + ((nint)whole * Panel.Neurons), Panel.Neurons, count, Inputs - whole);
        Scale(new Span<float>(packed, Inputs * Panel.Neurons));
        new Span<float>(biases + first, count).CopyTo(new Span<float>(Biases(panel), count));
        Scale(new Span<float>(Biases(panel), count));
    }

    /// <summary>Takes over the weights from eight inputs, times the factor.</summary>
    /// <param name="panel">Which eight.</param>
    /// <param name="weights">[outputs, inputs].</param>
    public void PackBackward(int panel, float* weights)
    {
        var first = panel * Panel.Neurons;
        var count = Math.Min(Panel.Neurons, Inputs - first);
        var packed = Backward(panel);
        for (var neuron = 0; neuron < Outputs; neuron++)
        {
            new Span<float>(weights + ((nint)neuron * Inputs) + first, count).CopyTo(new Span<float>(packed + (neuron * Panel.Neurons), count));
        }

        Scale(new Span<float>(packed, Outputs * Panel.Neurons));
    }

    private void Scale(Span<float> values)
    {
        if (Factor != 1)
        {
            System.Numerics.Tensors.TensorPrimitives.Multiply(values, Factor, values);
        }
    }
}
