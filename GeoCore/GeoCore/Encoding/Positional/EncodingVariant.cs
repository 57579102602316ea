namespace GeoCore.Encoding.Positional;

/// <summary>Which of two sets of formulas a multi-scale encoding follows.</summary>
public enum EncodingVariant
{
    /// <summary>Radians throughout, every value once. Wire name <c>corrected</c>.</summary>
    Corrected,

    /// <summary>The reference code of arXiv 2310.06743 as it is: degrees in sines and cosines, values of the Sphere2Vec family twice. Wire name
    /// <c>reference</c>.</summary>
    Reference,
}
