using GeoCore.Geodesy;

namespace GeoCore.Geolocation.Maps;

/// <summary>The normal distribution of the sphere around a place: κ/(2π R² (1 − e^(−2κ))) · exp(κ (cos γ − 1)), with κ = (R/h)².</summary>
/// <remarks>R. A. Fisher, "Dispersion on a sphere", Proc. R. Soc. A 217 (1953).</remarks>
public readonly struct VonMisesFisherKernel
{
    /// <summary>Mass beyond the reach.</summary>
    private const double Tail = 1e-5;

    private readonly double _logPeak;

    /// <summary>Takes a bandwidth.</summary>
    /// <param name="bandwidthKm">h, the standard deviation in each direction where it is small, km, above 0.</param>
    public VonMisesFisherKernel(double bandwidthKm)
    {
        if (!(bandwidthKm > 0 && double.IsFinite(bandwidthKm)))
            throw new ArgumentOutOfRangeException(nameof(bandwidthKm), bandwidthKm, "A bandwidth is above 0 and finite.");
        BandwidthKm = bandwidthKm;
        Concentration = Math.Pow(Wgs84.MeanRadiusKm / bandwidthKm, 2);
        _logPeak = Math.Log(Concentration / (2 * Math.PI * Wgs84.MeanRadiusKm * Wgs84.MeanRadiusKm * -Expm1(-2 * Concentration)));
        // P(beyond γ) = (e^(κ (cos γ − 1)) − e^(−2κ)) / (1 − e^(−2κ))
        var squaredHalfChord = -Math.Log(Tail) / (2 * Concentration);
        ReachKm = squaredHalfChord >= 1 ? Math.PI * Wgs84.MeanRadiusKm : 2 * Wgs84.MeanRadiusKm * Math.Asin(Math.Sqrt(squaredHalfChord));
    }

    /// <summary>h, km.</summary>
    public double BandwidthKm { get; }

    /// <summary>κ.</summary>
    public double Concentration { get; }

    /// <summary>Distance beyond which a hundred-thousandth of the mass lies, km.</summary>
    public double ReachKm { get; }

    /// <summary>ln of the density per km² at a distance.</summary>
    /// <param name="squaredChord">Of the sphere of radius 1, as <see cref="UnitVector.SquaredChord"/> gives it.</param>
    public double LogDensity(double squaredChord) => _logPeak - Concentration * squaredChord / 2;

    /// <summary>e^x − 1 for x below 0.</summary>
    private static double Expm1(double x) => Math.Abs(x) > 1e-5 ? Math.Exp(x) - 1 : x * (1 + x / 2);
}
