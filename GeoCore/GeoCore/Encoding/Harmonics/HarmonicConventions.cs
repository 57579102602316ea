namespace GeoCore.Encoding.Harmonics;

/// <summary>Wire names and factors of the conventions.</summary>
public static class HarmonicConventions
{
    /// <summary>The name that cards and requests use.</summary>
    /// <param name="convention">One of the four.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the four.</exception>
    public static string WireName(this HarmonicConvention convention) => convention switch
    {
        HarmonicConvention.Standard => "standard",
        HarmonicConvention.ReferenceAnalytic => "analytic",
        HarmonicConvention.ReferenceClosedForm => "closed-form",
        HarmonicConvention.SatClip => "satclip",
        _ => throw new ArgumentOutOfRangeException(nameof(convention), convention, "Unknown harmonic convention."),
    };

    /// <summary>The convention of a wire name.</summary>
    /// <param name="name"><c>standard</c>, <c>analytic</c>, <c>closed-form</c> or <c>satclip</c>.</param>
    /// <param name="convention">The convention, or <see cref="HarmonicConvention.Standard"/> where the name is unknown.</param>
    /// <returns>Whether the name is known.</returns>
    public static bool TryParse(string? name, out HarmonicConvention convention)
    {
        foreach (var candidate in Enum.GetValues<HarmonicConvention>())
        {
            if (candidate.WireName() == name)
            {
                convention = candidate;
                return true;
            }
        }

        convention = HarmonicConvention.Standard;
        return false;
    }

    /// <summary>What (ℓ, m) is multiplied by, relative to <see cref="HarmonicConvention.Standard"/>.</summary>
    /// <param name="convention">One of the four.</param>
    /// <param name="l">Degree, 0 or more.</param>
    /// <param name="m">Order, −ℓ to ℓ.</param>
    public static double Factor(this HarmonicConvention convention, int l, int m) => convention switch
    {
        HarmonicConvention.Standard => 1,
        HarmonicConvention.ReferenceAnalytic => Sign(l),
        HarmonicConvention.ReferenceClosedForm => Sign(l + m),
        HarmonicConvention.SatClip => m == 0 ? Sign(l) * Math.PI : Sign(l),
        _ => throw new ArgumentOutOfRangeException(nameof(convention), convention, "Unknown harmonic convention."),
    };

    private static double Sign(int power) => (power & 1) == 0 ? 1 : -1;
}
