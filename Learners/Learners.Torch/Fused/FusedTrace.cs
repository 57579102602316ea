using GeoCore.Encoding.Kernels;

namespace Learners.Torch.Fused;

/// <summary>What the way back needs of the way forward: outputs and slopes of every sine layer for the places of a batch.</summary>
internal sealed unsafe class FusedTrace
{
    private readonly AlignedBuffer<float>[] _outputs;
    private readonly AlignedBuffer<float>[] _slopes;

    /// <summary>Makes room.</summary>
    /// <param name="layers">All layers, the linear one at the end included.</param>
    /// <param name="places">Of the largest batch.</param>
    public FusedTrace(FusedLayer[] layers, int places)
    {
        Capacity = Panel.Count(places) * Panel.Places;
        _outputs = [.. layers[..^1].Select(layer => new AlignedBuffer<float>(checked(Columns(layer.Outputs) * Capacity)))];
        _slopes = [.. layers.Select(layer => new AlignedBuffer<float>(checked(layer.Rows * Capacity)))];
    }

    /// <summary>Places that there is room for.</summary>
    public int Capacity { get; }

    /// <summary>Places of the batch, 1 to <see cref="Capacity"/>.</summary>
    public int Places { get; set; }

    /// <summary>Places rounded up to whole panels; those in excess have features 0 and change nothing.</summary>
    public int Padded => Panel.Count(Places) * Panel.Places;

    /// <summary>Numbers of a place rounded up to whole lanes.</summary>
    public static int Columns(int count) => (count + Panel.Places - 1) / Panel.Places * Panel.Places;

    /// <summary>Outputs of a sine layer for weight gradients: 32 neurons at a time, [places, 32].</summary>
    /// <param name="layer">From 0.</param>
    /// <param name="panel">Which 32.</param>
    public float* Outputs(int layer, int panel) => _outputs[layer].Pointer + ((nint)panel * Panel.Places * Capacity);

    /// <summary>First the cosines of eight neurons, [8, 32] for every panel of places, then in their stead the slope of the loss by their sums, [places, 8].</summary>
    /// <param name="layer">From 0.</param>
    /// <param name="panel">Which eight.</param>
    public float* Slopes(int layer, int panel) => _slopes[layer].Pointer + ((nint)panel * Panel.Neurons * Capacity);
}
