namespace GeoCore.Geodesy;

/// <summary>The function behind every conformal projection of an ellipsoid: the isometric latitude ψ and its inverse.</summary>
/// <remarks>C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", J. Geod. 85 (2011), equations 7 to 9 and 19 to 21.</remarks>
internal static class ConformalLatitude
{
    /// <summary>Tangent of the conformal latitude, τ′ = sinh ψ.</summary>
    /// <param name="tau">Tangent of the latitude.</param>
    /// <param name="e">Eccentricity, 0 for a sphere.</param>
    public static double Tangent(double tau, double e)
    {
        var secant = double.Hypot(1, tau);
        var sigma = Math.Sinh(e * Math.Atanh(e * tau / secant));
        return tau * double.Hypot(1, sigma) - sigma * secant;
    }

    /// <summary>Tangent of the latitude whose conformal latitude has the tangent τ′, by Newton's method.</summary>
    public static double InverseTangent(double conformal, double e)
    {
        var complement = 1 - e * e;
        var tau = conformal / complement;
        for (var i = 0; i < 5; i++)
        {
            var trial = Tangent(tau, e);
            var step = (conformal - trial) / double.Hypot(1, trial) * (1 + complement * tau * tau) / (complement * double.Hypot(1, tau));
            tau += step;
            if (!(Math.Abs(step) > 1e-10 * Math.Max(1, Math.Abs(tau))))
            {
                break; // the next step would be the square of this one; NaN ends here too
            }
        }

        return tau;
    }

    /// <summary>Tangent of a latitude in degrees; at the poles large instead of infinite, so that what follows stays a number.</summary>
    public static double TangentOfDegrees(double latitude)
    {
        var (sin, cos) = DegreeMath.SinCos(latitude);
        return sin / Math.Max(1e-150, cos);
    }
}
