using System.Numerics;

namespace GeoCore.Encoding.Harmonics;

/// <summary>Sixteen places side by side, as <see cref="SpherePoint"/> has one: rows Z, −2·deficit, R, hemisphere, cos λ, sin λ of 16 lanes.</summary>
internal static unsafe class PlaceBlock
{
    /// <summary>Places of a block.</summary>
    public const int Lanes = 16;

    /// <summary>Doubles of a block.</summary>
    public const int Length = 6 * Lanes;

    private const double Radian = Math.PI / 180;
    private const double RadianLow = 2.9486522708701687e-19; // as in SpherePoint

    /// <summary>Works out up to 16 places; lanes beyond them repeat the last.</summary>
    /// <param name="longitudes">1 to 16, degrees; checked by the caller.</param>
    /// <param name="latitudes">As many, degrees; checked by the caller.</param>
    /// <param name="places">Receives <see cref="Length"/> doubles.</param>
    public static void Fill(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, double* places)
    {
        var degrees = stackalloc double[2 * Lanes];
        for (var lane = 0; lane < Lanes; lane++)
        {
            var i = Math.Min(lane, longitudes.Length - 1);
            degrees[lane] = longitudes[i];
            degrees[Lanes + lane] = latitudes[i];
        }

        for (var lane = 0; lane < Lanes; lane += Vector<double>.Count)
        {
            FillLongitude(Vector.Load(degrees + lane), places + lane);
            FillLatitude(Vector.Load(degrees + Lanes + lane), places + lane);
        }
    }

    private static void FillLatitude(Vector<double> latitude, double* places)
    {
        var absolute = Vector.Abs(latitude);
        var polar = Vector.GreaterThanOrEqual(absolute, new Vector<double>(45));
        var (sin, cos) = SinCos(Vector.ConditionalSelect(polar, new Vector<double>(90) - absolute, absolute));
        var z = Vector.ConditionalSelect(polar, cos, sin);
        var r = Vector.ConditionalSelect(polar, sin, cos);
        z.Store(places);
        (r * r / (Vector<double>.One + z) * -2).Store(places + Lanes);
        r.Store(places + (2 * Lanes));
        Vector.CopySign(Vector<double>.One, latitude).Store(places + (3 * Lanes));
    }

    private static void FillLongitude(Vector<double> longitude, double* places)
    {
        var reduced = longitude - (new Vector<double>(360) * Vector.Round(longitude / new Vector<double>(360)));
        var quadrant = Vector.Round(reduced / new Vector<double>(90));
        var (sin, cos) = SinCos(reduced - (new Vector<double>(90) * quadrant));
        var size = Vector.Abs(quadrant);
        var odd = Vector.Equals(size, Vector<double>.One);
        var half = Vector.Equals(size, new Vector<double>(2));
        var turn = Vector.ConditionalSelect(half, new Vector<double>(-1), Vector.ConditionalSelect(odd, quadrant, Vector<double>.One));
        Vector.ConditionalSelect(odd, -turn * sin, turn * cos).Store(places + (4 * Lanes));
        Vector.ConditionalSelect(odd, turn * cos, turn * sin).Store(places + (5 * Lanes));
    }

    private static (Vector<double> Sin, Vector<double> Cos) SinCos(Vector<double> degrees)
    {
        var high = degrees * Radian;
        var low = Vector.FusedMultiplyAdd(degrees, new Vector<double>(Radian), -high) + (degrees * RadianLow);
        var (sin, cos) = OctantSine.SinCos(high);
        return (Vector.MultiplyAddEstimate(low, cos, sin), Vector.MultiplyAddEstimate(-low, sin, cos));
    }
}
