namespace GeoCore.Encoding.Harmonics;

/// <summary>A place as the recursion wants it: absolute latitude and hemisphere apart, so that both poles are equally exact.</summary>
/// <param name="Z">sin |φ|.</param>
/// <param name="Deficit">1 − sin |φ|, to full relative precision near the poles.</param>
/// <param name="R">cos φ, exactly 0 at the poles.</param>
/// <param name="Hemisphere">1 in the north, −1 in the south.</param>
/// <param name="Cos">cos λ.</param>
/// <param name="Sin">sin λ.</param>
internal readonly record struct SpherePoint(double Z, double Deficit, double R, double Hemisphere, double Cos, double Sin)
{
    private const double Radian = Math.PI / 180;
    private const double RadianLow = 2.9486522708701687e-19; // what π/180 loses when rounded to double

    /// <summary>From degrees.</summary>
    /// <param name="longitude">Degrees, any finite number; whole turns do not matter.</param>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is not a number or out of range.</exception>
    public static SpherePoint FromDegrees(double longitude, double latitude)
    {
        PlaceRange.Check(longitude, latitude);
        var absolute = Math.Abs(latitude);
        var polar = absolute >= 45;
        var (sin, cos) = SinCos(polar ? 90 - absolute : absolute);
        var (z, r) = polar ? (cos, sin) : (sin, cos);
        var reduced = Math.IEEERemainder(longitude, 360);
        var quadrant = Math.Round(reduced / 90);
        var (s, c) = SinCos(reduced - (90 * quadrant));
        var (sinLambda, cosLambda) = ((int)quadrant & 3) switch
        {
            0 => (s, c),
            1 => (c, -s),
            2 => (-s, -c),
            _ => (-c, s),
        };
        return new(z, r * r / (1 + z), r, double.IsNegative(latitude) ? -1 : 1, cosLambda, sinLambda);
    }

    private static (double Sin, double Cos) SinCos(double degrees)
    {
        var high = degrees * Radian;
        var low = Math.FusedMultiplyAdd(degrees, Radian, -high) + (degrees * RadianLow);
        var (sin, cos) = Math.SinCos(high);
        return (sin + (low * cos), cos - (low * sin));
    }
}
