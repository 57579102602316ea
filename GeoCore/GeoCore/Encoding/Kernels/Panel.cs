namespace GeoCore.Encoding.Kernels;

/// <summary>Sizes of the blocks that the kernels work on.</summary>
/// <remarks>Places run along the lanes of a vector and neurons along its loop, so that a place never meets another: its bits depend on nothing
/// but its own features, whatever stands beside it.</remarks>
internal static class Panel
{
    /// <summary>Places of a panel; activations are [neurons, 32].</summary>
    public const int Places = 32;

    /// <summary>Places of half a panel, which is what one block of harmonics holds.</summary>
    public const int Half = Places / 2;

    /// <summary>Neurons of a panel of weights, [inputs, 8].</summary>
    public const int Neurons = 8;

    /// <summary>Panels of places that go through a network together; their activations fill half the second-level cache at width 512.</summary>
    public const int PanelsTogether = 4;

    /// <summary>Rounds a number of neurons up to whole panels.</summary>
    public static int Padded(int neurons) => (neurons + Neurons - 1) / Neurons * Neurons;

    /// <summary>Panels that so many places need.</summary>
    public static int Count(int places) => (places + Places - 1) / Places;
}
