using GeoCore.Encoding.Kernels;

namespace Learners.Torch.Fused;

/// <summary>Memory of one worker; it fits the second-level cache unless a place has thousands of features.</summary>
internal sealed class FusedScratch
{
    /// <summary>Places whose weight gradients are summed in registers before the sums go to memory.</summary>
    public const int Stretch = 256;

    /// <summary>Panels of 32 inputs whose gradients are summed together at most.</summary>
    public const int MostTogether = 4;

    /// <summary>Floats of features that a group of panels may take.</summary>
    private const int FeatureBudget = 128 * 1024;

    /// <summary>Makes room.</summary>
    /// <param name="layers">All layers.</param>
    public FusedScratch(FusedLayer[] layers)
    {
        var widest = layers.Max(layer => layer.Rows);
        Together = Group(layers);
        Features = new AlignedBuffer<float>(checked(Together * Panel.Places * layers[0].Inputs));
        First = new AlignedBuffer<float>(checked(Together * Panel.Places * widest));
        Second = new AlignedBuffer<float>(checked(Together * Panel.Places * widest));
        Stretched = new AlignedBuffer<float>(MostTogether * Stretch * Panel.Places);
        Sums = new AlignedBuffer<float>(checked(MostTogether * widest * Panel.Places));
    }

    /// <summary>Panels of places that go through the network together.</summary>
    public int Together { get; }

    /// <summary>Features of a group, [features, 32] for each panel.</summary>
    public AlignedBuffer<float> Features { get; }

    /// <summary>Numbers of a layer for a group, [neurons, 32] for each panel.</summary>
    public AlignedBuffer<float> First { get; }

    /// <summary>The same for the next layer.</summary>
    public AlignedBuffer<float> Second { get; }

    /// <summary>Features of a stretch of places, [places, 32] for each panel of 32.</summary>
    public AlignedBuffer<float> Stretched { get; }

    /// <summary>Gradient of the weights from the inputs of a piece, [neurons, 32] for each panel of 32.</summary>
    public AlignedBuffer<float> Sums { get; }

    /// <summary>Panels that go together.</summary>
    /// <param name="layers">All layers.</param>
    public static int Group(FusedLayer[] layers) =>
        Math.Clamp(FeatureBudget / (Panel.Places * layers[0].Inputs), 1, Panel.PanelsTogether);
}
