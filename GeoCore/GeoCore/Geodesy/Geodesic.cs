namespace GeoCore.Geodesy;

/// <summary>Shortest lines on the WGS 84 ellipsoid: distance, direction, and the place at a distance.</summary>
/// <remarks>
/// C. F. F. Karney, "Algorithms for geodesics", J. Geod. 87 (2013) 43–55. Right to about 1e-8 m between any two places, antipodal ones
/// included, where formulas such as Vincenty's do not converge.
/// </remarks>
public static class Geodesic
{
    /// <summary>Distance, kilometres.</summary>
    /// <inheritdoc cref="Inverse" path="/param"/>
    public static double DistanceKm(double longitude1, double latitude1, double longitude2, double latitude2) =>
        Inverse(longitude1, latitude1, longitude2, latitude2).Metres / 1000;

    /// <summary>Distance and directions of the shortest line between two places.</summary>
    /// <param name="longitude1">First place, degrees, any turn.</param>
    /// <param name="latitude1">Degrees, −90 to 90.</param>
    /// <param name="longitude2">Second place, degrees.</param>
    /// <param name="latitude2">Degrees, −90 to 90.</param>
    /// <returns>
    /// The line. Where several are equally short (pole to pole, some antipodal pairs), the eastward or northward one; NaN where an
    /// argument is not a number or a latitude lies outside its range.
    /// </returns>
    public static GeodesicSolution Inverse(double longitude1, double latitude1, double longitude2, double latitude2)
    {
        if (!(Math.Abs(latitude1) <= 90 && Math.Abs(latitude2) <= 90 && double.IsFinite(longitude1) && double.IsFinite(longitude2)))
        {
            return new GeodesicSolution(double.NaN, double.NaN, double.NaN);
        }

        // every pair is a mirror image of one with φ₁ ≤ 0, |φ₂| ≤ |φ₁| and 0 ≤ λ₁₂ ≤ 180°
        var lambda = DegreeMath.Difference(longitude1, longitude2);
        var eastward = lambda < 0 ? -1 : 1;
        var swap = Math.Abs(latitude1) < Math.Abs(latitude2) ? -1 : 1;
        if (swap < 0)
        {
            eastward = -eastward;
            (latitude1, latitude2) = (latitude2, latitude1);
        }

        var northward = latitude1 < 0 ? 1 : -1;
        var problem = new InverseProblem(northward * latitude1, northward * latitude2, Math.Abs(lambda));
        var (metres, start, end) = problem.Solve();
        if (swap < 0)
        {
            (start, end) = (end, start);
        }

        return new GeodesicSolution(metres, Azimuth(start), Azimuth(end));

        double Azimuth((double Sin, double Cos) alpha) =>
            DegreeMath.Atan2(swap * eastward * alpha.Sin, swap * northward * alpha.Cos);
    }

    /// <summary>The place a given distance away in a given direction.</summary>
    /// <param name="longitude">Start, degrees.</param>
    /// <param name="latitude">Start, degrees, −90 to 90.</param>
    /// <param name="azimuth">Direction at the start, degrees clockwise from north.</param>
    /// <param name="metres">Way to go; negative goes backwards.</param>
    public static GeodesicEnd Direct(double longitude, double latitude, double azimuth, double metres)
    {
        var (sinAlpha1, cosAlpha1) = DegreeMath.SinCos(azimuth);
        var (sinBeta1, cosBeta1) = ReducedLatitude(latitude);
        var sinAlpha0 = sinAlpha1 * cosBeta1;
        var cosAlpha0 = double.Hypot(cosAlpha1, sinAlpha1 * sinBeta1);
        Span<double> workspace = stackalloc double[3 * GeodesicSeries.Order];
        var series = new GeodesicSeries(cosAlpha0, workspace);
        var (sin1, cos1) = Normalize(sinBeta1, sinBeta1 != 0 || cosAlpha1 != 0 ? cosBeta1 * cosAlpha1 : 1);

        // σ₂ + B₁(σ₂) = τ₂ (equation 7); Newton's method doubles the digits from a start that is right to 1e-3
        var start = Math.Atan2(sin1, cos1);
        var target = start + series.DistancePeriodic(sin1, cos1) + metres / (Wgs84.SemiMinorAxis * series.A1);
        var sigma = target;
        double sin2 = 0, cos2 = 1;
        for (var i = 0; i < 5; i++)
        {
            (sin2, cos2) = Math.SinCos(sigma);
            var error = sigma + series.DistancePeriodic(sin2, cos2) - target;
            sigma -= error * series.A1 / Math.Sqrt(1 + series.KSquared * sin2 * sin2);
        }

        (sin2, cos2) = Math.SinCos(sigma);
        var sinBeta2 = cosAlpha0 * sin2;
        var cosBeta2 = double.Hypot(sinAlpha0, cosAlpha0 * cos2);
        var (omega1, omega2) = (Math.Atan2(sinAlpha0 * sin1, cos1), Math.Atan2(sinAlpha0 * sin2, cos2));
        // atan2 forgets whole turns; ω and σ grow together, so the turns of σ are those of ω
        var turns = Math.Tau * Math.Round((sigma - Math.Atan2(sin2, cos2)) / Math.Tau);
        var omega12 = omega2 - omega1 + (sinAlpha0 < 0 ? -turns : turns);
        var lambda12 = omega12 - Wgs84.Flattening * sinAlpha0 * series.Longitude(sigma - start, sin1, cos1, sin2, cos2);
        var endLatitude = DegreeMath.Atan2(sinBeta2, (1 - Wgs84.Flattening) * cosBeta2);
        return new GeodesicEnd(
            DegreeMath.NormalizeLongitude(longitude + double.RadiansToDegrees(lambda12)),
            endLatitude,
            DegreeMath.Atan2(sinAlpha0, cosAlpha0 * cos2));
    }

    /// <summary>Sine and cosine of the reduced latitude β, tan β = (1 − f) tan φ; the cosine is never zero, so that a pole has an azimuth.</summary>
    internal static (double Sin, double Cos) ReducedLatitude(double latitude)
    {
        var (sin, cos) = DegreeMath.SinCos(latitude);
        (sin, cos) = Normalize((1 - Wgs84.Flattening) * sin, cos);
        return (sin, Math.Max(1e-150, cos));
    }

    /// <summary>The pair scaled to the unit circle.</summary>
    internal static (double Sin, double Cos) Normalize(double sin, double cos)
    {
        var length = double.Hypot(sin, cos);
        return (sin / length, cos / length);
    }
}
