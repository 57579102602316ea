using GeoCore.Encoding.Harmonics;

namespace GeoCore.Encoding.Positional;

/// <summary>What an encoding is made from; fields that an encoding does not have are not looked at.</summary>
public sealed record PositionalEncodingOptions
{
    /// <summary>One of <see cref="PositionalEncodings.Names"/>.</summary>
    public string Name { get; init; } = PositionalEncodings.SphericalHarmonics;

    /// <summary>L of the spherical harmonics, 1 to <see cref="Harmonics.SphericalHarmonics.MaximumDegrees"/>.</summary>
    public int Degrees { get; init; } = 20;

    /// <summary>Signs and scale of the spherical harmonics.</summary>
    public HarmonicConvention Convention { get; init; }

    /// <summary>S, the number of scales, 2 to 4096; 2 to 256 for DFS, which has 4S + 4S² features.</summary>
    public int Scales { get; init; } = 16;

    /// <summary>Finest scale: radians, or degrees in the reference variant; above 0.</summary>
    public double MinimumRadius { get; init; } = 0.05;

    /// <summary>Coarsest scale, above the finest.</summary>
    public double MaximumRadius { get; init; } = 1;

    /// <summary>Corrected or reference formulas.</summary>
    public EncodingVariant Variant { get; init; }

    /// <summary>Whether frequencies are rounded to distinct positive integers, so that Grid, SphereC, SphereC+, SphereM, SphereM+ and DFS meet
    /// at ±180°; corrected variant only.</summary>
    public bool IntegerFrequencies { get; init; }
}
