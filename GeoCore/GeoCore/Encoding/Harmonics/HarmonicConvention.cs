namespace GeoCore.Encoding.Harmonics;

/// <summary>Signs and scale of the harmonics; weights trained under one convention must be run under the same.</summary>
public enum HarmonicConvention
{
    /// <summary>Orthonormal, no Condon–Shortley sign, colatitude from the north pole: what geodesy writes. Wire name <c>standard</c>.</summary>
    Standard,

    /// <summary>(−1)^ℓ times <see cref="Standard"/>: the default back end of the reference code of arXiv 2310.06743. Wire name <c>analytic</c>.</summary>
    ReferenceAnalytic,

    /// <summary>(−1)^(ℓ+m) times <see cref="Standard"/>: the reference code's closed-form back end. Wire name <c>closed-form</c>.</summary>
    ReferenceClosedForm,

    /// <summary><see cref="ReferenceAnalytic"/> with the order m = 0 multiplied by π: what SatCLIP's released weights expect. Wire name <c>satclip</c>.</summary>
    SatClip,
}
