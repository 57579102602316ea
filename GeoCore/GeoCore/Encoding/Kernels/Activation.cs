namespace GeoCore.Encoding.Kernels;

/// <summary>What a layer does to its sums.</summary>
internal enum Activation
{
    /// <summary>Nothing.</summary>
    Identity,

    /// <summary>Sine.</summary>
    Sine,

    /// <summary>The positive part.</summary>
    Rectify,

    /// <summary>The positive part, added to what the layer before the last gave: the end of a residual block.</summary>
    AddRectified,
}
