namespace GeoCore.Geodesy;

/// <summary>Angles in degrees without the rounding that a multiplication by π/180 brings to whole quadrants.</summary>
internal static class DegreeMath
{
    /// <summary>Sine and cosine, exact at multiples of 90°.</summary>
    public static (double Sin, double Cos) SinCos(double degrees)
    {
        var reduced = Math.IEEERemainder(degrees, 360);
        var quadrant = (int)Math.Round(reduced / 90, MidpointRounding.ToEven);
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(reduced - 90 * quadrant));
        return (quadrant & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    /// <summary>Angle of the direction (cos, sin), degrees in (−180, 180], exact on the axes.</summary>
    public static double Atan2(double sin, double cos)
    {
        if (Math.Abs(sin) > Math.Abs(cos))
        {
            return Math.CopySign(90, sin) - double.RadiansToDegrees(Math.Atan(cos / sin));
        }

        if (cos >= 0)
        {
            return cos == 0 ? 0 : double.RadiansToDegrees(Math.Atan(sin / cos));
        }

        return Math.CopySign(180, sin == 0 ? 1 : sin) + double.RadiansToDegrees(Math.Atan(sin / cos));
    }

    /// <summary>The way from one longitude to another, degrees in (−180, 180].</summary>
    /// <remarks>The rounding of the subtraction is put back (Knuth's two-sum), so that close longitudes near ±180° keep their difference.</remarks>
    public static double Difference(double from, double to)
    {
        from = Math.IEEERemainder(from, 360);
        to = Math.IEEERemainder(to, 360);
        var sum = to - from;
        var shifted = sum + from;
        var lost = (to - shifted) - (from - (shifted - sum));
        var difference = Math.IEEERemainder(sum, 360) + lost;
        return difference <= -180 ? difference + 360 : difference;
    }

    /// <summary>The longitude as −180 ≤ λ &lt; 180.</summary>
    public static double NormalizeLongitude(double longitude)
    {
        var reduced = Math.IEEERemainder(longitude, 360);
        return reduced == 180 ? -180 : reduced;
    }
}
