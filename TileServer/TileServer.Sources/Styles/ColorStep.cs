using GeoCore.Imaging;

namespace TileServer.Sources.Styles;

/// <summary>How far a value may be off before its colour is off by more than one step of a colormap.</summary>
internal static class ColorStep
{
    private const double Steps = 255;

    /// <summary>Single precision gives no more than about six digits.</summary>
    private const double Rounding = 1e-6;

    /// <summary>Width of the narrowest step, in units of the values.</summary>
    /// <param name="range">Values from the first colour to the last.</param>
    /// <param name="transform">What is done to values first.</param>
    /// <param name="gamma">Bends positions: p becomes p^(1/gamma).</param>
    internal static double Of(ValueRange range, ScaleTransform transform, double gamma)
    {
        var width = range.Maximum - range.Minimum;
        var step = transform switch
        {
            ScaleTransform.SquareRoot => width * Narrowest(2 * gamma),
            ScaleTransform.Logarithm when range.Minimum > 0 => range.Minimum * (Math.Pow(range.Maximum / range.Minimum, Narrowest(gamma)) - 1),
            _ => width * Narrowest(gamma),
        };
        return Math.Max(step, Rounding * width);
    }

    /// <summary>The narrowest step of a position p that is shown at p^(1/exponent): at the low end where that is steep there, else at the high end.</summary>
    private static double Narrowest(double exponent) => exponent >= 1 ? Math.Pow(1 / Steps, exponent) : exponent / Steps;
}
