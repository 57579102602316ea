namespace GeoCore.Encoding.Kernels;

/// <summary>A product of 8 neurons' weights with the features of 32 places.</summary>
internal unsafe struct PanelOperands
{
    /// <summary>Weights [inputs, 8].</summary>
    public float* Weights;

    /// <summary>From the weights of one input to the next.</summary>
    public int WeightStride;

    /// <summary>Features of places 0 to 15 and of 16 to 31, [inputs, 16] each.</summary>
    public float* Low, High;

    /// <summary>From one feature to the next.</summary>
    public int FeatureStride;

    /// <summary>Number of inputs.</summary>
    public int Inputs;

    /// <summary>8 biases.</summary>
    public float* Bias;

    /// <summary>Applied to the sums.</summary>
    public Activation Activation;

    /// <summary>Receives [8, 32].</summary>
    public float* Results;
}
