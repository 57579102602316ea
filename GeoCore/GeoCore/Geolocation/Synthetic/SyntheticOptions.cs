namespace GeoCore.Geolocation.Synthetic;

/// <summary>How much the three sources of the synthetic benchmark know.</summary>
/// <param name="BandwidthKm">Standard deviation, in each direction, of the place that source A names, km.</param>
/// <param name="SecondModeProbability">How often A names a second place that has nothing to do with the truth.</param>
/// <param name="ClassAccuracy">How often B names the right one of 16 classes; half of its errors are the next class.</param>
/// <param name="FlipProbability">How often C confuses land and sea.</param>
/// <param name="Centres">Cells of B's checkerboard, even.</param>
public sealed record SyntheticOptions(
    double BandwidthKm = 500, double SecondModeProbability = 0.3, double ClassAccuracy = 0.6, double FlipProbability = 0.05, int Centres = 200)
{
    /// <summary>Classes of the checkerboard.</summary>
    public const int Classes = 16;

    /// <summary>Whether all numbers are possible.</summary>
    internal bool IsValid => BandwidthKm > 0 && double.IsFinite(BandwidthKm) && IsProbability(SecondModeProbability) && IsProbability(ClassAccuracy)
        && IsProbability(FlipProbability) && Centres >= 2 && Centres % 2 == 0;

    /// <summary>Probability that B names a class.</summary>
    /// <param name="truth">The true class.</param>
    /// <param name="named">The class named.</param>
    public double Confusion(int truth, int named) => named == truth
        ? ClassAccuracy
        : (1 - ClassAccuracy) / 2 * (named == (truth + 1) % Classes ? 1 : 1.0 / (Classes - 2));

    private static bool IsProbability(double value) => value is > 0 and < 1;
}
