namespace Learners.LocationEncoding.Taper;

/// <summary>How much of each degree of the spherical harmonics reaches the network.</summary>
public enum TaperKind
{
    /// <summary>All of it.</summary>
    None,

    /// <summary>exp(−κ ℓ (ℓ + 1)): the features of a map over which heat has spread for a while.</summary>
    Heat,

    /// <summary>One gain a degree is learnt, beginning with those of heat.</summary>
    Learned,
}

/// <summary>The gains of a taper, which depend on the degree alone: a taper turns with the sphere.</summary>
public static class SpectralTaper
{
    /// <summary>ln of the gain of heat at every degree.</summary>
    /// <param name="degrees">L.</param>
    /// <param name="kappa">κ, 0 or more; the gain is 1/e at ℓ ≈ 1/√κ.</param>
    /// <returns>[L], −κ ℓ (ℓ + 1).</returns>
    public static double[] HeatLogGains(int degrees, double kappa) => [.. Enumerable.Range(0, degrees).Select(l => -kappa * l * (l + 1))];

    /// <summary>The degree of every feature.</summary>
    /// <param name="degrees">L.</param>
    /// <returns>[L²]; feature ℓ² + ℓ + m has degree ℓ.</returns>
    public static long[] DegreeOfFeatures(int degrees) =>
        [.. Enumerable.Range(0, degrees).SelectMany(l => Enumerable.Repeat((long)l, (2 * l) + 1))];

    /// <summary>The kind of a setting.</summary>
    /// <param name="name"><c>none</c>, <c>heat</c> or <c>learned</c>.</param>
    public static TaperKind Parse(string name) => name switch
    {
        "heat" => TaperKind.Heat,
        "learned" => TaperKind.Learned,
        _ => TaperKind.None,
    };
}
