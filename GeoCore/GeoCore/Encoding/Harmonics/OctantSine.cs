using System.Numerics;

namespace GeoCore.Encoding.Harmonics;

/// <summary>Sine and cosine of angles within an eighth of a turn, without the range reduction of a general sine.</summary>
/// <remarks>Taylor's series to x¹⁵ and x¹⁶: at π/4 the next terms are 5e-17 and 2e-18. Error below one unit in the last place.</remarks>
internal static class OctantSine
{
    private static readonly double[] s_sine = [-1 / 6.0, 1 / 120.0, -1 / 5040.0, 1 / 362880.0, -1 / 39916800.0, 1 / 6227020800.0, -1 / 1307674368000.0];

    private static readonly double[] s_cosine =
        [1 / 24.0, -1 / 720.0, 1 / 40320.0, -1 / 3628800.0, 1 / 479001600.0, -1 / 87178291200.0, 1 / 20922789888000.0];

    /// <summary>Both at once.</summary>
    /// <param name="angle">Radians, −π/4 to π/4.</param>
    public static (Vector<double> Sin, Vector<double> Cos) SinCos(Vector<double> angle)
    {
        var square = angle * angle;
        Vector<double> sine = new(s_sine[6]), cosine = new(s_cosine[6]);
        for (var i = 5; i >= 0; i--)
        {
            sine = Vector.MultiplyAddEstimate(sine, square, new(s_sine[i]));
            cosine = Vector.MultiplyAddEstimate(cosine, square, new(s_cosine[i]));
        }

        var half = square * 0.5;
        var near = Vector<double>.One - half; // what this subtraction rounds away is put back
        var rest = Vector.MultiplyAddEstimate(square * square, cosine, Vector<double>.One - near - half);
        return (Vector.MultiplyAddEstimate(angle * square, sine, angle), near + rest);
    }
}
