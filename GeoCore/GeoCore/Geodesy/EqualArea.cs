namespace GeoCore.Geodesy;

/// <summary>The function behind every equal-area formula of an ellipsoid: q(φ), proportional to the area between the equator and a parallel.</summary>
/// <remarks>
/// J. P. Snyder, "Map projections: a working manual", USGS 1395 (1987), equations 3-11 and 3-12, written as differences that lose no
/// digits for narrow bands and next to the poles.
/// </remarks>
internal static class EqualArea
{
    /// <summary>q(φ₂) − q(φ₁) where sines and their difference are known: the area of a zone is π a² times that.</summary>
    /// <param name="sin1">sin φ₁.</param>
    /// <param name="sin2">sin φ₂.</param>
    /// <param name="difference">sin φ₂ − sin φ₁, computed without cancellation.</param>
    /// <param name="e2">Square of the eccentricity, 0 for a sphere.</param>
    public static double Zone(double sin1, double sin2, double difference, double e2)
    {
        var first = difference * (1 + e2 * sin1 * sin2) / ((1 - e2 * sin1 * sin1) * (1 - e2 * sin2 * sin2));
        if (e2 == 0)
        {
            return 2 * difference;
        }

        var e = Math.Sqrt(e2);
        return (1 - e2) * (first + Math.Atanh(e * difference / (1 - e2 * sin1 * sin2)) / e);
    }

    /// <summary>q(90°), about 2.</summary>
    public static double Pole(double e2) => Zone(0, 1, 1, e2);

    /// <summary>Sine and cosine of the authalic latitude of the latitude with the given sine and cosine.</summary>
    public static (double Sin, double Cos) ToAuthalic(double sin, double cos, double e2)
    {
        var pole = Pole(e2);
        var magnitude = Math.Abs(sin);
        var sinXi = Zone(0, sin, sin, e2) / pole;
        var toPole = Zone(magnitude, 1, cos * cos / (1 + magnitude), e2) / pole;
        return (sinXi, Math.CopySign(Math.Sqrt(toPole * (1 + Math.Abs(sinXi))), cos));
    }

    /// <summary>The latitude whose authalic latitude has the given sine and cosine, as (sine, cosine).</summary>
    /// <remarks>Newton's method on the angle; the ratio of the cosines stays near 1 up to the pole, where they vanish together.</remarks>
    public static (double Sin, double Cos) FromAuthalic(double sinXi, double cosXi, double e2)
    {
        if (cosXi == 0 || e2 == 0)
        {
            return (sinXi, cosXi);
        }

        var pole = Pole(e2);
        var (sin, cos) = (sinXi, cosXi);
        for (var i = 0; i < 5; i++)
        {
            var (sinTrial, cosTrial) = ToAuthalic(sin, cos, e2);
            var error = sinXi * cosTrial - cosXi * sinTrial;
            var w = 1 - e2 * sin * sin;
            var step = error * pole * w * w * cosTrial / (2 * (1 - e2) * cos);
            (sin, cos) = Geodesic.Normalize(sin + step * cos, cos - step * sin);
            if (Math.Abs(step) < 1e-10)
            {
                break; // the next step would be the square of this one
            }
        }

        return (sin, cos);
    }
}
