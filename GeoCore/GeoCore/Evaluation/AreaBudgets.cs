using GeoCore.Geodesy;

namespace GeoCore.Evaluation;

/// <summary>The areas at which recall is reported, km².</summary>
public static class AreaBudgets
{
    /// <summary>Radii of the usual distance thresholds ("street, city, region, country, continent"), kilometres.</summary>
    public static IReadOnlyList<double> DistanceThresholdsKm { get; } = [1, 25, 200, 750, 2500];

    /// <summary>Powers of ten from 1 to 10⁸, the caps of <see cref="DistanceThresholdsKm"/>, and the whole sphere; ascending.</summary>
    public static IReadOnlyList<double> Default { get; } =
        [.. Enumerable.Range(0, 9).Select(power => Math.Pow(10, power)).Concat(DistanceThresholdsKm.Select(GreatCircle.CapAreaKm2)).Append(GreatCircle.SphereAreaKm2).Order()];
}
