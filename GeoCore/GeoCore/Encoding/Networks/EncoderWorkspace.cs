using GeoCore.Encoding.Kernels;

namespace GeoCore.Encoding.Networks;

/// <summary>Activations of a few panels of places, two layers at a time; one thread uses it at once.</summary>
internal sealed unsafe class EncoderWorkspace(int paddedWidth)
{
    private AlignedBuffer<float> _current = new(paddedWidth * Panel.Places * Panel.PanelsTogether);
    private AlignedBuffer<float> _next = new(paddedWidth * Panel.Places * Panel.PanelsTogether);
    private AlignedBuffer<float> _features = new(0);
    private AlignedBuffer<float> _rows = new(0);

    /// <summary>From one panel to the next.</summary>
    public int PanelStride { get; } = paddedWidth * Panel.Places;

    /// <summary>Outputs of the latest layer.</summary>
    public float* Current => _current.Pointer;

    /// <summary>Room for the next layer.</summary>
    public float* Next => _next.Pointer;

    /// <summary>The next layer's outputs become the latest.</summary>
    public void Swap() => (_current, _next) = (_next, _current);

    /// <summary>Room for features before the first layer.</summary>
    public AlignedBuffer<float> Features(int length) => Grown(ref _features, length);

    /// <summary>Room for what the rows of a grid make of the first layer.</summary>
    public AlignedBuffer<float> Rows(int length) => Grown(ref _rows, length);

    /// <summary>Copies logits out of the latest layer.</summary>
    /// <param name="outputs">Logits of a place.</param>
    /// <param name="first">First place of the panels to copy.</param>
    /// <param name="logits">Receives [places, outputs], as many places as there is room for.</param>
    public void CopyLogits(int outputs, int first, Span<float> logits)
    {
        var places = logits.Length / outputs;
        for (var i = 0; i < places; i++)
        {
            var (panel, lane) = Math.DivRem(first + i, Panel.Places);
            var source = Current + (panel * PanelStride) + lane;
            for (var output = 0; output < outputs; output++)
            {
                logits[(i * outputs) + output] = source[output * Panel.Places];
            }
        }
    }

    private static AlignedBuffer<float> Grown(ref AlignedBuffer<float> buffer, int length)
    {
        if (buffer.Length < length)
            buffer = new AlignedBuffer<float>(length);
        return buffer;
    }
}
